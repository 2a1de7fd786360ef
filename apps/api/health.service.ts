import { MatchIndexHolder } from '#lib/introductions';
import { Inject, Injectable } from '@nestjs/common';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';

export interface Readiness {
  ready: boolean;
  /** What is missing, for the operator; empty when ready. */
  reasons: string[];
}

/** Whether this process can serve. */
@Injectable()
export class HealthService {
  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly index: MatchIndexHolder,
  ) {}

  async readiness(): Promise<Readiness> {
    const reasons = [
      ...(await this.databaseReasons()),
      ...(this.index.ready ? [] : [`the match index is loading: ${this.index.stepsLoaded} steps so far`]),
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
