import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, link, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError } from './config.js';
import { codeOf } from './data.folder.js';

const run = promisify(execFile);

export interface ClusterPlaces {
  folder: string;
  /** Where the cluster belongs. */
  data: string;
  /** The file with its password. */
  secret: string;
}

const DRAFT = 'new-';
/** No initdb takes as long: what is older was left by somebody who was killed. */
const DRAFT_MS = 600_000;

/**
 * Makes the cluster where there is none: beside its place, and puts it there whole. Whoever is killed in the middle leaves nothing that looks like one;
 * of two who make it at once the first has made it for both.
 * @param command how to run a program of the server
 * @throws ConfigError with what initdb said
 */
export async function makeCluster(
  { folder, data, secret }: ClusterPlaces,
  initdb: string,
  command: (program: string, args: string[]) => [string, string[]],
): Promise<void> {
  await removeLeftDrafts(folder);
  if (await isCluster(data)) return;
  const draft = await mkdtemp(join(folder, DRAFT));
  try {
    const password = join(draft, 'password');
    await writeFile(password, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
    await link(password, secret).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    const made = join(draft, 'cluster');
    await run(
      ...command(initdb, [
        `--pgdata=${made}`,
        '--username=midlands',
        '--auth=scram-sha-256',
        `--pwfile=${secret}`,
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--no-sync',
      ]),
    ).catch((error: unknown) => {
      throw new ConfigError(`PostgreSQL cannot make its files in ${folder}:\n${saidBy(error)}`, {
        cause: error,
      });
    });
    await putInPlace(made, data, join(draft, 'left'));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function putInPlace(made: string, data: string, left: string): Promise<void> {
  try {
    await rename(made, data);
  } catch (error) {
    if (await isCluster(data)) return;
    if (!(await exists(data))) throw error;
    // A folder without a cluster in it.
    await rename(data, left);
    await rename(made, data);
  }
}

async function removeLeftDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const draft = join(folder, name);
    if (!name.startsWith(DRAFT) || (await stat(draft)).mtimeMs > Date.now() - DRAFT_MS) continue;
    await rm(draft, { recursive: true, force: true });
  }
}

const saidBy = (error: unknown): string =>
  (error instanceof Error && 'stderr' in error && String(error.stderr).trim()) || String(error);

const isCluster = (data: string): Promise<boolean> => exists(join(data, 'PG_VERSION'));

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
