import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { PAGE_SIZE } from './page.arguments.js';

export interface DocumentLimits {
  /** Levels of fields below the operation. */
  depth: number;
  /** Fields at the root, fragments and aliases resolved: each is a piece of work of its own. */
  roots: number;
  /** Fields answered at most, a list counted as often as its `first` says. */
  cost: number;
}

export const documentLimits: DocumentLimits = { depth: 12, roots: 30, cost: 20_000 };

/**
 * Fields that set the engine to work, in fields that cost as much to answer: `npm run bench -- costly` says what the
 * costliest documents take. What weighs half of the limit can be asked of one object a document, what weighs more than
 * a fifth of a few and not of a page.
 */
const fieldWeights: Readonly<Record<string, number>> = {
  'Query.activity': 1_000,
  'Query.auditTrail': 1_000,
  'Query.capabilities': 500,
  'Query.claims': 2_000,
  'Query.recogniseMembers': 3_000,
  'Query.searchSuppliers': 3_000,
  'Query.serviceHealth': 3_000,
  'Query.unlocks': 3_000,
  'Query.opportunities': 5_000,
  'Query.previewRequirement': 5_000,
  'Query.supplyGaps': 5_000,
  'Query.digestPreview': 10_000,
  'Query.pathways': 10_000,
  'Query.transitionSteps': 10_000,
  'ClusterBody.activity': 200,
  'ClusterBody.members': 100,
  'ClusterBody.openings': 500,
  'Organisation.auditTrail': 400,
  'Organisation.invitations': 50,
  'Requirement.consortia': 5_000,
  'Requirement.effect': 5_000,
  'Requirement.matches': 100,
  // With an argument: the stored list does not answer it.
  'Requirement.matches.includeBlocked': 1_500,
  'Requirement.reweigh': 5_000,
  'SupplierSearchConnection.facets': 200,
  'SupplierSearchConnection.relaxations': 3_000,
  'Supplier.health': 7_000,
  'SupplyGap.nearMisses': 300,
};

/** Lists given whole that count as more than one object, for they hold many or much hangs on each. */
const listSizes: Readonly<Record<string, number>> = {
  'Facet.values': 20,
  'Query.clusterBodies': 12,
  'SupplierSearchConnection.facets': 7,
};

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
}

/**
 * How deep an operation goes and how many fields it may answer. The document is valid: fragments exist and form no
 * circle. Introspection is not counted: it is allowed or not as a whole.
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

/** Whether it weighs the same whatever its variables hold: none of them can be the size of a page. */
const isSteady = ({ variableDefinitions = [] }: OperationDefinitionNode): boolean =>
  variableDefinitions.every(({ type }) => !namesInt(type));

function namesInt(type: TypeNode): boolean {
  if (type.kind === Kind.NAMED_TYPE) return type.name.value === 'Int';
  return namesInt(type.type);
}

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
  const weigher = {
    fragments,
    variables: { ...defaults, ...variables },
    known: new Map(),
    counted: new Map(),
  };
  const weight = weigh(operation.selectionSet, schema?.getRootType(operation.operation), 1, weigher);
  return { ...weight, roots: fieldsOf(operation.selectionSet, weigher, false) };
}

const fragmentsOf = (document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );

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

function weighField(field: FieldNode, parent: Parent, page: number, weigher: Weigher): Weight {
  if (field.name.value.startsWith('__')) return { depth: 0, cost: 1 };
  if (!field.selectionSet) return { depth: 1, cost: 1 };
  const definition = parent?.getFields()[field.name.value];
  const named = definition && getNamedType(definition.type);
  const type = isObjectType(named) ? named : undefined;
  const usual = definition?.args.find(({ name }) => name === 'first')?.defaultValue;
  const size = timesOf(field, usual, weigher);
  const own = parent ? ownWeight(field, parent) : 1;
  // The size of a connection is that of its edges; what stands beside them is answered once.
  if (type && EDGES in type.getFields()) {
    const inner = weigh(field.selectionSet, type, size, weigher);
    return { depth: inner.depth + 1, cost: own + inner.cost };
  }
  const inner = weigh(field.selectionSet, type, 1, weigher);
  if (field.name.value === EDGES) return { depth: inner.depth + 1, cost: page * (own + inner.cost) };
  const times = size * (parent ? (listSizes[`${parent.name}.${field.name.value}`] ?? 1) : 1);
  return { depth: inner.depth + 1, cost: own + inner.cost * times };
}

const EDGES = 'edges';

function ownWeight({ name, arguments: given }: FieldNode, parent: GraphQLObjectType): number {
  const field = `${parent.name}.${name.value}`;
  const weights = (given ?? []).map(({ name: argument, value }) => {
    const isOff = value.kind === Kind.NULL || (value.kind === Kind.BOOLEAN && !value.value);
    return isOff ? 0 : (fieldWeights[`${field}.${argument.value}`] ?? 0);
  });
  return Math.max(fieldWeights[field] ?? 1, ...weights);
}

/** How often the selection of a field may be answered: as often as its `first` says, else as is usual for it. */
function timesOf(field: FieldNode, usual: unknown, { variables }: Weigher): number {
  const given = field.arguments?.find(({ name }) => name.value === 'first')?.value;
  const stated =
    given?.kind === Kind.INT
      ? Number(given.value)
      : given?.kind === Kind.VARIABLE
        ? variables[given.name.value]
        : undefined;
  const first = stated ?? usual ?? 1;
  // Out of range is refused later, with a better message.
  return typeof first === 'number' ? Math.min(Math.max(first, 1), PAGE_SIZE.most) : PAGE_SIZE.most;
}

/** Root fields an operation asks for, as far as it names them outside fragments; what metrics are labelled with. */
export function rootFieldsOf(schema: GraphQLSchema, operation: OperationDefinitionNode): string[] {
  const root = schema.getRootType(operation.operation)?.getFields() ?? {};
  return operation.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD && selection.name.value in root ? [selection.name.value] : [],
  );
}
