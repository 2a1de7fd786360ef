import { expect, it } from '@jest/globals';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from './config.js';
import { makeFolder } from './data.folder.js';
import { openStore } from './store.js';

it.each([
  ['takes none', '/proc/midlands/match', 'no folder can be made there'],
  ['is a file', 'file', 'not a folder'],
  ['lies in a file', 'file/data', 'not a folder'],
])('says so at once, and what to set, where the folder of the data %s', async (_, path, reason) => {
  const folder = await mkdtemp(join(tmpdir(), 'midlands-folder-'));
  try {
    await writeFile(join(folder, 'file'), '');
    const dataDir = path.startsWith('/') ? path : join(folder, path);
    const error: unknown = await openStore({ databaseUrl: undefined, dataDir }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain(`DATA_DIR=${dataDir}`);
    expect(String(error)).toMatch(reason);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it('makes a folder and those above it, also twice and at once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'midlands-folder-'));
  try {
    const deep = join(folder, 'a', 'b', 'c');
    await Promise.all([makeFolder(deep), makeFolder(deep)]);
    await makeFolder(deep);
    expect((await stat(deep)).isDirectory()).toBe(true);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
