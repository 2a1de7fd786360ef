import { describe, expect, it } from '@jest/globals';
import { graphql, GraphQLObjectType, type GraphQLResolveInfo, GraphQLSchema, GraphQLString } from 'graphql';
import { withPlainFields } from './plain.fields.js';
import { asksFor } from './selected.fields.js';

/** As Nest names the function it gives to fields. */
const nests = (property: string, usual?: string) => {
  const rootFieldResolver = (root: Record<string, unknown>): unknown => root[property] ?? usual;
  return rootFieldResolver;
};

function schemaOf(seen: (info: GraphQLResolveInfo) => void = () => undefined): GraphQLSchema {
  const node = new GraphQLObjectType({
    name: 'Node',
    fields: {
      name: { type: GraphQLString, resolve: nests('name') },
      label: { type: GraphQLString, resolve: nests('name') },
      state: { type: GraphQLString, resolve: nests('state', 'NONE') },
      own: { type: GraphQLString, resolve: () => 'worked out' },
    },
  });
  const query = new GraphQLObjectType({
    name: 'Query',
    fields: {
      node: {
        type: new GraphQLObjectType({
          name: 'Edge',
          fields: { node: { type: node, resolve: nests('node') } },
        }),
        resolve: (_root, _args, _context, info) => {
          seen(info);
          return { node: { name: 'Castlegate' } };
        },
      },
    },
  });
  return new GraphQLSchema({ query });
}

describe('fields that read their own property', () => {
  it('lose their function, and no other does', async () => {
    const source = '{ node { node { name label state own } } }';
    const before = await graphql({ schema: schemaOf(), source });
    const schema = withPlainFields(schemaOf());
    const { name, label, state, own } = (schema.getType('Node') as GraphQLObjectType).getFields();
    expect([name, label, state, own].map((field) => field!.resolve === undefined)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(await graphql({ schema, source })).toEqual(before);
  });
});

describe('what a document asks for', () => {
  const asks = async (source: string): Promise<boolean> => {
    const answers: boolean[] = [];
    const schema = schemaOf((info) => answers.push(asksFor(info, ['node', 'name'])));
    expect((await graphql({ schema, source })).errors).toBeUndefined();
    return answers[0]!;
  };

  it.each([
    ['{ node { node { name } } }', true],
    ['{ node { node { own } } }', false],
    ['{ node { other: node { name } } }', true],
    ['{ node { ... on Edge { node { ...f } } } } fragment f on Node { own name }', true],
    ['{ node { ...e } } fragment e on Edge { node { own } }', false],
  ])('%s', async (source, expected) => {
    expect(await asks(source)).toBe(expected);
  });
});
