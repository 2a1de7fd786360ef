import { describe, expect, it } from '@jest/globals';
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { countFields, weighOperation } from './document.cost.js';

const schema = buildSchema(`
  type Query { list(first: Int = 20): Page! one: Item plain: [Item!]! }
  type Page { edges: [Edge!]! total: Item }
  type Edge { node: Item! }
  type Item { id: ID! name: String more(first: Int = 10): Page! }
`);

function weigh(text: string, variables: Record<string, unknown> = {}) {
  const document = parse(text);
  return weighOperation(document, document.definitions[0] as OperationDefinitionNode, variables, schema);
}

describe('the weight of a document', () => {
  it.each([
    ['{ one { id name } }', { depth: 2, cost: 3 }],
    ['{ list(first: 3) { edges { node { id } } } }', { depth: 4, cost: 1 + 3 * 3 }],
    ['{ list { edges { node { id } } } }', { depth: 4, cost: 1 + 20 * 3 }],
    ['query { list { ...p } } fragment p on Page { edges { node { id } } }', { depth: 4, cost: 1 + 20 * 3 }],
    ['{ a: one { id } b: one { id } }', { depth: 2, cost: 4 }],
    // What stands beside the edges of a page is answered once.
    ['{ list(first: 9) { total { id } edges { node { id } } } }', { depth: 4, cost: 1 + 2 + 9 * 3 }],
    ['{ one { more(first: 5) { edges { node { id } } } } }', { depth: 5, cost: 2 + 5 * 3 }],
    ['{ one { ... on Item { id } } __typename }', { depth: 2, cost: 3 }],
  ])('%s', (text, weight) => {
    expect(weigh(text)).toMatchObject(weight);
  });

  it('counts fields at the root, by whatever way they come there', () => {
    const text =
      'query { a: one { id } ... on Query { b: one { id } ...f } ...f } fragment f on Query { c: one { id } }';
    expect(weigh(text).roots).toBe(4);
    const document = parse(text);
    expect(countFields(document, document.definitions[0] as OperationDefinitionNode)).toBe(8);
  });

  it('reads sizes out of variables and their defaults', () => {
    const text = 'query ($n: Int = 7) { list(first: $n) { edges { node { id } } } }';
    expect(weigh(text).cost).toBe(1 + 7 * 3);
    expect(weigh(text, { n: 50 }).cost).toBe(1 + 50 * 3);
  });

  it('takes a size that is no number for the largest', () => {
    expect(weigh('query ($n: Int) { list(first: $n) { edges { node { id } } } }', { n: 'x' }).cost).toBe(301);
  });

  it('weighs a fragment once, however often it is spread', () => {
    const levels = 30;
    const fragments = Array.from(
      { length: levels },
      (_, n) => `fragment f${n} on Item { ${n + 1 < levels ? `...f${n + 1} ...f${n + 1}` : 'id'} }`,
    );
    expect(weigh(`query { one { ...f0 } } ${fragments.join(' ')}`).cost).toBe(1 + 2 ** (levels - 1));
  });
});
