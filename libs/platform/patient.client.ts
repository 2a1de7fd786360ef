import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';

/** Between attempts to reach a server that is away, ms: each later than the one before. */
export const FIRST_WAIT_MS = 200;
export const LONGEST_WAIT_MS = 5_000;

/**
 * A class of connections that share their patience: once one of them has not reached the server, all wait before the next attempt. For those who
 * ask again at once, each for itself, as every worker of a queue does ten times a second.
 */
export function patientClient(): typeof Client {
  let [waitMs, notBefore] = [0, 0];

  async function inTime<T>(connect: () => Promise<T>): Promise<T> {
    const away = notBefore - Date.now();
    if (away > 0) await sleep(away);
    try {
      const connected = await connect();
      [waitMs, notBefore] = [0, 0];
      return connected;
    } catch (error) {
      // Those who failed together count as one.
      if (Date.now() >= notBefore) {
        waitMs = Math.min(Math.max(waitMs * 2, FIRST_WAIT_MS), LONGEST_WAIT_MS);
        notBefore = Date.now() + waitMs;
      }
      throw error;
    }
  }

  return class PatientClient extends Client {
    override connect(): Promise<Client>;
    override connect(callback: (error: Error) => void): void;
    override connect(callback?: (error: Error) => void): Promise<Client> | void {
      const connected = inTime(() => super.connect());
      if (!callback) return connected;
      // Pools hand over a callback, and take an error or nothing.
      const told = callback as (error?: Error) => void;
      connected.then(() => told(), told);
    }
  };
}
