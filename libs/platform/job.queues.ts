import { createPostgresBackend, createRedisBackend, Queue, runMigrations, Worker } from 'bullmq';
import type { Processor } from 'bullmq';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { Config } from './config.js';

export interface QueueBackend {
  kind: 'postgres' | 'redis';
  queue(name: string): Queue<JobEnvelope>;
  worker(name: string, processor: Processor<JobEnvelope>, options: WorkerSettings): Worker<JobEnvelope>;
  close(): Promise<void>;
}

/** What travels through the queue beside the payload. */
export interface JobEnvelope {
  payload: unknown;
  requestId: string;
}

export interface WorkerSettings {
  concurrency: number;
}

/** Prepares the tables of the queue in Postgres; Redis needs none. */
export async function migrateQueues(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}

/** Where background work waits: Redis when REDIS_URL is set, else Postgres. The only difference between the two. */
export function queueBackend(config: Pick<Config, 'redisUrl'>, databaseUrl: string): QueueBackend {
  return config.redisUrl === undefined
    ? postgresQueues(databaseUrl)
    : redisQueues(config.redisUrl, databaseUrl);
}

function postgresQueues(databaseUrl: string): QueueBackend {
  const connection = { connectionString: databaseUrl, max: 4 };
  return {
    kind: 'postgres',
    queue: (name) => new Queue(name, { connection }, createPostgresBackend) as unknown as Queue<JobEnvelope>,
    worker: (name, processor, { concurrency }) =>
      new Worker(
        name,
        processor as Processor,
        { connection, concurrency, autorun: false, stalledInterval: 5_000, lockDuration: 30_000 },
        createPostgresBackend,
      ) as unknown as Worker<JobEnvelope>,
    close: () => Promise.resolve(),
  };
}

function redisQueues(redisUrl: string, databaseUrl: string): QueueBackend {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null, keepAlive: 10_000 });
  // Two installations may share a Redis server as they may share a Postgres server: the database tells them apart.
  const prefix = `midlands:${new URL(databaseUrl).pathname.slice(1)}`;
  return {
    kind: 'redis',
    queue: (name) => new Queue<JobEnvelope>(name, { connection, prefix }, createRedisBackend),
    worker: (name, processor, { concurrency }) =>
      new Worker<JobEnvelope>(
        name,
        processor,
        { connection, prefix, concurrency, autorun: false, stalledInterval: 5_000, lockDuration: 30_000 },
        createRedisBackend,
      ),
    close: async () => {
      await connection.quit().catch(() => connection.disconnect());
    },
  };
}
