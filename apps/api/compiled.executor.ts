import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  type DocumentNode,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  OperationTypeNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { countFields } from './document.cost.js';
import { compileWithEncodedLists, NOT_ENCODED } from './encoded.lists.js';
import { formatError, tellOfErrors } from './graphql.plugins.js';
import type { Metrics } from './metrics.service.js';
import { compileOperation, type Run } from './query.compiler.js';
import type { GraphqlContext } from './request.context.js';

/** Compiled operations kept at most: those asked for least lately make room. */
const KEPT = 500;

/** Fields, with fragments written out, of the largest operation compiled: code grows with them. */
const LARGEST = 500;

type Shown = Pick<ExecutionResult, 'data'> & { errors?: GraphQLFormattedError[] };

/**
 * Compiled queries by document and operation. A document is compiled when it comes for the second time: one sent
 * once would cost more to compile than to run, and a stream of new ones must not make us compile.
 */
export class CompiledQueries {
  private readonly seen = new WeakSet<DocumentNode>();
  /** False for what the compiler does not take. */
  private readonly kept: LRUCache<string, Run | false>;

  constructor(most = KEPT) {
    this.kept = new LRUCache({ max: most });
  }

  get size(): number {
    return this.kept.size;
  }

  /** @param hash of the document's text; undefined is answered for what should run plainly */
  find(
    schema: GraphQLSchema,
    document: DocumentNode,
    hash: string,
    operationName: string | null,
  ): Run | undefined {
    const key = `${hash}:${operationName ?? ''}`;
    const known = this.kept.get(key);
    if (known !== undefined) return known || undefined;
    if (!this.seen.has(document)) {
      this.seen.add(document);
      return undefined;
    }
    const run = compiled(schema, document, operationName);
    this.kept.set(key, run ?? false);
    return run;
  }
}

/** Undefined for a document that the compiler does not take: it runs plainly. */
function compiled(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
): Run | undefined {
  const operation = getOperationAST(document, operationName);
  if (!operation || countFields(document, operation) > LARGEST) return undefined;
  try {
    return compileWithEncodedLists(schema, document, () => compileOperation(schema, document, operationName));
  } catch {
    return undefined;
  }
}

/**
 * Runs queries compiled to one function each. Resolvers are the same functions that plain execution calls, so guards
 * and what services disclose stay as they are. Mutations run plainly: they are not called often enough to gain.
 */
export function compiledExecutor(
  metrics: Metrics,
  queries = new CompiledQueries(),
): ApolloServerPlugin<GraphqlContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        responseForOperation: async ({
          contextValue,
          document,
          operation,
          operationName,
          queryHash,
          request,
          schema,
        }) => {
          if (operation.operation !== OperationTypeNode.QUERY || queryHash === undefined) return null;
          const run = queries.find(schema, document, queryHash, operationName);
          if (!run) return null;
          const result = (await run(undefined, contextValue, request.variables ?? {})) as ExecutionResult;
          // Variables that do not fit: plain execution words that, and answers with the right status.
          if (result.data === undefined) return null;
          if (result.errors?.some(({ message }) => message === NOT_ENCODED)) return null;
          return {
            http: { headers: new HeaderMap(), status: 200 },
            body: { kind: 'single', singleResult: shown(result, contextValue, metrics) },
          };
        },
      }),
  };
}

/** The result as the outside sees it; its failures are logged and counted as those of plain execution are. */
function shown({ data, errors }: ExecutionResult, context: GraphqlContext, metrics: Metrics): Shown {
  if (!errors || errors.length === 0) return { data };
  const failures = errors.map(
    ({ message, path, originalError }) => new GraphQLError(message, { path, originalError }),
  );
  tellOfErrors(failures, context, metrics);
  return {
    data,
    errors: failures.map((failure, at) => {
      const { locations, path } = errors[at]!;
      return formatError({ message: failure.message, locations, path }, failure);
    }),
  };
}
