import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  Kind,
  type ObjectFieldNode,
  type ObjectValueNode,
  parseConstValue,
  print,
  type ValueNode,
} from 'graphql';
import { readFile } from 'node:fs/promises';
import { samples } from '../access/access.samples.js';
import { type AccessWorld, startAccessWorld } from '../access/access.world.js';

/** Longer than any text there is a field for, but for files. */
const OVERLONG = 60_000;

/** Whom a mutation may be for: the first who is not refused is asked. */
const callers = ['owner', 'officer', 'cluster manager', 'administrator'] as const;

/** Those that say something else, and why that is right. */
const otherwise: Readonly<Record<string, string>> = {
  // Not there without a provider of identities, or outside demonstrations.
  'beginOpenIdSignIn.nonce': 'refused',
  'finishOpenIdSignIn.device': 'refused',
  'finishOpenIdSignIn.nonce': 'refused',
  'demoSignIn.email': 'refused',
  // Beside the introduction that it belongs to, which the sample leaves out.
  'closeRequirement.outcomes.message': 'refused',
  // Whoever guesses is told nothing of what they guessed.
  'signIn.device': 'LINK_NOT_VALID',
  'signIn.nonce': 'LINK_NOT_VALID',
  // A file, told of by row and column.
  'importRequirements.content': 'WRONG_HEADER',
  'importSuppliers.csv': 'WRONG_HEADER',
};

let world: AccessWorld;
let schema: GraphQLSchema;
// A machine that is shared takes its time over some hundred mutations.
const PATIENCE_MS = 600_000;
beforeAll(async () => {
  schema = buildSchema(await readFile('schema.graphql', 'utf8'));
  world = await startAccessWorld();
}, PATIENCE_MS);
afterAll(() => world?.kit.stop());

interface Place {
  mutation: string;
  /** From the argument down. */
  path: string[];
  isList: boolean;
}

/** Every text that a mutation takes. */
function places(): Place[] {
  return Object.values(schema.getMutationType()!.getFields()).flatMap(({ name: mutation, args }) =>
    args.flatMap(({ name, type }) => textsOf(type, [name]).map((found) => ({ mutation, ...found }))),
  );
}

function textsOf(type: GraphQLInputType, path: string[]): Omit<Place, 'mutation'>[] {
  const named = getNamedType(type);
  const isList = isListType(getNullableType(type));
  if (named.toString() === 'String') return [{ path, isList }];
  if (!isInputObjectType(named) || (isList && path.length > 1)) return [];
  return Object.values(named.getFields()).flatMap((field) => textsOf(field.type, [...path, field.name]));
}

/** The arguments with one value put in, or in the place of another. */
function withValue(
  given: ObjectValueNode,
  [name, ...rest]: readonly string[],
  value: ValueNode,
): ObjectValueNode {
  const before = given.fields.find((field) => field.name.value === name)?.value;
  const inner = before?.kind === Kind.OBJECT ? before : { kind: Kind.OBJECT as const, fields: [] };
  const field: ObjectFieldNode = {
    kind: Kind.OBJECT_FIELD,
    name: { kind: Kind.NAME, value: name! },
    value: rest.length === 0 ? value : withValue(inner, rest, value),
  };
  return { ...given, fields: [...given.fields.filter((other) => other.name.value !== name), field] };
}

type Told = { code: string; message: string; path: string[] }[];

/** The errors of the payload; undefined when nobody may ask for it. */
async function told({ mutation, path, isList }: Place): Promise<Told | undefined> {
  const text: ValueNode = { kind: Kind.STRING, value: 'x'.repeat(OVERLONG) };
  const sample = parseConstValue(`{ ${samples[`Mutation.${mutation}`]!(world.ids)} }`) as ObjectValueNode;
  const given = withValue(sample, path, isList ? { kind: Kind.LIST, values: [text] } : text);
  const document = `mutation { ${mutation}(${given.fields.map(print).join(', ')}) { errors { code message path } } }`;
  for (const caller of callers) {
    const { data } = await world.kit.ask(document, {}, world.tokens[caller]);
    const payload = (data as Record<string, { errors: Told } | null> | null)?.[mutation];
    if (payload) return payload.errors;
  }
  return undefined;
}

it(
  'tells once of a text that is too long, by its path',
  async () => {
    const found: Record<string, string> = {};
    for (const place of places()) {
      const path = place.path.filter((name) => name !== 'input').join('.');
      const errors = await told(place);
      const [error] = errors ?? [];
      const isTold =
        errors?.length === 1 && error!.path.join('.').startsWith(path) && error!.message.length < 300;
      if (!isTold) found[`${place.mutation}.${path}`] = errors?.map(({ code }) => code).join() ?? 'refused';
    }
    expect(found).toEqual(otherwise);
  },
  PATIENCE_MS,
);
