import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyRequest } from 'fastify';
import type { ApiRuntime } from './api.runtime.js';
import { compiledExecutor } from './compiled.executor.js';
import { documentLimits } from './document.cost.js';
import { shapeRule } from './document.shape.js';
import { DocumentStore } from './document.store.js';
import { costPlugin, formatError, reportingPlugin } from './graphql.plugins.js';
import { MOST_TOKENS, socketOptions } from './graphql.socket.js';
import { landingPage } from './landing.page.js';
import { withAskedOnce } from './asked.once.js';
import { withPlainFields } from './plain.fields.js';
import type { Metrics } from './metrics.service.js';
import type { RequestContexts } from './request.context.js';
import { encodeResult } from './result.encoder.js';

/** How GraphQL is served. */
export function graphqlOptions(
  { config, compile }: ApiRuntime,
  contexts: RequestContexts,
  metrics: Metrics,
): ApolloDriverConfig {
  return {
    driver: ApolloDriver,
    path: '/graphql',
    autoSchemaFile: true,
    sortSchema: true,
    transformSchema: (schema) => withAskedOnce(withPlainFields(schema)),
    graphiql: false,
    introspection: config.introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    cache: 'bounded',
    documentStore: new DocumentStore(),
    parseOptions: { maxTokens: MOST_TOKENS },
    validationRules: [shapeRule],
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !config.introspection,
    autoTransformHttpErrors: false,
    formatError,
    // Taken for a string, but passed on as it is to Fastify, which sends bytes as they are.
    stringifyResult: encodeResult as unknown as (result: object) => string,
    plugins: [
      costPlugin(documentLimits),
      reportingPlugin(metrics),
      ...(compile ? [compiledExecutor(metrics)] : []),
      landingPage(config.introspection),
      // It would wrap every field in a function of its own, for hints that our schema has none of.
      ApolloServerPluginCacheControlDisabled(),
    ],
    context: (request: FastifyRequest) => contexts.fromHttp(request),
    subscriptions: { 'graphql-ws': socketOptions(contexts, documentLimits) },
  };
}
