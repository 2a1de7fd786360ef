import { type AppError, ArgumentError, toAppError } from '#lib/platform';
import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type DocumentCost, type DocumentLimits, rootFieldsOf, weighOperation } from './document.cost.js';
import type { Metrics } from './metrics.service.js';
import type { GraphqlContext } from './request.context.js';

/** Codes of errors that are about the document and not about us; GraphQL's own message helps their reader. */
const documentCodes = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'TOO_COSTLY',
]);

/** The failure behind a GraphQL error, or undefined when it is about the document alone. */
export function failureBehind(error: unknown): AppError | undefined {
  if (!(error instanceof GraphQLError)) return toAppError(error);
  if (error.originalError !== undefined && !(error.originalError instanceof GraphQLError)) {
    return toAppError(error.originalError);
  }
  // What no field has raised and no failure stands behind is about the request as a whole.
  const aboutRequest = error.path === undefined && error.originalError === undefined;
  return aboutRequest || documentCodes.has(String(error.extensions.code)) ? undefined : toAppError(error);
}

/** The server calls what it has no word for its own failure, and whatever a rule finds a failed validation. */
function documentCode({ extensions }: GraphQLFormattedError, error: unknown): unknown {
  const found = error instanceof GraphQLError && error.originalError;
  if (found instanceof GraphQLError && found.extensions.code === 'TOO_COSTLY') return 'TOO_COSTLY';
  return extensions?.code === 'INTERNAL_SERVER_ERROR' ? 'BAD_REQUEST' : extensions?.code;
}

const extensionsOf = (failure: AppError): Record<string, unknown> =>
  failure instanceof ArgumentError
    ? { code: failure.code, reason: failure.reason, argument: failure.argument }
    : { code: failure.code };

/** Errors as the outside sees them: the catalogue's code and message, never a stack or a cause. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const failure = failureBehind(error);
  const { locations, path } = formatted;
  return failure
    ? { message: failure.message, locations, path, extensions: extensionsOf(failure) }
    : { message: formatted.message, locations, path, extensions: { code: documentCode(formatted, error) } };
}

/** A document that asks for too much, as an error of the request; undefined when it does not. */
export function tooCostly(weight: DocumentCost, limits: DocumentLimits): GraphQLError | undefined {
  const over =
    weight.depth > limits.depth
      ? `it goes ${weight.depth} levels deep, and ${limits.depth} are allowed`
      : weight.roots > limits.roots
        ? `it has ${weight.roots} fields at its root, and ${limits.roots} are allowed`
        : weight.cost > limits.cost
          ? `it costs ${weight.cost}, and ${limits.cost} are allowed; ask for fewer at a time with "first", for fewer fields, or in several documents`
          : undefined;
  return over === undefined
    ? undefined
    : new GraphQLError(`The document asks for too much: ${over}.`, {
        extensions: { code: 'TOO_COSTLY', http: { status: 400 } },
      });
}

/** Refuses costly documents before they run, and tells in a header what each costs. */
export function costPlugin(limits: DocumentLimits): ApolloServerPlugin<GraphqlContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ document, operation, request, response, schema }) => {
          if (!operation) {
            return Promise.reject(
              new GraphQLError('The document has no operation of that name, or several and none was named.', {
                extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
              }),
            );
          }
          const weight = weighOperation(document, operation, request.variables ?? {}, schema);
          response.http.headers.set('x-graphql-cost', `${weight.cost}; limit=${limits.cost}`);
          const refusal = tooCostly(weight, limits);
          return refusal ? Promise.reject(refusal) : Promise.resolve();
        },
      }),
  };
}

const isAboutDocument = ({ extensions }: GraphQLError): boolean =>
  ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'].includes(String(extensions.code));

/**
 * Clients that name application/json alone are of the time before statuses meant anything: GraphQL over HTTP has
 * them told of faults in their document with status 200.
 */
const wantsPlainJson = (accepts: string): boolean =>
  accepts.includes('application/json') && !accepts.includes('application/graphql-response+json');

/** Counts errors, and logs those that are failures of ours with their cause. */
export function tellOfErrors(
  errors: readonly GraphQLError[],
  { ctx }: GraphqlContext,
  metrics: Metrics,
): void {
  for (const error of errors) {
    const failure = failureBehind(error);
    metrics.error(failure?.code ?? String(error.extensions.code));
    if (failure) ctx.log[failure.logLevel]({ err: failure, path: error.path }, failure.message);
  }
}

/** Logs failures with their cause, measures operations, and tells the caller the request id of each error. */
export function reportingPlugin(metrics: Metrics): ApolloServerPlugin<GraphqlContext> {
  return {
    requestDidStart: () => {
      const started = performance.now();
      return Promise.resolve({
        didEncounterErrors: ({ errors, contextValue }) => {
          tellOfErrors(errors, contextValue, metrics);
          return Promise.resolve();
        },
        willSendResponse: ({ request, response, contextValue, operation, schema, errors }) => {
          const accepts = request.http?.headers.get('accept') ?? '';
          if (errors && wantsPlainJson(accepts) && errors.every(isAboutDocument)) response.http.status = 200;
          if (response.body.kind === 'single') {
            for (const error of response.body.singleResult.errors ?? []) {
              Object.assign(error.extensions ?? {}, { requestId: contextValue.ctx.requestId });
            }
          }
          if (contextValue.unmeasured) return Promise.resolve();
          const field = operation ? rootFieldsOf(schema, operation)[0] : undefined;
          metrics.operation(
            operation?.operation ?? 'none',
            field ?? 'none',
            errors === undefined ? 'ok' : 'error',
            (performance.now() - started) / 1000,
          );
          return Promise.resolve();
        },
      });
    },
  };
}
