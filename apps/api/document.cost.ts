import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  type TypeNode,
} from 'graphql';
import { type FieldCost, fieldCosts, usualCosts } from './field.costs.js';
import { PAGE_SIZE } from './page.arguments.js';

export interface DocumentLimits {
  /** Levels of fields below the operation. */
  depth: number;
  /** Fields at the root, fragments and aliases resolved: each is a piece of work of its own. */
  roots: number;
  /** Microseconds of processor time that it may take to answer, by the table of costs. */
  cost: number;
}

export const documentLimits: DocumentLimits = { depth: 12, roots: 30, cost: 50_000 };

interface Weight {
  depth: number;
  cost: number;
}

export interface DocumentCost extends Weight {
  roots: number;
}

type Parent = GraphQLObjectType | null | undefined;

interface Weigher {
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
  /** By selection and by how many its edges are. */
  known: Map<SelectionSetNode, Map<number, Weight>>;
  counted: Map<SelectionSetNode, number>;
  schema: GraphQLSchema | undefined;
}

/**
 * How deep an operation goes and what it may take to answer, in microseconds. A connection counts what its `first` says,
 * whether edges are asked for or not. The document is valid: fragments exist and form no circle.
 * @param schema tells how many a page holds where the document does not say
 */
export function weighOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  schema?: GraphQLSchema,
): DocumentCost {
  if (!isSteady(operation)) return weighAnew(document, operation, variables, schema);
  let cost = steady.get(operation);
  if (!cost) steady.set(operation, (cost = weighAnew(document, operation, variables, schema)));
  return cost;
}

/** Costs of operations that no variable alters. */
const steady = new WeakMap<OperationDefinitionNode, DocumentCost>();

/** Whether it weighs the same whatever its variables hold: none can be the size of a page or ask for more to be worked out. */
const isSteady = ({ variableDefinitions = [] }: OperationDefinitionNode): boolean =>
  variableDefinitions.every(({ type }) => !alters.has(nameOf(type)));

const alters = new Set(['Int', 'Boolean']);

const nameOf = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);

function weighAnew(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  schema?: GraphQLSchema,
): DocumentCost {
  const fragments = fragmentsOf(document);
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)]] : [],
    ),
  );
  const root = schema?.getRootType(operation.operation);
  const weigher: Weigher = {
    fragments,
    variables: { ...defaults, ...variables },
    known: new Map(),
    counted: new Map(),
    schema,
  };
  const { depth, cost } = weigh(operation.selectionSet, root, 1, weigher);
  return {
    depth,
    cost: Math.ceil(usualCosts.document + cost + usualCosts.written * written(document)),
    roots: fieldsOf(operation.selectionSet, weigher, false),
  };
}

const fragmentsOf = (document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );

/** Fields as they stand in the text, each once: what parsing, validating and weighing go through. */
function written({ definitions }: DocumentNode): number {
  let fields = 0;
  const waiting = definitions.flatMap((definition) =>
    'selectionSet' in definition ? [definition.selectionSet] : [],
  );
  for (let set = waiting.pop(); set; set = waiting.pop()) {
    for (const selection of set.selections) {
      fields += 1;
      if ('selectionSet' in selection && selection.selectionSet) waiting.push(selection.selectionSet);
    }
  }
  return fields;
}

/** Fields of an operation with its fragments written out, lists counted once. */
export function countFields(document: DocumentNode, operation: OperationDefinitionNode): number {
  return fieldsOf(operation.selectionSet, { fragments: fragmentsOf(document), counted: new Map() }, true);
}

type Counter = Pick<Weigher, 'fragments' | 'counted'>;

function fieldsOf(set: SelectionSetNode, counter: Counter, deep: boolean): number {
  const before = counter.counted.get(set);
  if (before !== undefined) return before;
  let total = 0;
  for (const selection of set.selections) {
    switch (selection.kind) {
      case Kind.FIELD:
        total += 1 + (deep && selection.selectionSet ? fieldsOf(selection.selectionSet, counter, deep) : 0);
        break;
      case Kind.INLINE_FRAGMENT:
        total += fieldsOf(selection.selectionSet, counter, deep);
        break;
      case Kind.FRAGMENT_SPREAD:
        total += fieldsOf(counter.fragments.get(selection.name.value)!.selectionSet, counter, deep);
        break;
    }
  }
  counter.counted.set(set, total);
  return total;
}

/** @param page how many edges there may be, where the selection is that of a connection */
function weigh(set: SelectionSetNode, parent: Parent, page: number, weigher: Weigher): Weight {
  // A fragment spread many times is weighed once: a document cannot make weighing itself costly.
  let sizes = weigher.known.get(set);
  if (!sizes) weigher.known.set(set, (sizes = new Map<number, Weight>()));
  const before = sizes.get(page);
  if (before) return before;
  const parts = set.selections.map((selection): Weight => {
    switch (selection.kind) {
      case Kind.FIELD:
        return weighField(selection, parent, page, weigher);
      case Kind.INLINE_FRAGMENT:
        return weigh(selection.selectionSet, parent, page, weigher);
      case Kind.FRAGMENT_SPREAD:
        return weigh(weigher.fragments.get(selection.name.value)!.selectionSet, parent, page, weigher);
    }
  });
  const total = {
    depth: Math.max(0, ...parts.map(({ depth }) => depth)),
    cost: parts.reduce((sum, { cost }) => sum + cost, 0),
  };
  sizes.set(page, total);
  return total;
}

function weighField(field: FieldNode, parent: Parent, edges: number, weigher: Weigher): Weight {
  const { selectionSet } = field;
  const definition = definitionOf(field, parent, weigher);
  const costs = costsOf(field, parent, weigher);
  if (!selectionSet) {
    const isMeta = field.name.value.startsWith('__');
    return { depth: isMeta ? 0 : 1, cost: costs.call ?? usualCosts.leaf };
  }
  const named = definition && getNamedType(definition.type);
  const type = isObjectType(named) ? named : undefined;
  const isMutation = parent && parent === weigher.schema?.getMutationType();
  const call = costs.call ?? (isMutation ? usualCosts.mutation : usualCosts.object);
  const first = timesOf(field, definition, weigher, costs.most);
  const isConnection = type !== undefined && EDGES in type.getFields();
  const page = first ?? PAGE_SIZE.usual;
  const inner = weigh(selectionSet, type, isConnection ? page : 1, weigher);
  // What introspection answers lies in levels of its own, and is limited by GraphQL itself.
  const depth = field.name.value.startsWith('__') ? 1 : inner.depth + 1;
  // What stands beside the edges of a page is answered once.
  if (isConnection) return { depth, cost: call + (costs.row ?? usualCosts.row) * page + inner.cost };
  const many = field.name.value === EDGES ? edges : (first ?? costs.rows ?? rowsOf(definition));
  return { depth, cost: call + ((costs.row ?? usualCosts.object) + inner.cost) * many };
}

const EDGES = 'edges';

type Definition = GraphQLField<unknown, unknown> | undefined;

function definitionOf({ name }: FieldNode, parent: Parent, { schema }: Weigher): Definition {
  const isQuery = parent === schema?.getQueryType();
  if (isQuery && name.value === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (isQuery && name.value === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return parent?.getFields()[name.value];
}

const rowsOf = (definition: Definition): number =>
  definition && isListType(getNullableType(definition.type)) ? usualCosts.rows : 1;

/** What a field costs, with what its arguments add. */
function costsOf(
  { name, arguments: given = [] }: FieldNode,
  parent: Parent,
  weigher: Weigher,
): Partial<FieldCost> {
  if (!parent) return {};
  const key = `${parent.name}.${name.value}`;
  const costs = fieldCosts[key];
  return given.reduce<Partial<FieldCost>>((sum, { name: argument, value }) => {
    const more = fieldCosts[`${key}(${argument.value})`];
    if (!more) return sum;
    const stated = value.kind === Kind.VARIABLE ? weigher.variables[value.name.value] : value;
    const isOff =
      value.kind === Kind.NULL || (value.kind === Kind.BOOLEAN && !value.value) || stated === false;
    // The dearer of two arguments says what the field costs, whichever is written first.
    return isOff ? sum : { ...sum, ...more, call: Math.max(sum.call ?? 0, more.call) };
  }, costs ?? {});
}

/** How often the selection of a field may be answered by its `first`, or by what is usual for it; undefined without one. */
function timesOf(
  field: FieldNode,
  definition: Definition,
  { variables }: Weigher,
  most: number = PAGE_SIZE.most,
): number | undefined {
  const usual = definition?.args.find(({ name }) => name === 'first')?.defaultValue;
  const given = field.arguments?.find(({ name }) => name.value === 'first')?.value;
  const stated =
    given?.kind === Kind.INT
      ? Number(given.value)
      : given?.kind === Kind.VARIABLE
        ? variables[given.name.value]
        : undefined;
  const first = stated ?? usual;
  if (first === undefined) return undefined;
  // Out of range is refused later, with a better message.
  return typeof first === 'number' ? Math.min(Math.max(first, 1), most) : most;
}

/** Root fields an operation asks for, as far as it names them outside fragments; what metrics are labelled with. */
export function rootFieldsOf(schema: GraphQLSchema, operation: OperationDefinitionNode): string[] {
  const root = schema.getRootType(operation.operation)?.getFields() ?? {};
  return operation.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD && selection.name.value in root ? [selection.name.value] : [],
  );
}
