import {
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  getNamedType,
  type GraphQLField,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  isObjectType,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { compileOperation } from './query.compiler.js';
import { EncodedPart } from './result.encoder.js';

/** Lists whose objects are shared between requests and altered by nobody: the same list is given out again and again. */
const shared = [
  { type: 'MatchConnection', field: 'edges' },
  { type: 'SupplierSearchConnection', field: 'edges' },
  { type: 'SupplierSearchConnection', field: 'facets' },
] as const;

/** What compiled queries fail with when a list cannot be encoded apart: plain execution then says what is wrong. */
export const NOT_ENCODED = 'This list cannot be encoded apart.';

/**
 * Compiles with shared lists answered as the bytes they are sent as. Everything down to the list runs as ever, checks
 * and all; what is below it are properties of shared objects and nothing that is decided for a request, so that it is
 * the same each time that the same list comes. Lists of which a resolver, an argument or a directive has a say are
 * left as they are.
 */
export function compileWithEncodedLists<Compiled>(
  schema: GraphQLSchema,
  document: DocumentNode,
  compile: () => Compiled,
): Compiled {
  const changed: { field: GraphQLField<unknown, unknown>; type: GraphQLField<unknown, unknown>['type'] }[] =
    [];
  try {
    for (const { type, field: name } of shared) {
      const parent = schema.getType(type);
      const field = isObjectType(parent) ? parent.getFields()[name] : undefined;
      const node = field && onlyNode(schema, document, type, name);
      if (!node || !isPlain(node, field, document)) continue;
      changed.push({ field, type: field.type });
      field.type = new GraphQLNonNull(encodedType(type, field, node, document));
    }
    return compile();
  } finally {
    // Compiling is done in one go: nobody else sees the schema in between.
    for (const { field, type } of changed) field.type = type;
  }
}

/** The one place where a document asks for a field; undefined when there are several, or none. */
function onlyNode(
  schema: GraphQLSchema,
  document: DocumentNode,
  type: string,
  field: string,
): FieldNode | undefined {
  const found: FieldNode[] = [];
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: (node) => {
        if (node.name.value === field && info.getParentType()?.name === type) found.push(node);
      },
    }),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Whether everything below a field is read from properties alone. */
function isPlain(node: FieldNode, field: GraphQLField<unknown, unknown>, document: DocumentNode): boolean {
  if (field.resolve || node.directives?.length || node.arguments?.length) return false;
  const type = getNamedType(field.type);
  if (!node.selectionSet) return !isObjectType(type);
  return isObjectType(type) && isPlainSet(node.selectionSet, type, document);
}

function isPlainSet(set: SelectionSetNode, type: GraphQLObjectType, document: DocumentNode): boolean {
  return set.selections.every((selection) => {
    if (selection.directives?.length) return false;
    switch (selection.kind) {
      case Kind.FIELD: {
        if (selection.name.value === '__typename') return true;
        const field = type.getFields()[selection.name.value];
        return field !== undefined && isPlain(selection, field, document);
      }
      case Kind.INLINE_FRAGMENT:
        return isPlainSet(selection.selectionSet, type, document);
      case Kind.FRAGMENT_SPREAD:
        return isPlainSet(fragmentOf(document, selection.name.value), type, document);
    }
  });
}

function fragmentOf(document: DocumentNode, name: string): SelectionSetNode {
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name) {
      return definition.selectionSet;
    }
  }
  throw new Error(`The document has no fragment ${name}.`);
}

/**
 * A leaf in place of the list. A list that comes again is answered as bytes, which are kept with it; one that comes once, as
 * what was selected of it, to be encoded with the rest.
 */
function encodedType(
  parent: string,
  { type }: GraphQLField<unknown, unknown>,
  node: FieldNode,
  document: DocumentNode,
): GraphQLScalarType {
  const list: FieldNode = {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: 'list' },
    selectionSet: node.selectionSet,
  };
  const question: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        selectionSet: { kind: Kind.SELECTION_SET, selections: [list] },
      },
      ...document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION),
    ],
  };
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'EncodedQuery', fields: { list: { type } } }),
    assumeValid: true,
  });
  const read = compileOperation(schema, question, null);
  if (!read) throw new Error(NOT_ENCODED);
  const selected = (list: object): unknown => {
    // Nothing below has a resolver, so that there is nothing to wait for.
    const { data, errors } = read({ list }, undefined, {}) as ExecutionResult;
    if (errors?.length || !data) throw new Error(NOT_ENCODED);
    return data.list;
  };
  const kept = new WeakMap<object, EncodedPart>();
  const seen = new WeakSet<object>();
  return new GraphQLScalarType({
    // The compiler keeps one serializer a name: two lists of one document must not share it.
    name: `Encoded_${parent}_${node.name.value}`,
    serialize: (value) => {
      const given = value as object;
      const before = kept.get(given);
      if (before) return before;
      const list = selected(given);
      if (!seen.has(given)) {
        seen.add(given);
        return list;
      }
      const part = new EncodedPart(Buffer.from(JSON.stringify(list)));
      kept.set(given, part);
      return part;
    },
  });
}
