import { describe, expect, it } from '@jest/globals';
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { countFields, weighOperation } from './document.cost.js';
import { usualCosts } from './field.costs.js';

const schema = buildSchema(`
  type Query { list(first: Int = 20): Page! one: Item plain: [Item!]! }
  type Page { edges: [Edge!]! total: Item count: Int }
  type Edge { node: Item! }
  type Item { id: ID! name: String more(first: Int = 10): Page! }
`);

function weigh(text: string, variables: Record<string, unknown> = {}) {
  const document = parse(text);
  return weighOperation(document, document.definitions[0] as OperationDefinitionNode, variables, schema);
}

const { document: base, written, object, leaf, row } = usualCosts;
/** An item that answers one value, as an edge answers it. */
const edge = object + (object + leaf + object);

describe('the weight of a document', () => {
  it.each([
    ['{ one { id name } }', 3, 2 * object + 2 * leaf],
    ['{ list(first: 3) { edges { node { id } } } }', 4, object + 3 * row + object + 3 * edge],
    ['{ list { edges { node { id } } } }', 4, object + 20 * row + object + 20 * edge],
    // Rows are read whether or not they are shown.
    ['{ list(first: 50) { count } }', 2, object + 50 * row + leaf],
    ['{ a: one { id } b: one { id } }', 4, 2 * (2 * object + leaf)],
    // What stands beside the edges of a page is answered once.
    ['{ list(first: 9) { total { id } } }', 3, object + 9 * row + (2 * object + leaf)],
    ['{ one { ... on Item { id } } __typename }', 4, 2 * object + 2 * leaf],
    ['{ plain { id } }', 2, object + usualCosts.rows * (object + leaf)],
  ])('%s', (text, fields, cost) => {
    expect(weigh(text).cost).toBe(base + fields * written + cost);
  });

  it('goes as deep as the fields do', () => {
    expect(weigh('{ one { id } }').depth).toBe(2);
    expect(weigh('query { list { ...p } } fragment p on Page { edges { node { id } } }').depth).toBe(4);
    expect(weigh('{ one { more(first: 5) { edges { node { id } } } } }').depth).toBe(5);
  });

  it('counts fields at the root, by whatever way they come there', () => {
    const text =
      'query { a: one { id } ... on Query { b: one { id } ...f } ...f } fragment f on Query { c: one { id } }';
    expect(weigh(text).roots).toBe(4);
    const document = parse(text);
    expect(countFields(document, document.definitions[0] as OperationDefinitionNode)).toBe(8);
  });

  const page = (size: number, fields: number): number =>
    base + fields * written + object + size * row + object + size * edge;

  it('reads sizes out of variables and their defaults', () => {
    const text = 'query ($n: Int = 7) { list(first: $n) { edges { node { id } } } }';
    expect(weigh(text).cost).toBe(page(7, 4));
    expect(weigh(text, { n: 50 }).cost).toBe(page(50, 4));
  });

  it('takes a size that is no number for the largest', () => {
    const text = 'query ($n: Int) { list(first: $n) { edges { node { id } } } }';
    expect(weigh(text, { n: 'x' }).cost).toBe(page(100, 4));
  });

  it('takes the dearer of two arguments, whichever is written first', () => {
    const product = buildSchema(`
      type Query { requirement: Requirement }
      type Requirement { matches(region: String, includeBlocked: Boolean): Int }
    `);
    const cost = (given: string): number => {
      const document = parse(`{ requirement { matches(${given}) } }`);
      return weighOperation(document, document.definitions[0] as OperationDefinitionNode, {}, product).cost;
    };
    const dearer = cost('includeBlocked: true');
    expect(cost('region: "X"')).toBeLessThan(dearer);
    expect(cost('region: "X", includeBlocked: true')).toBe(dearer);
    expect(cost('includeBlocked: true, region: "X"')).toBe(dearer);
  });

  it('weighs a fragment once, however often it is spread', () => {
    const levels = 30;
    const fragments = Array.from(
      { length: levels },
      (_, n) => `fragment f${n} on Item { ${n + 1 < levels ? `...f${n + 1} ...f${n + 1}` : 'id'} }`,
    );
    const { cost } = weigh(`query { one { ...f0 } } ${fragments.join(' ')}`);
    expect(cost).toBe(base + (2 * levels + 1) * written + 2 * object + leaf * 2 ** (levels - 1));
  });
});
