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
  onChanges: (changes: Change[]) => Promise<void> | void;
}

/** Hands every change to `onChanges`, in commit order, once for this process. */
export class ChangeFollower {
  private readonly signal: ChangeSignal;
  private position: ChangePosition;

  constructor(private readonly options: FollowerOptions) {
    this.position = options.from;
    this.signal = new ChangeSignal({ ...options, drain: () => this.drain() });
  }

  start(): Promise<void> {
    return this.signal.start();
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
      const { changes, heldBack } = await readChanges(ctx, this.position, batchSize, topics);
      const last = changes.at(-1);
      if (last) {
        await onChanges(changes);
        this.position = last.position;
      }
      // What commits after this look tells of itself.
      if (changes.length < batchSize) return heldBack;
    }
  }
}
