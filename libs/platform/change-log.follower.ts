import type { Change, ChangePosition, ChangeTopic } from './change-log.js';
import { readChanges } from './change-log.js';
import { ChangeSignal } from './change-log.signal.js';
import { systemActor } from './context.js';
import type { Logger } from './logger.js';
import type { UnitOfWork } from './unit-of-work.js';

export interface FollowerOptions {
  url: string;
  unitOfWork: UnitOfWork;
  log: Logger;
  topics?: readonly ChangeTopic[];
  from: ChangePosition;
  batchSize?: number;
  pollMs?: number;
  /** @param upTo everything until here has been handed over, these included */
  onChanges: (changes: Change[], upTo: ChangePosition) => Promise<void> | void;
}

/**
 * Hands every change to `onChanges`, once for this process, as soon as it is committed. Those of one transaction come in
 * order; of two that overlapped, the later may come first: its change waits for no other to end. Whoever follows reads
 * what is stored now, which does not depend on that order.
 */
export class ChangeFollower {
  private readonly signal: ChangeSignal;
  private position: ChangePosition;
  /** Numbers of the entries beyond the position that have been handed over. */
  private handedOver = new Set<string>();

  constructor(private readonly options: FollowerOptions) {
    this.position = options.from;
    this.signal = new ChangeSignal({ ...options, drain: () => this.drain() });
  }

  start(): Promise<void> {
    return this.signal.start();
  }

  /** Resolves when the changes told of so far have been handed over; undefined when there are none. */
  get busy(): Promise<void> | undefined {
    return this.signal.busy;
  }

  /** Resolves when everything visible at the time of the call has been handed over. */
  catchUp(): Promise<void> {
    return this.signal.catchUp();
  }

  stop(): Promise<void> {
    return this.signal.stop();
  }

  private async drain(): Promise<boolean> {
    const { unitOfWork, batchSize = 500, topics, onChanges } = this.options;
    const ctx = unitOfWork.reading({ actor: systemActor('change follower') });
    for (;;) {
      const { changes, ahead } = await readChanges(ctx, this.position, batchSize, topics);
      const upTo = changes.at(-1)?.position ?? this.position;
      const fresh = [...changes, ...ahead].filter(({ position }) => !this.handedOver.has(position.seq));
      if (fresh.length > 0) await onChanges(fresh, upTo);
      this.position = upTo;
      for (const { position } of changes) this.handedOver.delete(position.seq);
      for (const { position } of ahead) this.handedOver.add(position.seq);
      // What commits after this look tells of itself.
      if (changes.length + ahead.length < batchSize) return false;
      // As much as is read at once is beyond the position: more is seen when an older transaction has ended.
      if (changes.length === 0) return true;
    }
  }
}
