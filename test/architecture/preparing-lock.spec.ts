import { eventually } from '#lib/platform/testing';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A project of its own, with our scripts and a build that writes down when it begins and ends. */
let project: string;
let running: ChildProcess[];
beforeEach(async () => {
  running = [];
  project = await mkdtemp(join(tmpdir(), 'midlands-preparing-'));
  await mkdir(join(project, 'scripts'));
  for (const script of ['prerequisites.mjs', 'preparing.lock.mjs'])
    await copyFile(join('scripts', script), join(project, 'scripts', script));
  await writeFile(join(project, 'scripts', 'build.mjs'), BUILD);
});
afterEach(async () => {
  for (const { pid } of running.filter(
    ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
  ))
    process.kill(-pid!, 'SIGKILL');
  await rm(project, { recursive: true, force: true });
});

/** Goes on for as long as there is a file `hold`, and fails where there is a file `fail`. */
const BUILD = `
  import { appendFileSync, existsSync } from 'node:fs';
  const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  appendFileSync('journal', 'begin ' + process.ppid + '\\n');
  do sleep(50); while (existsSync('hold'));
  if (existsSync('fail')) process.exit(3);
  appendFileSync('journal', 'end ' + process.ppid + '\\n');`;

interface Command {
  process: ChildProcess;
  /** All that it has printed. */
  said: () => string;
  ended: Promise<unknown>;
}

/** A command as the user gives it: it prepares, and does its own work once it has read a line. */
async function command(): Promise<Command> {
  const prepared = `
    const { prepare } = await import('./scripts/prerequisites.mjs');
    console.log('here');
    process.stdin.once('data', () => { process.stdin.destroy(); prepare(); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', prepared], {
    cwd: project,
    // A group of its own, so that its build ends with it.
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  running.push(child);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child.stdout, 'data');
  return { process: child, said: () => said, ended: once(child, 'exit').then(([code]) => code as unknown) };
}

const begin = ({ process: { stdin } }: Command): boolean => stdin!.write('\n');

const lock = () => join(project, '.preparing');
const journal = async (): Promise<string[]> =>
  (await readFile(join(project, 'journal'), 'utf8').catch(() => '')).split('\n').filter(Boolean);
const begun = (count: number) =>
  eventually('builds to begin', async () =>
    (await journal()).filter((line) => line.startsWith('begin')).length === count ? true : undefined,
  );

/** A number that no process has any more. */
async function numberOfNobody(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid!;
}

it.each([
  ['with no lock', () => undefined],
  ['past the lock of a process that has gone', numberOfNobody],
  ['past a lock older than any installation, whose number another process has', () => process.pid],
])('has commands that come at once build one at a time, %s', async (_, holder) => {
  const left = await holder();
  if (left !== undefined) {
    await writeFile(lock(), String(left));
    const anHourAgo = Date.now() / 1000 - 3_600;
    if (left === process.pid) await utimes(lock(), anHourAgo, anHourAgo);
  }
  const commands = await Promise.all(Array.from({ length: 5 }, command));

  commands.forEach(begin);

  expect(await Promise.all(commands.map(({ ended }) => ended))).toEqual(commands.map(() => 0));
  const lines = await journal();
  const order = lines.filter((_line, at) => at % 2 === 0).map((line) => line.replace('begin ', ''));
  expect(lines).toEqual(order.flatMap((pid) => [`begin ${pid}`, `end ${pid}`]));
  expect(order.sort()).toEqual(commands.map(({ process: { pid } }) => String(pid)).sort());
  await expect(readFile(lock())).rejects.toThrow('ENOENT');
});

it('tells whoever waits for whom, and lets it begin when the other has ended', async () => {
  await writeFile(join(project, 'hold'), '');
  const [first, second] = [await command(), await command()];
  begin(first);
  await begun(1);
  begin(second);

  await eventually('it to say that it waits', () => second.said().includes(`process ${first.process.pid}`));
  expect(await journal()).toEqual([`begin ${first.process.pid}`]);
  await rm(join(project, 'hold'));

  expect([await first.ended, await second.ended]).toEqual([0, 0]);
  expect(await journal()).toHaveLength(4);
  // Once, however long it waits.
  expect(second.said().match(/waiting/g)).toHaveLength(1);
});

it('leaves no lock when a build fails, and one that others pass when the command is killed', async () => {
  await writeFile(join(project, 'fail'), '');
  const failing = await command();
  begin(failing);
  expect(await failing.ended).not.toBe(0);
  await expect(readFile(lock())).rejects.toThrow('ENOENT');
  await rm(join(project, 'fail'));

  await writeFile(join(project, 'hold'), '');
  const killed = await command();
  begin(killed);
  await begun(2);
  process.kill(-killed.process.pid!, 'SIGKILL');
  await killed.ended;
  expect(await readFile(lock(), 'utf8')).toBe(String(killed.process.pid));
  await rm(join(project, 'hold'));

  const next = await command();
  begin(next);
  expect(await next.ended).toBe(0);
  expect((await journal()).at(-1)).toBe(`end ${next.process.pid}`);
});
