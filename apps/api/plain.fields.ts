import { type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';

/** Nest gives every field that has no resolver of ours a function that reads the property. */
const isOfNest = ({ resolve }: GraphQLField<unknown, unknown>): boolean =>
  resolve?.name === 'rootFieldResolver';

/** Whether a field's function does what GraphQL does by itself: it reads the property of its own name, and no more. */
function readsItsName({ name, resolve }: GraphQLField<unknown, unknown>): boolean {
  const value = {};
  const read = resolve as unknown as (root: object) => unknown;
  return read({ [name]: value }) === value && read({}) === undefined;
}

/**
 * Takes those functions away: nothing is answered otherwise, and compiled queries read such a property where they
 * stand, which is most of what lists are made of.
 */
export function withPlainFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (isOfNest(field) && readsItsName(field)) field.resolve = undefined;
    }
  }
  return schema;
}
