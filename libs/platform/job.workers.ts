import type { Job, Worker } from 'bullmq';
import { DelayedError, UnrecoverableError } from 'bullmq';
import type { Logger } from './logger.js';
import type { AnyJob, JobDefinition } from './job.definition.js';
import type { JobEnvelope, QueueBackend } from './job.queues.js';
import { seldom } from './seldom.js';

export interface JobRun {
  requestId: string;
  jobId: string;
  attempt: number;
  log: Logger;
}

export interface JobHandler<P = unknown> {
  job: JobDefinition<P>;
  handle: (payload: P, run: JobRun) => Promise<unknown>;
  /** Hears that the job will not be tried again, so that whoever waits for it can be told. */
  givenUp?: (payload: P, run: JobRun) => Promise<unknown>;
}

/** Ties a handler to its job; both are typed by the one definition. */
export const handles = <P>(
  job: JobDefinition<P>,
  handle: JobHandler<P>['handle'],
  givenUp?: JobHandler<P>['givenUp'],
): JobHandler => ({ job, handle, givenUp }) as JobHandler;

/** @throws Error unless each job has exactly one handler */
export function assertComplete(jobs: readonly AnyJob[], handlers: readonly JobHandler[]): void {
  const counts = new Map(jobs.map((job) => [job.name as string, 0]));
  const problems: string[] = [];
  for (const { job } of handlers) {
    const count = counts.get(job.name);
    if (count === undefined) problems.push(`a handler serves "${job.name}", which is in no catalogue`);
    else counts.set(job.name, count + 1);
  }
  for (const [name, count] of counts) if (count !== 1) problems.push(`"${name}" has ${count} handlers`);
  if (problems.length > 0) throw new Error(`The worker cannot start: ${problems.join('; ')}.`);
}

export interface JobWorkerOptions {
  /** Jobs of one queue that run side by side; default 4. */
  concurrency?: number;
  /** Whether the store can be reached. While it cannot, a job that fails waits and has not used up a try. */
  storeAnswers?: () => Promise<boolean>;
  /** How long such a job waits, ms. */
  awayMs?: number;
}

const CONCURRENCY = 4;
const AWAY_MS = 5_000;

/** Runs jobs. Each queue gets one BullMQ worker in this process. */
export class JobWorkers {
  private readonly workers: Worker<JobEnvelope>[] = [];
  private readonly handlers: Map<string, JobHandler>;
  private readonly telling = new Set<Promise<void>>();

  constructor(
    private readonly backend: QueueBackend,
    jobs: readonly AnyJob[],
    handlers: readonly JobHandler[],
    private readonly log: Logger,
    private readonly options: JobWorkerOptions = {},
  ) {
    assertComplete(jobs, handlers);
    this.handlers = new Map(handlers.map((handler) => [handler.job.name, handler]));
  }

  async start(): Promise<void> {
    const jobs = [...this.handlers.values()].map(({ job }) => job);
    const away = seldom((leftOut, error: Error, queue: string) =>
      this.log.warn({ err: error, queue, leftOut }, 'worker connection'),
    );
    for (const name of new Set(jobs.map(({ queue }) => queue))) {
      const limits = jobs.flatMap(({ queue, sideBySide }) => (queue === name ? (sideBySide ?? []) : []));
      const worker = this.backend.worker(name, (job, token) => this.process(job, token), {
        concurrency: Math.min(this.options.concurrency ?? CONCURRENCY, ...limits),
      });
      worker.on('error', (error) => away(error, name));
      worker.on('failed', (job, error) => {
        this.log.error(
          { err: error, job: job?.name, jobId: job?.id, attempt: job?.attemptsMade },
          'job failed',
        );
        // What is to be tried again has not finished.
        if (job?.finishedOn) this.giveUp(job);
      });
      await worker.waitUntilReady();
      worker
        .run()
        .catch((error: unknown) => this.log.error({ err: error, queue: name }, 'worker loop ended'));
      this.workers.push(worker);
    }
  }

  /** Lets running jobs finish. */
  async stop(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.all(this.telling);
  }

  private giveUp(job: Job<JobEnvelope>): void {
    const handler = this.handlers.get(job.name);
    const payload = handler?.job.payload.safeParse(job.data.payload);
    if (!handler?.givenUp || !payload?.success) return;
    const run = { ...this.runOf(job), attempt: job.attemptsMade };
    const told = handler
      .givenUp(payload.data, run)
      .then(() => undefined)
      .catch((error: unknown) =>
        run.log.error({ err: error }, 'nobody could be told that a job was given up'),
      )
      .finally(() => this.telling.delete(told));
    this.telling.add(told);
  }

  private runOf(job: Job<JobEnvelope>): JobRun {
    return {
      requestId: job.data.requestId,
      jobId: job.id ?? '',
      attempt: job.attemptsMade + 1,
      log: this.log.child({ job: job.name, jobId: job.id, requestId: job.data.requestId }),
    };
  }

  private async process(job: Job<JobEnvelope>, token: string | undefined): Promise<unknown> {
    const handler = this.handlers.get(job.name);
    if (!handler) throw new UnrecoverableError(`Nothing handles a job named "${job.name}".`);
    const payload = handler.job.payload.safeParse(job.data.payload);
    if (!payload.success) throw new UnrecoverableError(`Wrong payload: ${payload.error.message}`);
    const run = this.runOf(job);
    const started = performance.now();
    const result = await handler
      .handle(payload.data, run)
      .catch((error: unknown) => this.waitForStore(job, token, error));
    run.log.info({ ms: Math.round(performance.now() - started) }, 'job done');
    return result;
  }

  /**
   * An outage of the store is no fault of a job: a restart of the server must not use up what tries it has.
   * @throws DelayedError once the job waits; else what it failed with
   */
  private async waitForStore(
    job: Job<JobEnvelope>,
    token: string | undefined,
    error: unknown,
  ): Promise<never> {
    const { storeAnswers, awayMs = AWAY_MS } = this.options;
    if (!storeAnswers || (await storeAnswers())) throw error;
    this.log.warn({ err: error, job: job.name, jobId: job.id }, 'the store is away; the job waits for it');
    await job.moveToDelayed(Date.now() + awayMs, token).catch(() => {
      // A queue that lies in the store is away with it, and gives the job out again when it is back.
      throw error;
    });
    throw new DelayedError();
  }
}
