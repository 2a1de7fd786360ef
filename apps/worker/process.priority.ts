import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { platform } from 'node:process';

/**
 * Lets every other process go first, with all there is of this one. On Linux a priority belongs to a thread: those that
 * collect and compile for JavaScript are there before any of our code, and stay as they are when only the process is named.
 */
export function letOthersGoFirst(): void {
  const threads = platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : [0];
  for (const thread of threads) setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
}
