import { documentLimits, MOST_TOKENS, weighOperation } from '../../api/index.js';
import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  type OperationDefinitionNode,
  parse,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** Values of arguments, by `field.argument` or by `argument` alone; aliases take them in turn, so that no two ask the same. */
export type ArgumentValues = Readonly<Record<string, readonly unknown[]>>;

export interface CostlyDocument {
  /** The field asked for as often as a document may, and how. */
  name: string;
  text: string;
  cost: number;
}

/** How many sizes of a page there are among the times a field is asked for. */
const VARIETY = 30;

interface Shape {
  /** What pages on the way hold. */
  first: 1 | 100;
  /** Whether arguments that may be left out are given. */
  given: boolean;
  /** Whether what hangs on its objects is asked for too. */
  deep: boolean;
  /** Where the field is repeated: with the whole way to it, or below one parent. */
  repeat: 'root' | 'parent';
}

const shapes: readonly Shape[] = ([1, 100] as const).flatMap((first) =>
  [true, false].flatMap((given) =>
    [true, false].flatMap((deep) =>
      (['root', 'parent'] as const).map((repeat): Shape => ({ first, given, deep, repeat })),
    ),
  ),
);

/**
 * For every field that answers an object, documents that ask for it as often as the limits let them: the way to it from
 * the root is the shortest, and all its plain fields are asked for.
 */
export function costlyDocuments(schema: GraphQLSchema, values: ArgumentValues): CostlyDocument[] {
  const known = new Set<string>();
  return waysFrom(schema.getQueryType()!).flatMap((way) =>
    shapes.flatMap((shape) => {
      const found = largest(schema, way, shape, values);
      if (!found || known.has(found.text)) return [];
      known.add(found.text);
      return [found];
    }),
  );
}

/** The shortest way to each field that answers an object. */
function waysFrom(root: GraphQLObjectType): Field[][] {
  const found: Field[][] = [];
  const seen = new Set<GraphQLObjectType>([root]);
  let tips: { type: GraphQLObjectType; way: Field[] }[] = [{ type: root, way: [] }];
  while (tips.length > 0) {
    const next: typeof tips = [];
    for (const { type, way } of tips) {
      for (const field of Object.values(type.getFields())) {
        const answer = getNamedType(field.type);
        if (!isObjectType(answer)) continue;
        found.push([...way, field]);
        if (seen.has(answer)) continue;
        seen.add(answer);
        next.push({ type: answer, way: [...way, field] });
      }
    }
    tips = next;
  }
  return found;
}

/** The largest document of a shape within the limits; undefined when even one such field is over them. */
function largest(
  schema: GraphQLSchema,
  way: Field[],
  shape: Shape,
  values: ArgumentValues,
): CostlyDocument | undefined {
  const made = (times: number): CostlyDocument | undefined => {
    const text = written(way, shape, times, values);
    const document = parsed(text);
    if (!document) return undefined;
    const weight = weighOperation(document, document.definitions[0] as OperationDefinitionNode, {}, schema);
    const { cost, depth, roots } = weight;
    const fits =
      cost <= documentLimits.cost && depth <= documentLimits.depth && roots <= documentLimits.roots;
    return fits
      ? {
          name: `${nameOf(way)}, ${times} times at its ${shape.repeat}, first: ${shape.first}${shape.given ? ', arguments given' : ''}${shape.deep ? ', deep' : ''}`,
          text,
          cost,
        }
      : undefined;
  };
  const [one, two] = [made(1), made(2)];
  if (!one || !two) return one;
  // Each further time weighs the same; what is then too long, or at the root too often, is asked for less often.
  let times = 1 + Math.floor((documentLimits.cost - one.cost) / Math.max(1, two.cost - one.cost));
  times = Math.min(
    times,
    shape.repeat === 'root' || way.length === 1 ? documentLimits.roots : MOST_TOKENS / 4,
  );
  for (; times > 2; times = Math.floor(times * 0.8)) {
    const found = made(times);
    if (found) return found;
  }
  return two;
}

function parsed(text: string) {
  try {
    return parse(text, { maxTokens: MOST_TOKENS });
  } catch {
    return undefined;
  }
}

const nameOf = (way: Field[]): string => way.map(({ name }) => name).join('.');

function written(way: Field[], shape: Shape, times: number, values: ArgumentValues): string {
  const last = way.length - 1;
  const calls = (field: Field, at: number, turn: number, inner: string): string =>
    `${at === 0 || at === last ? `a${turn}: ` : ''}${field.name}${given(field, shape, turn, values)} ${inner}`;
  const down = (at: number, turn: number): string => {
    const field = way[at]!;
    if (at === last) return calls(field, at, turn, selectionOf(field, shape.deep ? 2 : 0, shape, values));
    const many = shape.repeat === 'parent' && at === last - 1 ? times : 1;
    const inner = Array.from({ length: many }, (_, n) => down(at + 1, many === 1 ? turn : n)).join(' ');
    return calls(field, at, turn, `{ ${inner} }`);
  };
  const roots = shape.repeat === 'root' || last === 0 ? times : 1;
  return `{ ${Array.from({ length: roots }, (_, turn) => down(0, turn)).join(' ')} }`;
}

/** Every plain field of what a field answers, and of what hangs on it some levels down. */
function selectionOf(field: Field, levels: number, shape: Shape, values: ArgumentValues): string {
  const key = `${levels} ${shape.given}`;
  let kept = selections.get(field);
  if (!kept) selections.set(field, (kept = new Map<string, string>()));
  let text = kept.get(key);
  if (text === undefined) kept.set(key, (text = selected(field, levels, shape, values)));
  return text;
}

/** Selections written before. */
const selections = new WeakMap<Field, Map<string, string>>();

function selected(field: Field, levels: number, shape: Shape, values: ArgumentValues): string {
  const parts = Object.values((getNamedType(field.type) as GraphQLObjectType).getFields()).flatMap((part) => {
    const isLeaf = isLeafType(getNamedType(part.type));
    if (!isLeaf && levels === 0) return [];
    const inner = isLeaf ? '' : ` ${selectionOf(part, levels - 1, shape, values)}`;
    return [`${part.name}${given(part, { ...shape, first: 1 }, 0, values)}${inner}`];
  });
  return `{ __typename ${parts.join(' ')} }`;
}

function given({ name, args }: Field, shape: Shape, turn: number, values: ArgumentValues): string {
  const written = args.flatMap((arg) => {
    // No two pages alike: what is asked twice is worked out once.
    if (arg.name === 'first') return [`first: ${Math.max(1, shape.first - (turn % VARIETY))}`];
    if (!isRequiredArgument(arg) && !shape.given) return [];
    const value = valueOf([`${name}.${arg.name}`, arg.name], arg.type, turn, values);
    return value === undefined ? [] : [`${arg.name}: ${value}`];
  });
  return written.length === 0 ? '' : `(${written.join(', ')})`;
}

function valueOf(
  names: readonly string[],
  type: GraphQLInputType,
  turn: number,
  values: ArgumentValues,
): string | undefined {
  const stated = names.map((name) => values[name]).find((list) => list !== undefined);
  if (stated) return literal(stated[turn % stated.length]);
  const inner = getNullableType(type);
  if (isListType(inner)) {
    const one = valueOf(names, inner.ofType, turn, values);
    return one === undefined ? undefined : `[${one}]`;
  }
  if (isEnumType(inner)) return inner.getValues()[turn % inner.getValues().length]!.name;
  return inner.toString() === 'Boolean' ? 'true' : undefined;
}

/** A value as GraphQL writes it; words in angle brackets are names of an enumeration. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, part]) => `${key}: ${literal(part)}`)
      .join(', ')} }`;
  }
  const word = typeof value === 'string' ? /^<(\w+)>$/.exec(value)?.[1] : undefined;
  return word ?? JSON.stringify(value);
}
