import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until `check` gives something other than undefined or false, and returns it. The time is for what never comes:
 * a machine that is shared may take half a minute over what takes a second.
 * @throws Error after `withinMs`: a wait that ends silently would be a check that cannot fail
 */
export async function eventually<T>(
  what: string,
  check: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await check();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain for: ${what}`);
    await sleep(20);
  }
}
