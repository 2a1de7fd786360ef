import { type Config, ConfigError, endsWithInput, readConfig } from './config.js';
import { createLogger, type Logger } from './logger.js';
import { openStore } from './store.js';

export interface ProcessTools {
  config: Config;
  log: Logger;
  /** Connection string of the store. */
  databaseUrl: string;
}

/**
 * Runs one process of the product until it is asked to end: by SIGINT, by SIGTERM, or by the end of the supervisor that
 * holds its input open. Finishes what is under way first. A second Ctrl-C ends it at once.
 */
export async function runProcess(
  name: string,
  start: (tools: ProcessTools) => Promise<{ stop(): Promise<void> }>,
): Promise<void> {
  try {
    const config = readConfig();
    const log = createLogger(config, name);
    outliveLostFailures(log);
    const store = await openStore(config);
    const asked = untilAsked();
    const running = await start({ config, log, databaseUrl: store.url });
    const reason = await asked;
    log.info({ reason }, `${name} is finishing`);
    await running.stop();
    await store.close();
    process.exit(0);
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  }
}

let lost = 0;

/** Failures so far that nothing waited for. */
export const lostFailures = (): number => lost;

/**
 * Goes on after a failure that nothing waited for: it belongs to one request, and must not end those of everybody else.
 * It is a fault of ours all the same, logged and counted as one. What is thrown outside any promise still ends the process.
 */
export function outliveLostFailures(log: Logger): void {
  process.on('unhandledRejection', (error) => {
    lost += 1;
    log.error({ err: error }, 'a failure that nothing waited for');
  });
}

/** A terminal and npm both pass one Ctrl-C on, so the same key press may arrive twice. */
const samePressMs = 1_500;

/** Resolves with the reason when this process is asked to end. */
export function untilAsked(): Promise<string> {
  return new Promise((done) => {
    let askedAt: number | undefined;
    const ask = (reason: string): void => {
      if (reason === 'SIGINT' && askedAt !== undefined && performance.now() - askedAt > samePressMs)
        process.exit(130);
      askedAt ??= performance.now();
      done(reason);
    };
    process.on('SIGINT', () => ask('SIGINT'));
    process.on('SIGTERM', () => ask('SIGTERM'));
    if (endsWithInput()) {
      process.stdin.resume();
      process.stdin.once('close', () => ask('the supervisor has gone'));
    }
  });
}
