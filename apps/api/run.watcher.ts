import { type Context, type Run, type RunKind, RunService, watchRuns } from '#lib/platform';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';
import { LatestStream } from './latest.stream.js';

const finished = new Set<Run['state']>(['DONE', 'FAILED', 'CANCELLED']);

/** Tells subscriptions how runs get on: one listener to the database a process, however many watch. */
@Injectable()
export class RunWatcher implements OnApplicationShutdown {
  private readonly moved = new EventEmitter().setMaxListeners(0);
  private watch: Promise<{ stop: () => Promise<void> }> | undefined;

  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly runs: RunService,
  ) {}

  async start(): Promise<void> {
    const { databaseUrl, log } = this.runtime;
    this.watch ??= watchRuns(databaseUrl, log, (id) => this.moved.emit('run', id));
    await this.watch;
  }

  /** One run from now until its end. */
  follow(ctx: Context, runId: string): LatestStream<Run> {
    return new LatestStream<Run>(
      (signal) => this.onMove((id) => id === runId && signal()),
      async () => {
        const run = await this.runs.find(ctx, runId);
        return run ? { value: run, last: finished.has(run.state) } : undefined;
      },
    );
  }

  /** The latest run of a kind, and each that follows it, for as long as somebody watches. */
  followLatest(ctx: Context, kind: RunKind): LatestStream<Run> {
    return new LatestStream<Run>(
      (signal) => this.onMove(signal),
      async () => {
        const run = await this.runs.latest(ctx, kind);
        return run ? { value: run, last: false } : undefined;
      },
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await (await this.watch)?.stop();
  }

  private onMove(listener: (id: string) => unknown): () => void {
    this.moved.on('run', listener);
    return () => this.moved.off('run', listener);
  }
}
