import { MatchIndexHolder } from '#lib/match-lists';
import {
  type Context,
  judgeHealth,
  type PartHealth,
  queueBackend,
  QueueWatch,
  readStoreFigures,
  type StoreFigures,
} from '#lib/platform';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';
import { SearchWarming } from './search.warming.js';
import type { ServiceHealth } from './service.types.js';

export interface Readiness {
  ready: boolean;
  /** What is missing, for the operator; empty when ready. */
  reasons: string[];
}

/** What anybody may ask is worked out this often at most. */
const FRESH_MS = 5_000;

/** Whether this process can serve, and how the parts of the service do. */
@Injectable()
export class HealthService implements OnApplicationShutdown {
  private readonly queues = new QueueWatch(() =>
    queueBackend(this.runtime.config, this.runtime.databaseUrl, 1),
  );
  private kept: { at: number; parts: Promise<PartHealth[]> } | undefined;

  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly index: MatchIndexHolder,
    private readonly warming: SearchWarming,
  ) {}

  /** How each part does; kept for a moment, so that asking often costs nothing. */
  async parts(ctx: Context): Promise<PartHealth[]> {
    const now = performance.now();
    if (!this.kept || now - this.kept.at >= FRESH_MS) this.kept = { at: now, parts: this.judge(ctx) };
    return this.kept.parts;
  }

  /** How each part does, with figures, as they are now. */
  async figures(ctx: Context): Promise<ServiceHealth> {
    const [store, queues] = await Promise.all([readStoreFigures(ctx), this.queues.look().catch(() => null)]);
    const letters = this.sendsMail
      ? { lettersKept: 0 }
      : { lettersKept: store.lettersWaiting, lettersWaiting: 0, lettersOverdue: 0 };
    const parts = await this.judge(ctx, { store, queuesAnswer: queues !== null });
    return { ...store, ...letters, queues: queues ?? [], parts };
  }

  onApplicationShutdown(): Promise<void> {
    return this.queues.close();
  }

  private async judge(
    ctx: Context,
    known?: { store: StoreFigures; queuesAnswer: boolean },
  ): Promise<PartHealth[]> {
    const [reasons, figures, queuesAnswer] = await Promise.all([
      this.databaseReasons(),
      known?.store ?? readStoreFigures(ctx).catch(() => null),
      known?.queuesAnswer ?? this.queuesAnswer(),
    ]);
    return judgeHealth({
      store: figures && { ...figures, lacksMigrations: reasons.length > 0 },
      indexReady: this.index.ready,
      queuesAnswer,
      sendsMail: this.sendsMail,
    });
  }

  /** Queues in the database answer as it does; those in Redis may be away alone. */
  private async queuesAnswer(): Promise<boolean> {
    if (this.runtime.config.redisUrl === undefined) return true;
    return this.queues.look().then(
      () => true,
      () => false,
    );
  }

  /** Without a mail server letters are kept, and wait for nothing. */
  private get sendsMail(): boolean {
    return this.runtime.config.smtpUrl !== undefined;
  }

  async readiness(): Promise<Readiness> {
    const reasons = [
      ...(await this.databaseReasons()),
      ...(this.index.ready ? [] : [`the match index is loading: ${this.index.stepsLoaded} steps so far`]),
      ...(this.warming.ready || !this.index.ready ? [] : ['the first searches are being made']),
    ];
    return { ready: reasons.length === 0, reasons };
  }

  private async databaseReasons(): Promise<string[]> {
    try {
      const pending = await this.runtime.database.writer.showMigrations();
      return pending ? ['the database lacks migrations: run "npm run cli -- migrate"'] : [];
    } catch (error) {
      this.runtime.log.warn({ err: error }, 'the database does not answer');
      return ['the database does not answer'];
    }
  }
}
