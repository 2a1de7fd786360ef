import { type ExecutionResult, getOperationAST, GraphQLError, OperationTypeNode, parse } from 'graphql';
import { type DocumentLimits, weighOperation } from './document.cost.js';
import { misshapen } from './document.shape.js';
import { formatError, tooCostly } from './graphql.plugins.js';
import type { GraphqlContext, RequestContexts } from './request.context.js';

/** More tokens than any honest document has. */
export const MOST_TOKENS = 5_000;

interface SocketContext {
  connectionParams?: Readonly<Record<string, unknown>>;
}

interface Subscribing {
  query: string;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
}

/** Subscriptions over WebSockets (graphql-transport-ws): the same limits and the same errors as over HTTP. */
export function socketOptions(contexts: RequestContexts, limits: DocumentLimits) {
  return {
    context: ({ connectionParams }: SocketContext): Promise<GraphqlContext> =>
      contexts.fromSocket(connectionParams),
    // Bad credentials close the socket at once, not at the first subscription.
    onConnect: ({ connectionParams }: SocketContext): Promise<boolean> =>
      contexts.fromSocket(connectionParams).then(
        () => true,
        () => false,
      ),
    onSubscribe: (
      _: SocketContext,
      __: string,
      payload: Subscribing,
    ): readonly GraphQLError[] | undefined => {
      const refusal = refusalOf(payload, limits);
      return refusal && [refusal];
    },
    onNext: (_: SocketContext, __: string, ___: Subscribing, ____: unknown, result: ExecutionResult) =>
      result.errors && {
        ...result,
        errors: result.errors.map((error) => formatError(error.toJSON(), error)),
      },
    onError: (_: SocketContext, __: string, ___: Subscribing, errors: readonly GraphQLError[]) =>
      errors.map((error) => formatError(error.toJSON(), error)),
  };
}

function refusalOf(payload: Subscribing, limits: DocumentLimits): GraphQLError | undefined {
  try {
    const document = parse(payload.query, { maxTokens: MOST_TOKENS });
    const operation = getOperationAST(document, payload.operationName);
    if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) {
      return new GraphQLError('Only subscriptions are served here: send queries and mutations over HTTP.', {
        extensions: { code: 'BAD_REQUEST' },
      });
    }
    // Not validated yet, so that fragments could be missing or circular; a subscription needs none.
    if (document.definitions.length > 1 || payload.query.includes('...')) {
      return new GraphQLError('Send one subscription, written without fragments.', {
        extensions: { code: 'BAD_REQUEST' },
      });
    }
    return (
      misshapen(document) ?? tooCostly(weighOperation(document, operation, payload.variables ?? {}), limits)
    );
  } catch (error) {
    return error instanceof GraphQLError
      ? new GraphQLError(error.message, { extensions: { code: 'GRAPHQL_PARSE_FAILED' } })
      : new GraphQLError('The request could not be understood.', { extensions: { code: 'BAD_REQUEST' } });
  }
}
