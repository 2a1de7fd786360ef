import { describe, expect, it } from '@jest/globals';
import { capabilityTree, findCapability, parseCapabilities } from './capability.data.js';
import { suggestCapabilities } from './capability.suggestions.js';
import { buildCapabilityTree, CapabilityTreeError } from './capability.tree.js';

const SECTORS = [
  'ADVANCED_MANUFACTURING',
  'AUTOMOTIVE_RAIL',
  'CLEAN_ENERGY',
  'HEALTH_LIFE_SCIENCES',
  'CREATIVE',
];

describe('the shipped capability tree', () => {
  const tree = capabilityTree();

  it('is large enough and covers every sector and kind', () => {
    expect(tree.nodes.length).toBeGreaterThanOrEqual(600);
    expect(tree.nodes.reduce((sum, node) => sum + node.synonyms.length, 0)).toBeGreaterThanOrEqual(8_000);
    for (const sector of SECTORS)
      expect(tree.nodes.filter((node) => node.sectors.includes(sector)).length).toBeGreaterThan(20);
    expect(new Set(tree.nodes.map((node) => node.kind))).toEqual(
      new Set(['process', 'material', 'product', 'service']),
    );
  });

  it('keeps each subtree in one interval', () => {
    tree.nodes.forEach((node, index) => {
      expect(node.index).toBe(index);
      expect(tree.ends[index]).toBe(node.end);
      const parent = tree.parentOf(node.code);
      expect(tree.parents[index]).toBe(parent ? parent.index : -1);
      expect(node.depth).toBe(tree.ancestorsOf(node.code).length);
      if (parent) {
        expect(parent.index).toBeLessThan(index);
        expect(parent.end).toBeGreaterThanOrEqual(node.end);
      }
    });
  });

  it('answers kinship', () => {
    expect(tree.isWithin('five-axis-milling', 'machining')).toBe(true);
    expect(tree.isWithin('machining', 'five-axis-milling')).toBe(false);
    expect(tree.isWithin('machining', 'machining')).toBe(true);
    expect(tree.isWithin('nothing', 'machining')).toBe(false);
    expect(tree.ancestorsOf('zinc-nickel-plating').map((node) => node.code)).toEqual([
      'zinc-plating',
      'plating',
      'surface-treatment',
    ]);
    expect(tree.descendantsOf('gear-cutting').map((node) => node.code)).toContain('gear-hobbing');
    expect(tree.childrenOf('machining').every((node) => node.parent === 'machining')).toBe(true);
  });

  it('knows that brackets are folded, fabricated and machined as well as pressed', () => {
    const makers = tree
      .relatedTo('brackets-clips')
      .filter(({ kind }) => kind === 'madeBy')
      .map(({ code }) => code);
    expect(makers).toEqual(expect.arrayContaining(['presswork', 'folding', 'light-fabrication', 'milling']));
  });

  it('links adjacent processes both ways and products to what makes them', () => {
    expect(tree.relatedTo('gravity-die-casting')).toContainEqual({
      code: 'low-pressure-die-casting',
      strength: 0.7,
      kind: 'adjacent',
    });
    expect(tree.relatedTo('low-pressure-die-casting')).toContainEqual({
      code: 'gravity-die-casting',
      strength: 0.7,
      kind: 'adjacent',
    });
    expect(tree.relatedTo('forged-products')).toContainEqual({
      code: 'closed-die-forging',
      strength: 0.8,
      kind: 'madeBy',
    });
    expect(tree.relatedTo('closed-die-forging').some((link) => link.kind === 'madeBy')).toBe(false);
  });

  it('hands down sectors', () => {
    expect(findCapability('eto-sterilisation')?.sectors).toEqual(['HEALTH_LIFE_SCIENCES']);
    expect(findCapability('no-such-code')).toBeUndefined();
  });

  it('keeps merchants, trainers and hirers apart from makers', () => {
    for (const code of ['metal-stockholding', 'training', 'plant-hire', 'consultancy'])
      expect(findCapability(code)?.kind).toBe('service');
  });
});

describe('building a tree', () => {
  const build = (text: string) => () => buildCapabilityTree(parseCapabilities(text));

  it('reads labels, synonyms, links, facets and sectors', () => {
    const tree = buildCapabilityTree(
      parseCapabilities(
        'work p Work = labour; ?toil | @AM\n  dig p Digging | ~fill:0.3 *soil\n  fill p Filling = toil\nsoil m Soil',
      ),
    );
    expect(tree.find('work')?.synonyms).toEqual([
      { text: 'labour', ambiguous: false },
      { text: 'toil', ambiguous: true },
    ]);
    expect(tree.find('dig')).toMatchObject({
      parent: 'work',
      facets: ['soil'],
      sectors: ['ADVANCED_MANUFACTURING'],
      index: 1,
      end: 2,
      depth: 1,
    });
    expect(tree.relatedTo('fill')).toEqual([{ code: 'dig', strength: 0.3, kind: 'adjacent' }]);
  });

  it.each([
    ['a code used twice', 'a p One\na p Two', /a is used twice/],
    ['an unknown link', 'a p One | ~b:0.3', /does not exist: b/],
    ['a strength out of range', 'a p One | ~b:3\nb p Two', /outside 0 to 1/],
    ['a link to itself', 'a p One | ~a:0.3', /linked to itself/],
    ['a facet of its own kind', 'a p One | *b\nb p Two', /facet of its own kind/],
    ['an unknown facet', 'a p One | *b', /facet that does not exist/],
    ['one phrase for two nodes', 'a p One = same\nb p Two = Same', /means both a and b/],
    ['an ambiguous phrase nobody holds', 'a p One = ?same', /no node is preferred/],
    ['a line that cannot be read', 'A wrong line', /cannot be read/],
    ['a child without a parent above it', 'a p One\n    b p Two', /cannot be read/],
    ['an unknown sector', 'a p One | @XX', /unknown sector/],
    ['an unknown extra', 'a p One | $x', /unknown extra/],
  ])('refuses %s', (_name, text, message) => {
    expect(build(text)).toThrow(CapabilityTreeError);
    expect(build(text)).toThrow(message);
  });

  it('refuses missing parents and cycles in rows', () => {
    const row = (code: string, parent: string | null) => ({
      code,
      parent,
      kind: 'process' as const,
      label: code,
      synonyms: [],
      sectors: [],
      related: [],
      facets: [],
    });
    expect(() => buildCapabilityTree([row('a', 'b')])).toThrow(/parent that does not exist: b/);
    expect(() => buildCapabilityTree([row('a', 'b'), row('b', 'a')])).toThrow(/cycle/);
    expect(() => buildCapabilityTree([row('Not Kebab', null)])).toThrow(/kebab-case/);
  });
});

describe('suggestions', () => {
  it('complete what is typed, by label before synonym', () => {
    expect(suggestCapabilities('inj', 3).map(({ node }) => node.code)).toContain('injection-moulding');
    expect(suggestCapabilities('injection mold').map(({ node }) => node.code)).toContain(
      'injection-moulding',
    );
    expect(suggestCapabilities('mocap')[0]).toMatchObject({
      node: { code: 'motion-capture' },
      matched: 'mocap',
    });
    expect(suggestCapabilities('grinding').map(({ node }) => node.code)).toContain('gear-grinding');
  });

  it('complete names of goods, after those of the tree', () => {
    expect(suggestCapabilities('sourd')[0]).toMatchObject({
      node: { code: 'bakery-milling' },
      matched: 'sourdough',
    });
    // "Bread" begins goods of many nodes, and a name of one.
    const found = suggestCapabilities('bread', 50);
    const isOfTree = found.map(({ node, matched }) =>
      [node.label, ...node.synonyms.map(({ text }) => text)].includes(matched),
    );
    expect(isOfTree).toContain(true);
    expect(isOfTree).toContain(false);
    expect(isOfTree.indexOf(false)).toBe(isOfTree.lastIndexOf(true) + 1);
  });

  it('give no node twice, keep the limit and take anything', () => {
    const found = suggestCapabilities('weld', 8).map(({ node }) => node.code);
    expect(found).toHaveLength(8);
    expect(new Set(found).size).toBe(8);
    expect(suggestCapabilities('  ')).toEqual([]);
    expect(suggestCapabilities('weld', 0)).toEqual([]);
    expect(suggestCapabilities('qqqq')).toEqual([]);
  });
});
