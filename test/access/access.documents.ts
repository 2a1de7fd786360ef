import {
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** A document that asks one operation, e.g. `Query.me`, with arguments as they stand in it, for a selection. */
export function documentOf(operation: string, given: string, selection: string): string {
  const [kind, field] = operation.split('.') as [string, string];
  const call = given === '' ? field : `${field}(${given})`;
  return `${kind.toLowerCase()} { ${call}${selection} }`;
}

/** The field behind `Query.me`. */
export function fieldOf(schema: GraphQLSchema, operation: string): GraphQLField<unknown, unknown> {
  const [type, field] = operation.split('.') as [string, string];
  return (schema.getType(type) as GraphQLObjectType).getFields()[field]!;
}

/** The least that shows whether an operation answered: errors of a payload, the length of a list. */
export function leastSelection(schema: GraphQLSchema, operation: string): string {
  const type = getNamedType(fieldOf(schema, operation).type);
  if (!isObjectType(type)) return '';
  const fields = type.getFields();
  if (fields.errors) return ' { errors { code } }';
  return fields.totalCount ? ' { totalCount }' : ' { __typename }';
}

/** Everything an answer can hold, `depth` levels deep: each type once on each path, lists five long. */
export function fullSelection(
  schema: GraphQLSchema,
  operation: string,
  depth: number,
  skipped: ReadonlySet<string> = new Set(),
): string {
  const type = getNamedType(fieldOf(schema, operation).type);
  return isObjectType(type) ? selectionOf(type, depth, [], skipped) : '';
}

/** Everything an object can hold, `depth` levels deep. */
export function selectionOf(
  type: GraphQLObjectType,
  depth: number,
  above: readonly string[] = [],
  skipped: ReadonlySet<string> = new Set(),
): string {
  const parts = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some(isRequiredArgument) || skipped.has(`${type.name}.${field.name}`)) return [];
    const inner = getNamedType(field.type);
    if (isLeafType(inner)) return [field.name];
    if (!isObjectType(inner) || depth <= 1 || above.includes(inner.name) || inner.name === type.name)
      return [];
    const first = field.args.some(({ name }) => name === 'first') ? '(first: 5)' : '';
    return [`${field.name}${first}${selectionOf(inner, depth - 1, [...above, type.name], skipped)}`];
  });
  return ` { ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
}

/** Fields too heavy to be asked of a page of objects; they are asked of one. */
export const engineAtWork = (operation: string): ReadonlySet<string> =>
  new Set(
    ['Query.requirement', 'Query.supplier'].includes(operation)
      ? []
      : [
          ...(operation === 'Query.clusterBody' ? [] : ['ClusterBody.members', 'ClusterBody.openings']),
          'Requirement.consortia',
          'Requirement.effect',
          'Supplier.health',
          'SupplierSearchConnection.relaxations',
        ],
  );
