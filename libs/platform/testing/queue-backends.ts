import { Redis } from 'ioredis';

/** Backends the queue suites run against: Postgres always, Redis where REDIS_URL names a server. */
export const testedBackends: readonly { kind: 'postgres' | 'redis'; redisUrl: string | undefined }[] = [
  { kind: 'postgres', redisUrl: undefined },
  ...(process.env.REDIS_URL ? [{ kind: 'redis' as const, redisUrl: process.env.REDIS_URL }] : []),
];

/** Removes what the queues of a test database left in Redis. */
export async function purgeQueues(database: string): Promise<void> {
  if (!process.env.REDIS_URL) return;
  const redis = new Redis(process.env.REDIS_URL);
  try {
    for await (const keys of redis.scanStream({ match: `midlands:${database}:*`, count: 1_000 })) {
      const found = keys as string[];
      if (found.length > 0) await redis.unlink(found);
    }
  } finally {
    redis.disconnect();
  }
}
