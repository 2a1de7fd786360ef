import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 50;

/**
 * Waits until `check` holds, for as long as somebody is at work on it. What counts is the time in which nobody was:
 * on a busy machine work waits for its turn, and a clock would call that a failure.
 * @param isBusy whether anybody is at work, or waits for a processor to be
 * @param restMs so much rest in all, in milliseconds, and nothing will come any more
 * @throws Error when nothing came of the work
 */
export async function untilAtRest(
  what: string,
  check: () => Promise<boolean> | boolean,
  isBusy: () => Promise<boolean>,
  restMs = 30_000,
): Promise<void> {
  for (let rested = 0; !(await check()); rested += (await isBusy()) ? 0 : LOOK_MS) {
    if (rested > restMs) throw new Error(`At rest for ${restMs} ms, and still nothing of: ${what}`);
    await sleep(LOOK_MS);
  }
}

/**
 * Whether a thread of a process runs, or would if it had a processor. Where the system has no /proc it is never busy, so
 * that the clock decides there.
 */
export async function isRunning(pid: number): Promise<boolean> {
  const folder = `/proc/${pid}/task`;
  const threads = await readdir(folder).catch(() => []);
  for (const thread of threads) {
    const text = await readFile(`${folder}/${thread}/stat`, 'utf8').catch(() => '');
    // After the name, in brackets: R runs or waits for its turn, D waits for the disk.
    if (/^[RD]/.test(text.slice(text.lastIndexOf(')') + 2))) return true;
  }
  return false;
}
