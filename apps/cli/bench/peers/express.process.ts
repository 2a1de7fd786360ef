/**
 * The peer of the API bench: the same modules, resolvers and access checks, served as the framework's documentation
 * sets it up: Nest with Apollo on Express.
 */
import { MatchIndexHolder } from '#lib/match-lists';
import { openDatabase, runProcess, UnitOfWork } from '#lib/platform';
import { schema } from '#lib/schema';
import 'reflect-metadata';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { ApiModule, SearchWarming } from '../../../api/index.js';

/** The driver with the schema and the caller, and nothing else that costs time. */
function asTheFrameworkDoes({
  driver,
  path,
  autoSchemaFile,
  context,
}: ApolloDriverConfig): ApolloDriverConfig {
  const ofRequest = context as (request: unknown) => Promise<object>;
  return {
    driver,
    path,
    autoSchemaFile,
    csrfPrevention: false,
    context: ({ req }: { req: unknown }) => ofRequest(req),
  };
}

await runProcess('peer', async ({ config, databaseUrl, log }) => {
  const database = await openDatabase({ url: databaseUrl, schema, applicationName: 'bench peer' });
  const unitOfWork = new UnitOfWork(database.writer, database.reader, log);
  const runtime = {
    config,
    log,
    database,
    databaseUrl,
    unitOfWork,
    compile: false,
    graphql: asTheFrameworkDoes,
  };
  const app = await NestFactory.create(ApiModule.with(runtime), new ExpressAdapter(), { logger: false });
  await app.get(MatchIndexHolder).load({ unitOfWork, databaseUrl, log });
  // As the API does: neither is ready before.
  await app.get(SearchWarming).begin();
  await app.listen(config.apiPort, '127.0.0.1');
  return {
    stop: async () => {
      await app.close();
      await database.close();
    },
  };
});
