import { createHash } from 'node:crypto';
import type { TransactionContext } from './context.js';
import { AppError } from './error.catalogue.js';
import { fail, isFailure, userError } from './result.js';

export interface IdempotentCall {
  personId: string;
  /** The caller's key. */
  key: string;
  /** What is asked for: the same key with anything else is an error. */
  input: unknown;
  /** The answer holds a secret that is shown once: it is not kept. */
  shownOnce: boolean;
}

const shape = /^[\x21-\x7e]{1,250}$/;

/**
 * Does the work once for a key: asked again with the same input, it gives the answer kept, dates included. Two calls at
 * the same time follow one another. Work that fails keeps nothing, and may be tried again. Keys are kept for a day.
 * @throws AppError BAD_INPUT for a key of another shape, or one that was used for something else
 */
export async function once<T>(
  ctx: TransactionContext,
  { personId, key, input, shownOnce }: IdempotentCall,
  work: () => Promise<T>,
): Promise<T> {
  if (!shape.test(key))
    throw new AppError('BAD_INPUT', 'An Idempotency-Key has 1 to 200 visible characters.');
  const hash = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const fresh = await ctx.query(
    `INSERT INTO idempotency_keys (person_id, key, input_hash, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (person_id, key) DO NOTHING RETURNING key`,
    [personId, key, hash, ctx.now()],
  );
  if (fresh.length === 0) {
    const [known] = await ctx.query<{ inputHash: string; answer: string | null }>(
      `SELECT input_hash AS "inputHash", answer FROM idempotency_keys WHERE person_id = $1 AND key = $2`,
      [personId, key],
    );
    if (known?.inputHash !== hash) {
      throw new AppError('BAD_INPUT', 'This Idempotency-Key was used for something else. Use a new one.');
    }
    if (known.answer !== null) return revive(known.answer) as T;
    return fail(userError('DONE_ALREADY', 'This was done, and its answer is shown only once.')) as T;
  }
  const outcome = await work();
  if (!isFailure(outcome) && !shownOnce) {
    await ctx.query(`UPDATE idempotency_keys SET answer = $3 WHERE person_id = $1 AND key = $2`, [
      personId,
      key,
      preserve(outcome),
    ]);
  }
  return outcome;
}

/** JSON that brings dates back as dates. */
function preserve(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, name, given: unknown) {
    const raw = this[name];
    return raw instanceof Date ? { $date: raw.toISOString() } : given;
  });
}

function revive(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'object' && value !== null && '$date' in value ? new Date(String(value.$date)) : value,
  );
}
