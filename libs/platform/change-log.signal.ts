import { changeChannel } from './change-log.js';
import { Listener } from './listener.js';
import type { Logger } from './logger.js';

export interface ChangeSignalOptions {
  url: string;
  log: Logger;
  /** Polling guarantees what LISTEN only hastens: a connection can be half-open without a sign. */
  pollMs?: number;
  /**
   * Reads whatever is new, and says whether more is held back, to be looked for again soon. Never runs twice at once; a
   * signal that arrives meanwhile runs it again.
   */
  drain: () => Promise<boolean>;
}

const POLL_MS = 500;
/** What is held back waits for a transaction that is mostly over in a moment; each look after waits twice as long. */
const HELD_BACK_MS = 2;

/** Calls `drain` whenever the change log may have grown: at once by NOTIFY, at the latest at the next poll. */
export class ChangeSignal {
  private listener: Listener | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private wanted = false;
  private closed = false;
  private retryMs = 20;
  private later: NodeJS.Timeout | undefined;
  private laterMs = HELD_BACK_MS;

  constructor(private readonly options: ChangeSignalOptions) {}

  async start(): Promise<void> {
    const { url, log } = this.options;
    const wake = (): void => this.wake();
    this.listener = await Listener.start({
      url,
      log,
      channel: changeChannel,
      name: 'change log listener',
      onTold: wake,
      onBack: wake,
    });
    this.timer = setInterval(() => this.wake(), this.pollMs);
    this.wake();
  }

  /** Resolves when what has been told of so far is drained; undefined when that is so already. */
  get busy(): Promise<void> | undefined {
    return this.running;
  }

  /** Resolves when everything visible at the time of the call has been drained. */
  async catchUp(): Promise<void> {
    this.wake();
    while (this.running) await this.running;
  }

  async stop(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    clearTimeout(this.later);
    await this.listener?.stop();
    await this.running;
  }

  private wake(): void {
    if (this.closed) return;
    this.wanted = true;
    this.running ??= this.loop().finally(() => {
      this.running = undefined;
      // A signal may have come between the last look and now.
      if (this.wanted) this.wake();
    });
  }

  private get pollMs(): number {
    return this.options.pollMs ?? POLL_MS;
  }

  private lookAgainSoon(): void {
    if (this.closed) return;
    clearTimeout(this.later);
    this.later = setTimeout(() => this.wake(), this.laterMs);
    this.laterMs = Math.min(this.laterMs * 2, this.pollMs);
  }

  private async loop(): Promise<void> {
    while (this.wanted && !this.closed) {
      this.wanted = false;
      try {
        const heldBack = await this.options.drain();
        this.retryMs = 20;
        if (heldBack) this.lookAgainSoon();
        else this.laterMs = HELD_BACK_MS;
      } catch (error) {
        if (this.closed) return;
        this.options.log.error({ err: error }, 'reading the change log failed; retrying');
        await new Promise((done) => setTimeout(done, this.retryMs));
        this.retryMs = Math.min(this.retryMs * 2, 5_000);
        this.wanted = true;
      }
    }
  }
}
