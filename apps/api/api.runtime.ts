import type { ApolloDriverConfig } from '@nestjs/apollo';
import type { Config, Database, Logger, UnitOfWork } from '#lib/platform';

/** What one API process is made of; provided to its modules under this token. */
export interface ApiRuntime {
  config: Config;
  log: Logger;
  database: Database;
  databaseUrl: string;
  unitOfWork: UnitOfWork;
  /** Whether queries that come again run compiled. */
  compile: boolean;
  /** Serves GraphQL in another way: the bench measures us beside the framework's usual set-up. */
  graphql?: (usual: ApolloDriverConfig) => ApolloDriverConfig;
}

export const API_RUNTIME = Symbol('API runtime');
