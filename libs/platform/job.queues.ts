import {
  createPostgresBackend,
  createRedisBackend,
  DEFAULT_SCHEMA,
  Queue,
  runMigrations,
  Worker,
} from 'bullmq';
import type { Job, Processor } from 'bullmq';
import { Redis } from 'ioredis';
import { Client, Pool } from 'pg';
import type { Config } from './config.js';
import { LONGEST_WAIT_MS, patientClient } from './patient.client.js';

export interface QueueBackend {
  kind: 'postgres' | 'redis';
  queue(name: string): Queue<JobEnvelope>;
  worker(name: string, processor: Processor<JobEnvelope>, options: WorkerSettings): Worker<JobEnvelope>;
  /** Removes a job that is in nobody's hands, also one that a schedule made. */
  drop(job: Job<JobEnvelope>): Promise<void>;
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

/**
 * Where background work waits: Redis when REDIS_URL is set, else Postgres. The only difference between the two.
 * @param connections to Postgres over which jobs are given and counted, at most; opened when needed
 */
export function queueBackend(
  config: Pick<Config, 'redisUrl'>,
  databaseUrl: string,
  connections = 4,
): QueueBackend {
  return config.redisUrl === undefined
    ? postgresQueues(databaseUrl, connections)
    : redisQueues(config.redisUrl, databaseUrl);
}

/** A worker that finds its queue away asks again as soon as whoever waits for it. */
const ofEveryWorker = {
  autorun: false,
  stalledInterval: 5_000,
  lockDuration: 30_000,
  runRetryDelay: LONGEST_WAIT_MS,
} as const;

/** What the store calls the connections over which jobs are given and counted. */
export const QUEUES_NAME = 'midlands-match queues';

/** Whatever is asked of a queue that is away fails by itself. What nobody listens to, BullMQ writes past the log. */
const heard = (queue: Queue<JobEnvelope>): Queue<JobEnvelope> => queue.on('error', () => undefined);

function postgresQueues(databaseUrl: string, connections: number): QueueBackend {
  const options = `-c search_path=${DEFAULT_SCHEMA}`;
  const patient = patientClient();
  const pools: Pool[] = [];
  let pool: Pool | undefined;
  // Workers wait on connections of their own. Whoever gives jobs or counts them shares these, which go when nobody asks.
  const shared = (): Pool => {
    if (pool) return pool;
    pool = new Pool({
      connectionString: databaseUrl,
      max: connections,
      options,
      application_name: QUEUES_NAME,
    });
    // Every queue listens for its errors.
    return pool.setMaxListeners(0);
  };
  /** One connection to listen over, and four to work with. */
  const ofWorker = (): Pool => {
    const own = new Pool({
      connectionString: databaseUrl,
      max: 5,
      keepAlive: true,
      options,
      Client: patient,
    });
    pools.push(own);
    return own;
  };
  return {
    kind: 'postgres',
    queue: (name) =>
      heard(
        new Queue(name, { connection: shared() }, createPostgresBackend) as unknown as Queue<JobEnvelope>,
      ),
    worker: (name, processor, { concurrency }) =>
      new Worker(
        name,
        processor as Processor,
        { connection: ofWorker(), concurrency, ...ofEveryWorker },
        createPostgresBackend,
      ) as unknown as Worker<JobEnvelope>,
    // BullMQ removes no job of a schedule here, even where the schedule has gone.
    drop: async ({ queueName, id }) => {
      await shared().query(`DELETE FROM job WHERE queue = $1 AND id = $2 AND state <> 'active'`, [
        queueName,
        id,
      ]);
    },
    close: async () => {
      await Promise.all([pool?.end(), ...pools.map((own) => own.end())]);
    },
  };
}

function redisQueues(redisUrl: string, databaseUrl: string): QueueBackend {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null, keepAlive: 10_000 });
  // Two installations may share a Redis server as they may share a Postgres server: the database tells them apart.
  const prefix = `midlands:${new URL(databaseUrl).pathname.slice(1)}`;
  return {
    kind: 'redis',
    queue: (name) => heard(new Queue<JobEnvelope>(name, { connection, prefix }, createRedisBackend)),
    worker: (name, processor, { concurrency }) =>
      new Worker<JobEnvelope>(
        name,
        processor,
        { connection, prefix, concurrency, ...ofEveryWorker },
        createRedisBackend,
      ),
    drop: (job) => job.remove(),
    close: async () => {
      await connection.quit().catch(() => connection.disconnect());
    },
  };
}
