import { DataSource, type EntityManager } from 'typeorm';
import { demandScope } from './access.js';
import { type CommittedState, StateWatch } from './committed.state.js';
import { Context, type Actor, type ContextInit, TransactionContext } from './context.js';
import type { Logger } from './logger.js';
import { isFailure } from './result.js';

export interface CallOptions {
  actor: Actor;
  requestId?: string;
  log?: ContextInit['log'];
}

/** Makes contexts, and with them the only transactions there are. */
export class UnitOfWork {
  private readonly watch: StateWatch;

  constructor(
    private readonly writer: DataSource,
    private readonly reader: DataSource,
    private readonly log: Logger,
    private readonly clock: () => Date = () => new Date(),
  ) {
    this.watch = new StateWatch(reader);
  }

  /**
   * A context that reads outside any transaction; the server refuses its writes (SQLSTATE 25006). With `look` it shares
   * what it reads with others until something is committed: for calls that are soon over.
   */
  reading(options: CallOptions & Pick<ContextInit, 'look'>): Context {
    return new Context({
      ...options,
      manager: this.reader.manager,
      log: options.log ?? this.log,
      clock: this.clock,
    });
  }

  /** A look at whether anything was committed, taken when first asked for, and the same from then on. */
  lookOnce(): () => Promise<CommittedState> {
    let state: Promise<CommittedState> | undefined;
    return () => (state ??= this.watch.look());
  }

  /**
   * Runs `work` in a transaction. It commits when `work` returns, and rolls back when it throws or returns a
   * failed Result. Given a TransactionContext, it joins that one's transaction instead of opening another.
   * @throws AppError OUT_OF_SCOPE for a token that is for reading alone: there is no other way to write
   */
  async transaction<T>(
    outer: Context | CallOptions,
    work: (ctx: TransactionContext) => Promise<T>,
  ): Promise<T> {
    if (outer instanceof TransactionContext) return work(outer);
    demandScope(outer.actor, 'WRITE');
    const runner = this.writer.createQueryRunner();
    try {
      await runner.connect();
      await runner.startTransaction();
      const ctx = this.inTransaction(outer, runner.manager);
      let outcome: T;
      try {
        outcome = await work(ctx);
      } catch (error) {
        await this.rollback(() => runner.rollbackTransaction(), error);
        throw error;
      }
      if (isFailure(outcome)) {
        await runner.rollbackTransaction();
        return outcome;
      }
      await runner.commitTransaction();
      await this.runAfterCommit(ctx);
      return outcome;
    } finally {
      await runner.release();
    }
  }

  private inTransaction(outer: Context | CallOptions, manager: EntityManager): TransactionContext {
    return new TransactionContext({
      actor: outer.actor,
      requestId: outer.requestId,
      log: outer.log ?? this.log,
      clock: outer instanceof Context ? outer.clock : this.clock,
      manager,
    });
  }

  private async rollback(action: () => Promise<void>, reason: unknown): Promise<void> {
    try {
      await action();
    } catch (error) {
      // The first failure is what the caller must see; a broken connection rolls back by itself.
      this.log.warn({ err: error, reason }, 'rollback failed');
    }
  }

  private async runAfterCommit(ctx: TransactionContext): Promise<void> {
    for (const action of ctx.afterCommit) {
      try {
        await action();
      } catch (error) {
        this.log.error({ err: error, requestId: ctx.requestId }, 'an action after commit failed');
      }
    }
  }
}
