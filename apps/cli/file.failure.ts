import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CommandFailed } from './command.failure.js';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'that is a folder, and a file is wanted',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EACCES: 'this user may not read or write it',
  EPERM: 'this user may not read or write it',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
};

/** What is wrong with a file, as its user would say it; undefined for a failure that is about no file. */
export function fileFailure(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return undefined;
  const reason = reasons[String(error.code)];
  return reason && wordsFor(String(error.path), reason);
}

/**
 * @param example what would have been right
 * @throws CommandFailed when the path leads to no file or no folder, whichever is wanted
 */
export async function demandPath(path: string, wanted: 'file' | 'folder', example: string): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    throw new CommandFailed(`${fileFailure(error) ?? String(error)}\nAn example: ${example}`);
  });
  if (wanted === 'folder' ? found.isDirectory() : !found.isDirectory()) return;
  throw new CommandFailed(`${wordsFor(path, `that is no ${wanted}`)}\nAn example: ${example}`);
}

/** npm runs commands in the folder of the project, wherever they are typed. */
const wordsFor = (path: string, reason: string): string =>
  resolve(path) === path
    ? `${path}: ${reason}.`
    : `${path}: ${reason}. It was looked for as ${resolve(path)}; give the whole path if it is elsewhere.`;
