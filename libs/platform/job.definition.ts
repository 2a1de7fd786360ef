import type { z } from 'zod';
import { recordChange } from './change-log.js';
import type { TransactionContext } from './context.js';

/** Every queue there is: a job belongs to one of them, and whoever looks after the service looks at all of them. */
export const queueNames = [
  'alerts',
  'digests',
  'imports',
  'introductions',
  'mail',
  'matching',
  'notifications',
  'upkeep',
  'webhooks',
] as const;
export type QueueName = (typeof queueNames)[number];

export interface JobSpecification<P> {
  /** Stable, dotted: `<queue>.<what it does>`. A payload of another shape gets another name. */
  name: `${QueueName | 'testing'}.${string}`;
  /** Checked when enqueued and again before the handler runs. Ids, not documents. */
  payload: z.ZodType<P>;
  /** Attempts in all, with exponential backoff from `backoffMs`. */
  attempts: number;
  backoffMs: number;
  /** How many finished jobs the queue keeps for a look; of the jobs of one queue the greatest number counts. */
  keepCompleted: number;
  keepFailed: number;
  /** How many jobs of its queue one worker runs side by side, at most; of the jobs of one queue the least number counts. */
  sideBySide?: number;
}

/** One kind of background work: its name, queue, payload and retry policy. */
export interface JobDefinition<P> extends JobSpecification<P> {
  queue: string;
}

/** A job of any payload: what a catalogue lists. */
export type AnyJob = JobDefinition<unknown>;

/** The queue is the first part of the job's name. */
export function defineJob<P>(specification: JobSpecification<P>): JobDefinition<P> {
  return { ...specification, queue: specification.name.split('.')[0]! };
}

/** What the queue is told about a job's tries. */
export const triesOf = ({ attempts, backoffMs }: AnyJob) => ({
  attempts,
  backoff: { type: 'exponential', delay: backoffMs },
});

/**
 * Asks for background work in the caller's transaction: it happens if and only if that commits.
 * @throws ZodError when the payload is not of the job's shape
 */
export async function enqueue<P>(
  ctx: TransactionContext,
  job: JobDefinition<P>,
  payload: P,
  options: { delayMs?: number } = {},
): Promise<void> {
  await recordChange(ctx, 'job', {
    name: job.name,
    payload: job.payload.parse(payload),
    requestId: ctx.requestId,
    ...(options.delayMs === undefined ? {} : { delayMs: options.delayMs }),
  });
}
