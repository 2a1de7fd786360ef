/** A copy of the built product that ships another taxonomy, as a release does that has learned or dropped names. */
import { cp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where this product lies. */
export const product = fileURLToPath(new URL('../../../..', import.meta.url));
const FACTS = 'dist/libs/taxonomy/data';
/** Every so many of the capabilities that nothing else names is changed, by turns in each of the ways. */
const EVERY = 4;
const LINE = /^( *)([a-z0-9-]+) [pmgs] ([^=|]+?)(?: = ([^|]*?))?(?: \| .*)?$/;

interface Line {
  text: string;
  depth: number;
  code: string;
  label: string;
  synonyms: string[];
}

/** What was changed, for a reader of the report. */
export interface TaxonomyChange {
  folder: string;
  summary: string;
}

/**
 * Copies the built product and changes what its copy knows: capabilities leave the tree, get another code, move below
 * another one, or give half of their names to another; schemes leave, get another code, lose their names, or no longer
 * stand for others.
 * @param folder must not be there yet
 */
export async function copyWithAnotherTaxonomy(folder: string): Promise<TaxonomyChange> {
  const isWanted = (path: string): boolean => !path.endsWith('.map') && !path.endsWith('.spec.js');
  await cp(join(product, 'dist'), join(folder, 'dist'), { recursive: true, filter: isWanted });
  await cp(join(product, 'package.json'), join(folder, 'package.json'));
  await symlink(join(product, 'node_modules'), join(folder, 'node_modules'));
  const facts = join(folder, FACTS);
  await changeSchemes(facts);
  const counts = await changeCapabilities(facts);
  return {
    folder,
    summary: `${counts.join(', ')}; a scheme left, one renamed, one without names, a relation fewer`,
  };
}

async function changeSchemes(facts: string): Promise<void> {
  for (const file of (await readdir(facts)).filter((name) => name.startsWith('scheme'))) {
    const path = join(facts, file);
    const lines = (await readFile(path, 'utf8')).split('\n');
    const changed = lines
      .filter((line) => !line.startsWith('JOSCAR,') && !line.startsWith('IATF_16949,satisfies,ISO_9001,'))
      .map((line) => line.replace(/^TISAX,/, 'TISAX_LABEL,').replace(/^(SC21,.*),sc 21,/, '$1,no name,'));
    await writeFile(path, changed.join('\n'));
  }
}

async function changeCapabilities(facts: string): Promise<string[]> {
  const files = (await readdir(facts)).filter((name) => /^capabilities-.*\.txt$/.test(name)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(facts, file), 'utf8')));
  const taken = await namedElsewhere(facts, texts);
  const made = { left: 0, renamed: 0, moved: 0, 'gave names away': 0 };
  const ways = Object.keys(made) as (keyof typeof made)[];
  /** What became of codes; null where one left. */
  const codes = new Map<string, string | null>();
  let seen = 0;
  for (const [at, text] of texts.entries()) {
    let lines = linesOf(text);
    for (const line of [...lines]) {
      const place = lines.indexOf(line);
      if ((lines[place + 1]?.depth ?? 0) > line.depth || isNamed(line, taken)) continue;
      seen += 1;
      if (seen % EVERY > 0) continue;
      const way = ways[(seen / EVERY) % ways.length]!;
      const others = lines.slice(place + 1).filter((other) => other.depth === line.depth);
      if (way === 'left') {
        lines = lines.filter((other) => other !== line);
        codes.set(line.code, null);
      } else if (way === 'renamed') {
        const anew = `${line.code}-anew`;
        line.text = line.text.replace(line.code, anew);
        codes.set(line.code, anew);
      } else if (way === 'moved') {
        const beside = others.at(-1);
        if (!beside) continue;
        lines = lines.filter((other) => other !== line);
        lines.splice(endOf(lines, lines.indexOf(beside)), 0, line);
      } else {
        const heir = others.find(({ synonyms }) => synonyms.length > 0);
        // Its label stays a name of its own.
        const half = line.synonyms
          .filter((name, n) => n % 2 === 0 && !name.startsWith('?') && keyOf(name) !== keyOf(line.label))
          .map(keyOf);
        const isGiven = (name: string): boolean => half.includes(keyOf(name));
        if (!heir || half.length === 0) continue;
        withSynonyms(heir, [...heir.synonyms, ...line.synonyms.filter(isGiven)]);
        withSynonyms(
          line,
          line.synonyms.filter((name) => !isGiven(name)),
        );
      }
      made[way] += 1;
    }
    await writeFile(join(facts, files[at]!), lines.map((line) => line.text).join('\n'));
  }
  await changeGoods(join(facts, 'goods.txt'), codes);
  return ways.map((way) => `${made[way]} capabilities ${way}`);
}

/** Goods follow the capabilities that make them. */
async function changeGoods(path: string, codes: ReadonlyMap<string, string | null>): Promise<void> {
  const lines = (await readFile(path, 'utf8')).split('\n').flatMap((line) => {
    const [code = ''] = line.split(' ', 1);
    const now = codes.get(code);
    return now === null ? [] : now === undefined ? line : now + line.slice(code.length);
  });
  await writeFile(path, lines.join('\n'));
}

const linesOf = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
    .map((line) => {
      const [, indent = '', code = '', label = '', names = ''] = LINE.exec(line.trimEnd()) ?? [];
      return {
        text: line.trimEnd(),
        depth: indent.length / 2,
        code,
        label,
        synonyms: names.split('; ').filter(Boolean),
      };
    });

/** Where the subtree of a line ends. */
function endOf(lines: readonly Line[], at: number): number {
  let end = at + 1;
  while (end < lines.length && lines[end]!.depth > lines[at]!.depth) end += 1;
  return end;
}

function withSynonyms(line: Line, synonyms: string[]): void {
  const before = line.synonyms.join('; ');
  const names = synonyms.length > 0 ? ` = ${synonyms.join('; ')}` : '';
  line.text = line.text.replace(` = ${before}`, () => names);
  line.synonyms = synonyms;
}

/** Codes that links and other tables name, and names that other lines leave to their owner: without them the tables would be wrong. */
async function namedElsewhere(facts: string, texts: readonly string[]): Promise<Set<string>> {
  const named = new Set<string>();
  for (const text of texts) {
    for (const [, code = ''] of text.matchAll(/[ |][~<*]([a-z0-9-]+)/g)) named.add(code);
    for (const [, name = ''] of text.matchAll(/[;=] \?([^;|\n]+)/g)) named.add(keyOf(name));
  }
  for (const file of (await readdir(facts)).filter(
    (name) => name.endsWith('.csv') || name === 'false-friends.txt',
  )) {
    for (const [word] of (await readFile(join(facts, file), 'utf8')).matchAll(/[a-z0-9-]+/g)) named.add(word);
  }
  return named;
}

const keyOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[\s/-]+/g, ' ')
    .trim();

const isNamed = ({ text, code, synonyms }: Line, taken: ReadonlySet<string>): boolean => {
  const label = /^ *\S+ [pmgs] ([^=|]+)/.exec(text)?.[1] ?? '';
  return taken.has(code) || [label, ...synonyms].some((name) => taken.has(keyOf(name)));
};
