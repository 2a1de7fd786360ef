import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError } from './config.js';

/** Makes a folder and those above it. Node's own way asks for ever where the folder above is there and takes none, as /proc does. */
export async function makeFolder(path: string): Promise<void> {
  const made = (): Promise<void> =>
    mkdir(path).catch(async (error: unknown) => {
      if (!(await isFolder(path))) throw error;
    });
  try {
    await made();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await made();
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'nothing can be written there',
  EEXIST: 'a file is in the way',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ENOENT: 'no folder can be made there',
  ENOSPC: 'the disk is full',
  EDQUOT: 'this user may use no more of the disk',
};

/** What failed for want of a folder to keep data in, as whoever chose the folder can mend it; anything else as it is. */
export function dataFolderFailure(error: unknown, dataDir: string): unknown {
  if (!(error instanceof Error) || !('path' in error)) return error;
  const reason = reasons[codeOf(error)];
  if (reason === undefined) return error;
  return new ConfigError(
    `The data cannot be kept in DATA_DIR=${dataDir} (${String(error.path)}): ${reason}. Choose a folder that can be written to, such as DATA_DIR=/srv/midlands-match.`,
    { cause: error },
  );
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
