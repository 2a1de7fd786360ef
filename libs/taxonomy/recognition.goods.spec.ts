import { describe, expect, it } from '@jest/globals';
import { findCapability } from './capability.data.js';
import { parseGoods, shippedGoods } from './goods.table.js';
import { recognise } from './recognition.recogniser.js';

const read = (text: string): string[] => [
  ...new Set(
    recognise(text)
      .mentions.filter(({ polarity, role }) => polarity === 'offered' && role === 'performs')
      .map(({ code }) => code),
  ),
];

describe('goods', () => {
  it.each([
    ['bread', 'bakery-milling'],
    ['sourdough', 'bakery-milling'],
    ['honey', 'ready-meals-sauces'],
    ['protein powder', 'ready-meals-sauces'],
    ['pasta', 'cereals-pasta'],
    ['tea', 'tea-coffee'],
    ['roasted nuts', 'fruit-vegetables'],
    ['cheese', 'dairy-ice-cream'],
    ['fish', 'fish-seafood'],
    ['wire', 'wire-drawing'],
    ['Midland Wire Ltd', 'wire-drawing'],
    ['tables', 'furniture'],
    ['coffee tables', 'furniture'],
    ['carpets', 'household-textiles'],
    ['tea towels', 'household-textiles'],
    ['tins', 'cans-closures-metal'],
    ['wheelchairs', 'mobility-aids'],
    ['computers', 'computers'],
    ['vans', 'road-vehicles'],
    ['generators', 'industrial-motors'],
    ['fans', 'air-handling'],
    ['syringes', 'drug-delivery'],
    ['handles', 'locks-hardware'],
    ['coats', 'clothing-footwear'],
    ['bread tins', 'kitchenware'],
    ['bread slicing machines', 'food-machinery'],
    ['manufacturers of biscuits in Leicester', 'bakery-milling'],
    ['bread makers and bakers of bread', 'bakery-milling'],
    ['looking for rugs', 'household-textiles'],
  ])('reads %s as %s alone', (text, code) => {
    expect(read(text)).toEqual([code]);
  });

  it('reads tables of trains as such', () => {
    expect(read('tables for train saloons')).toContain('rail-tables');
  });

  it.each([
    ['honey labels', 'ready-meals-sauces'],
    ['bread packaging', 'bakery-milling'],
    ['bread production lines', 'bakery-milling'],
    ['packaging for fresh fish', 'fish-seafood'],
    ['moulds for chocolate', 'confectionery'],
    ['tins of biscuits', 'bakery-milling'],
    ['cheese and butter labels', 'dairy-ice-cream'],
    ['cheese vats', 'dairy-ice-cream'],
    ['milk tankers', 'dairy-ice-cream'],
    ['handles all enquiries', 'locks-hardware'],
    ['black coat', 'clothing-footwear'],
    ['gas tight', 'clothing-footwear'],
    ['models for clash checks', 'toys-sports'],
  ])('reads no good where "%s" means another', (text, code) => {
    expect(read(text)).not.toContain(code);
  });

  it.each([
    'Over a cup of tea we will talk through your drawings and quote the same day.',
    'The founder started with a single lathe, a mug of tea and a plate of biscuits in Walsall.',
    'Moulds for chocolate, soap and candles are thermoformed in PET for packers of sweets.',
    'We build conveyors in stainless steel for makers of crisps, biscuits and fresh pasta.',
    'The office handles all enquiries and books orders, and our vans deliver them daily.',
  ])('takes no good from the prose of who makes none: %s', (text) => {
    const goods = new Set(['food-drink', 'consumer-goods']);
    const roots = read(text).map((code) => {
      let node = findCapability(code)!;
      while (node.parent !== null) node = findCapability(node.parent)!;
      return node.code;
    });
    expect(roots.filter((root) => goods.has(root))).toEqual([]);
  });

  it('takes from prose what its writer makes, and trusts it less than a name of the tree', () => {
    const { mentions } = recognise(
      'We bake artisan bread and sourdough for shops and hotels across Shropshire every night.',
    );
    const bread = mentions.find(({ phrase }) => phrase === 'bread');
    expect(bread).toMatchObject({ code: 'bakery-milling', role: 'performs' });
    expect(bread!.quality).toBeLessThan(recognise('flour milling').mentions[0]!.quality);
  });
});

describe('the table of goods', () => {
  it('reads names and their marks', () => {
    expect(parseGoods('# note\nbakery = bread; ?rolls; =tarts\n')).toEqual([
      { name: 'bread', code: 'bakery', isCommon: false, isAsWritten: false },
      { name: 'rolls', code: 'bakery', isCommon: true, isAsWritten: false },
      { name: 'tarts', code: 'bakery', isCommon: false, isAsWritten: true },
    ]);
  });

  it.each([
    ['bakery: bread', /line 1 cannot be read/],
    ['bakery = bread; ', /empty name/],
    ['bakery = bread\nfood = bread', /listed for bakery already/],
  ])('refuses %s', (text, message) => {
    expect(() => parseGoods(text)).toThrow(message);
  });

  it('ships goods of nodes that exist, each of which is read when typed alone', () => {
    const goods = shippedGoods();
    expect(goods.length).toBeGreaterThan(3000);
    const missed = goods.filter(({ name, code }) => !read(name).includes(code)).map(({ name }) => name);
    expect(missed).toEqual([]);
  });
});
