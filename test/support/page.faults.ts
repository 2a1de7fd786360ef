import { parse, type DefaultTreeAdapterTypes, type ParserError } from 'parse5';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.ChildNode;

const isElement = (node: Node): node is Element => 'tagName' in node;
const childrenOf = (element: DefaultTreeAdapterTypes.ParentNode): Node[] =>
  'content' in element ? element.content.childNodes : element.childNodes;

/** The value of an attribute; undefined when it is not there. */
const attributeOf = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value;

/** All text below a node. */
function textOf(node: Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  return isElement(node) ? childrenOf(node).map(textOf).join('') : '';
}

/** A page as a browser reads it. */
export class ReadPage {
  readonly elements: readonly Element[];
  /** What the parser had to put right. */
  readonly errors: readonly string[];

  constructor(html: string) {
    const errors: string[] = [];
    const document = parse(html, {
      sourceCodeLocationInfo: true,
      onParseError: ({ code, startLine }: ParserError) => errors.push(`line ${startLine}: ${code}`),
    });
    const elements: Element[] = [];
    const walk = (nodes: readonly Node[]): void => {
      for (const node of nodes) {
        if (!isElement(node)) continue;
        elements.push(node);
        walk(childrenOf(node));
      }
    };
    walk(document.childNodes);
    this.elements = elements;
    this.errors = errors;
  }

  /** Elements of some names, in order. */
  all(...names: string[]): Element[] {
    return this.elements.filter(({ tagName }) => names.includes(tagName));
  }

  byId(id: string): Element | undefined {
    return this.elements.find((element) => attributeOf(element, 'id') === id);
  }

  get title(): string {
    return this.textOf(...this.all('title').filter((title) => this.within(title, 'head')));
  }

  /** The text of elements, with single spaces. */
  textOf(...elements: Element[]): string {
    return elements.map(textOf).join(' ').replace(/\s+/g, ' ').trim();
  }

  /** What an element is called when it is read out. */
  nameOf(element: Element): string {
    const label = attributeOf(element, 'aria-label');
    const by = (attributeOf(element, 'aria-labelledby') ?? '').split(/\s+/).filter(Boolean);
    if (label !== undefined) return label.trim();
    if (by.length) return this.textOf(...by.flatMap((id) => this.byId(id) ?? []));
    const pictured = this.below(element).map(
      (one) => attributeOf(one, 'aria-label') ?? attributeOf(one, 'alt') ?? '',
    );
    return [this.textOf(element), ...pictured].join(' ').trim();
  }

  /** Elements below one, in order. */
  below(element: Element): Element[] {
    return childrenOf(element)
      .filter(isElement)
      .flatMap((child) => [child, ...this.below(child)]);
  }

  /** Whether an element is within one of these names. */
  within(element: Element, ...names: string[]): boolean {
    let at = element.parentNode;
    while (at && 'tagName' in at) {
      if (names.includes(at.tagName)) return true;
      at = at.parentNode;
    }
    return false;
  }
}

const references = [
  'for',
  'aria-labelledby',
  'aria-describedby',
  'aria-controls',
  'aria-activedescendant',
  'form',
  'list',
];
/** Elements that may stand in a list of each kind. */
const items: Readonly<Record<string, readonly string[]>> = {
  ul: ['li'],
  ol: ['li'],
  dl: ['div', 'dt', 'dd'],
};

function faultsOfReferences(page: ReadPage): string[] {
  const ids = page.elements.flatMap((element) => attributeOf(element, 'id') ?? []);
  const known = new Set(ids);
  const twice = [...known]
    .filter((id) => ids.indexOf(id) !== ids.lastIndexOf(id))
    .map((id) => `two of id ${id}`);
  const lost = page.elements.flatMap((element) => [
    ...references.flatMap((reference) =>
      (attributeOf(element, reference) ?? '')
        .split(/\s+/)
        .filter((id) => id !== '' && !known.has(id))
        .map((id) => `${element.tagName} ${reference} leads nowhere: ${id}`),
    ),
    ...[attributeOf(element, 'href') ?? '']
      .filter((href) => /^#./.test(href) && !known.has(href.slice(1)))
      .map((href) => `link leads nowhere: ${href}`),
  ]);
  return [...twice, ...lost];
}

function faultsOfControls(page: ReadPage): string[] {
  const labels = page.all('label');
  const labelled = new Set(labels.flatMap((label) => attributeOf(label, 'for') ?? []));
  const controls = page
    .all('input', 'select', 'textarea')
    .filter((control) => !['hidden', 'submit'].includes(attributeOf(control, 'type') ?? ''))
    .flatMap((control) => {
      const id = attributeOf(control, 'id') ?? '';
      const told = labelled.has(id) || attributeOf(control, 'aria-label') !== undefined;
      return told ? [] : [`${control.tagName} ${id} has no label`];
    });
  const nameless = [
    ...labels,
    ...page.all('a', 'button', 'summary', 'legend', 'th', 'caption', 'h1', 'h2', 'h3', 'h4'),
  ]
    .filter((element) => attributeOf(element, 'hidden') === undefined && page.nameOf(element) === '')
    .map((element) => `${element.tagName} says nothing`);
  const forms = page.all('form').flatMap((form) => {
    const posts = attributeOf(form, 'method') === 'post';
    const below = page.below(form);
    return posts && !below.some((one) => attributeOf(one, 'name') === '_form')
      ? ['a form without its token']
      : [];
  });
  return [...controls, ...nameless, ...forms];
}

function faultsOfStructure(page: ReadPage): string[] {
  const faults: string[] = [];
  const headings = page.all('h1', 'h2', 'h3', 'h4', 'h5', 'h6');
  const levels = headings.map(({ tagName }) => Number(tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) faults.push('not one main heading');
  // What stands before the main heading, as what is wrong does, may be of any level.
  for (let at = levels.indexOf(1) + 1; at < levels.length; at += 1) {
    if (levels[at]! > (levels[at - 1] ?? 1) + 1)
      faults.push(`h${levels[at]} after h${levels[at - 1]}: ${page.textOf(headings[at]!)}`);
  }
  const [html] = page.all('html');
  if (!html || attributeOf(html, 'lang') !== 'en-GB') faults.push('the language is not told');
  const names = page.all('nav').map((nav) => page.nameOf(nav).slice(0, 40) && attributeOf(nav, 'aria-label'));
  for (const name of new Set(names)) {
    if (name === undefined) faults.push('a nav without a name');
    if (names.indexOf(name) !== names.lastIndexOf(name)) faults.push(`two navs called ${name}`);
  }
  for (const list of page.all('ul', 'ol', 'dl')) {
    for (const child of childrenOf(list).filter(isElement)) {
      if (!items[list.tagName]!.includes(child.tagName)) faults.push(`${child.tagName} in a ${list.tagName}`);
    }
  }
  for (const table of page.all('table')) {
    const below = page.below(table);
    if (!below.some(({ tagName }) => tagName === 'caption')) faults.push('a table without a caption');
    if (!below.some(({ tagName }) => tagName === 'th')) faults.push('a table without headers');
  }
  return faults;
}

/** What machines write and people should not have to read. */
const codes: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a date as machines write it', /\b\d{4}-\d{2}-\d{2}\b/],
  ['a week as machines write it', /\b\d{4}-W\d{2}\b/],
  ['a name of the code', /\b[A-Z]{2,}(?:_[A-Z]+)+\b/],
  ['an id', /\b[a-z]{3,}_[0-9a-z]{26}\b/],
];

/** What is shown of codes, ids and the like, but for what is shown as it is kept, and examples of what is typed. */
function faultsOfWords(page: ReadPage): string[] {
  const asKept = page.elements.filter(
    (element) => element.tagName === 'code' || /\bmm-token\b/.test(attributeOf(element, 'class') ?? ''),
  );
  const shown = asKept.reduce(
    (text, element) => text.replace(page.textOf(element), ''),
    page.textOf(...page.all('title', 'main')),
  );
  return codes.flatMap(([what, pattern]) => {
    const [found] = pattern.exec(shown) ?? [];
    return found === undefined ? [] : [`${what}: ${found}`];
  });
}

/** What is wrong with a page that a reader of its source can see; none is the only good answer. */
export function pageFaults(html: string): string[] {
  const page = new ReadPage(html);
  const faults = [
    ...page.errors.map((error) => `not HTML: ${error}`),
    ...faultsOfReferences(page),
    ...page.elements.flatMap((element) => [
      ...(attributeOf(element, 'style') === undefined ? [] : [`${element.tagName} has a style of its own`]),
      ...element.attrs
        .filter(({ name }) => name.startsWith('on'))
        .map(({ name }) => `${element.tagName} has ${name}`),
      ...(element.tagName === 'img' && attributeOf(element, 'alt') === undefined
        ? ['a picture without words']
        : []),
      ...(element.tagName === 'iframe' && !attributeOf(element, 'title') ? ['a frame without a title'] : []),
      ...(element.tagName === 'script' && !/^.{20,}$/.test(attributeOf(element, 'nonce') ?? '')
        ? ['a script without the nonce']
        : []),
    ]),
    ...faultsOfControls(page),
    ...faultsOfStructure(page),
    ...faultsOfWords(page),
  ];
  const [title, main] = [page.title, page.all('main')];
  if (!/\S.* – Midlands Match$/.test(title))
    faults.push(`the title "${title}" does not name the page and the service`);
  if (main.length !== 1) faults.push('not one main landmark');
  // What is kept is shown as it is kept, with its nulls.
  const told = html.replaceAll(/class="mm-token">[^<]*</g, '');
  if (/\bundefined\b|\bNaN\b|\bnull\b|\[object /.test(told)) faults.push('a value that is none');
  return faults;
}
