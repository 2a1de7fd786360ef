import {
  type DocumentNode,
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLScalarType,
  type GraphQLSchema,
  GraphQLString,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';

export type Run = CompiledQuery['query'];

/** A value that is already of the scalar's own type needs no further look; any other gets the usual one. */
const quick =
  (type: 'string' | 'boolean', { serialize }: GraphQLScalarType) =>
  (value: unknown): unknown =>
    typeof value === type ? value : serialize(value);

const quickNumber =
  ({ serialize }: GraphQLScalarType, fits: (value: unknown) => boolean) =>
  (value: unknown): unknown =>
    fits(value) ? value : serialize(value);

const isInt = (value: unknown): boolean => typeof value === 'number' && (value | 0) === value;

const quickSerializers = {
  String: quick('string', GraphQLString),
  ID: quick('string', GraphQLID),
  Boolean: quick('boolean', GraphQLBoolean),
  Float: quickNumber(GraphQLFloat, Number.isFinite),
  Int: quickNumber(GraphQLInt, isInt),
};

/** An operation as one function; undefined when the compiler does not take it. */
export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
): Run | undefined {
  const made = compileQuery(schema, document, operationName ?? undefined, {
    disablingCapturingStackErrors: true,
    customSerializers: quickSerializers,
  });
  return isCompiledQuery(made) ? made.query : undefined;
}
