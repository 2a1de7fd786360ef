import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until `check` gives something other than undefined or false, and returns it.
 * @throws Error after `withinMs`: a wait that ends silently would be a check that cannot fail
 */
export async function eventually<T>(
  what: string,
  check: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = 10_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await check();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain for: ${what}`);
    await sleep(20);
  }
}
