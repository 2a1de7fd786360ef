import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import * as copyStreams from 'pg-copy-streams';
import type { TransactionContext } from './context.js';

/** Bytes on their way to the server beyond which we wait: enough that it never runs dry while we read on. */
const AHEAD_BYTES = 4 * 1024 * 1024;

/** Sends rows in COPY's text form (see `copyText`), waiting whenever the server falls behind. */
export async function copyTexts(
  client: ClientBase,
  table: string,
  texts: Iterable<string | Buffer> | AsyncIterable<string | Buffer>,
): Promise<void> {
  const stream = client.query(copyStreams.from(`COPY ${table} FROM STDIN`));
  const done = finished(stream);
  // It may fail while we are still reading: it is told where it is awaited.
  done.catch(() => undefined);
  try {
    for await (const text of texts) {
      if (text.length === 0 || stream.write(text) || stream.writableLength < AHEAD_BYTES) continue;
      await Promise.race([once(stream, 'drain'), done]);
    }
    stream.end();
  } catch (error) {
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
    await done.catch(() => undefined);
    throw error;
  }
  await done;
}

/** The connection that a transaction runs on, for COPY, which the mapper knows nothing of. */
export async function connectionOf(ctx: TransactionContext): Promise<ClientBase> {
  const runner = ctx.manager.queryRunner;
  if (!runner) throw new Error('A transaction without its connection.');
  return (await runner.connect()) as ClientBase;
}
