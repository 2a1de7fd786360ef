import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isRunning, untilAtRest } from './busy.watch.js';

describe('a wait that follows the work', () => {
  const never = (): boolean => false;

  it('ends in vain once nobody has been at work for long enough', async () => {
    await expect(untilAtRest('a letter', never, () => Promise.resolve(false), 100)).rejects.toThrow(
      'At rest for 100 ms, and still nothing of: a letter',
    );
  });

  it('goes on for as long as somebody is', async () => {
    let looks = 0;
    await untilAtRest(
      'a letter',
      () => (looks += 1) > 10,
      () => Promise.resolve(true),
      100,
    );
    expect(looks).toBe(11);
  });

  it('knows a process that works from one that waits, and from one that has ended', async () => {
    const start = (script: string) => spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
    const working = start('for (;;);');
    const busy = (): Promise<boolean> => Promise.resolve(true);
    await untilAtRest('work', () => isRunning(working.pid!), busy);
    working.kill('SIGKILL');
    await once(working, 'exit');
    expect(await isRunning(working.pid!)).toBe(false);
    const waiting = start('setTimeout(() => {}, 60_000)');
    await untilAtRest('rest', async () => !(await isRunning(waiting.pid!)), busy);
    waiting.kill('SIGKILL');
  });
});
