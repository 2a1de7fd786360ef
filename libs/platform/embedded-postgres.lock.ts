import { link, readdir, readFile, readlink, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './data.folder.js';
import { newId } from './ids.js';

const lockOf = (data: string): string => join(data, 'postmaster.pid');

/** The server that works with a cluster, by the lock in its folder; undefined when it has gone. */
export async function runningServer(data: string): Promise<{ pid: number; port: number } | undefined> {
  const text = await readFile(lockOf(data), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || !Number.isInteger(port) || port === 0) return undefined;
  return (await serves(pid, data)) ? { pid, port } : undefined;
}

/** Whether a process is the server of a cluster: another program, or another server, may have got its number. */
export async function serves(pid: number, data: string): Promise<boolean> {
  const state = await stateOf(pid);
  if (state !== 'alive') return false;
  const folder = await folderOf(pid);
  // Without /proc nobody can tell.
  return folder === undefined || folder === (await realpath(data).catch(() => data));
}

/**
 * Takes away the lock of a server that has gone when its number belongs to another program by now, as it does after a
 * restart of the machine or of a container: PostgreSQL itself would take that for a server, and refuse to start. A lock stays
 * while anything works in the folder, or when nobody can tell.
 */
export async function removeLeftLock(data: string): Promise<void> {
  const path = lockOf(data);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const pid = Number(text.split('\n')[0]);
  if ((await stateOf(pid)) !== 'alive' || (await folderOf(pid)) === undefined || (await anybodyIn(data)))
    return;
  const aside = `${path}.${newId()}`;
  try {
    await rename(path, aside);
    // Somebody who was quicker has started a server in the meantime.
    if ((await readFile(aside, 'utf8')) !== text) await link(aside, path);
    await rm(aside);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** A zombie answers signals but serves nobody; PostgreSQL waits for its end, and so do we. */
async function stateOf(pid: number): Promise<'alive' | 'zombie' | 'gone'> {
  try {
    process.kill(pid, 0);
  } catch {
    return 'gone';
  }
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return status.includes(') Z ') ? 'zombie' : 'alive';
}

/** The folder that a process works in; undefined where that cannot be seen. */
const folderOf = (pid: number): Promise<string | undefined> =>
  readlink(`/proc/${pid}/cwd`).catch(() => undefined);

/** Whether any process works in a folder: a server, or one of its parts that has outlived it. */
async function anybodyIn(data: string): Promise<boolean> {
  const folder = await realpath(data);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return (await Promise.all(pids.map((pid) => folderOf(Number(pid))))).includes(folder);
}
