import { Client } from 'pg';
import type { Logger } from './logger.js';
import { FIRST_WAIT_MS, LONGEST_WAIT_MS } from './patient.client.js';

export interface ListenerOptions {
  url: string;
  /** Of NOTIFY. */
  channel: string;
  /** Shown in pg_stat_activity, and in the log when the connection is lost. */
  name: string;
  log: Logger;
  onTold: (payload: string) => void;
  /** Told when it listens again: what was said meanwhile it has not heard. */
  onBack?: () => void;
}

/**
 * Listens to a channel of the store over one connection of its own. A lost connection is opened again, one attempt at a time and each
 * later than the one before, so that a server that is just starting is not asked by all who wait for it, again and again.
 */
export class Listener {
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  private constructor(private readonly options: ListenerOptions) {}

  /** @throws Error when the store cannot be reached: only what has listened once comes back by itself */
  static async start(options: ListenerOptions): Promise<Listener> {
    const listener = new Listener(options);
    await listener.connect();
    return listener;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const { url, name, channel, onTold } = this.options;
    const client = new Client({ connectionString: url, keepAlive: true, application_name: name });
    let lost = false;
    const lose = (error?: Error): void => {
      if (lost) return;
      lost = true;
      client.end().catch(() => undefined);
      if (this.client === client) this.comeBack(error);
    };
    client.on('error', lose);
    client.on('end', lose);
    client.on('notification', ({ payload }) => onTold(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${channel}`);
      if (lost) throw new Error('The connection was lost while it was made.');
    } catch (error) {
      lose();
      throw error;
    }
    this.client = client;
    if (this.stopped) await this.stop();
  }

  private comeBack(error: Error | undefined): void {
    this.client = undefined;
    if (this.stopped) return;
    const { log, name, onBack } = this.options;
    log.warn({ err: error }, `the ${name} lost its connection`);
    const attempt = (wait: number): void => {
      if (this.stopped) return;
      this.timer = setTimeout(() => {
        this.connect().then(
          () => onBack?.(),
          () => attempt(Math.min(wait * 2, LONGEST_WAIT_MS)),
        );
      }, wait).unref();
    };
    attempt(FIRST_WAIT_MS);
  }
}
