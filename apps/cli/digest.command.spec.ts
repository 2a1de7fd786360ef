import { EconomyBuilder } from '#lib/match-lists/testing';
import { eventually, openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let db: TestDatabase;
let folder: string;
let command: ChildProcess | undefined;

beforeAll(async () => {
  db = await openTestDatabase(schema);
  folder = await mkdtemp(join(tmpdir(), 'midlands-match-preview-'));
  const economy = new EconomyBuilder(db);
  await economy.cluster('Midlands Makers', [await economy.supplier()], ['a@makers.example']);
});
afterAll(async () => {
  command?.kill();
  await db.close();
  await rm(folder, { recursive: true });
});

it('says what it waits for while the suppliers are read, then shows the digest and writes its letter', async () => {
  const said = { out: '', err: '' };
  const html = join(folder, 'letter.html');
  let ended: Promise<unknown[]> | undefined;
  await db.writing(async (blocker) => {
    await blocker.query('LOCK TABLE contract_awards IN ACCESS EXCLUSIVE MODE');
    const line = ['dist/apps/cli/main.js', 'digest', 'preview', '--cluster', 'makers', '--html', html];
    command = spawn(process.execPath, line, {
      env: { ...process.env, DATABASE_URL: db.url, DATA_DIR: folder, LOG_LEVEL: 'silent' },
    });
    command.stdout!.on('data', (piece: Buffer) => (said.out += piece.toString()));
    command.stderr!.on('data', (piece: Buffer) => (said.err += piece.toString()));
    ended = once(command, 'exit');
    await eventually('a word about the wait', () => said.err !== '');
    expect(said).toEqual({ out: '', err: expect.stringMatching(/^Reading the suppliers first/) });
  });
  expect((await ended)![0]).toBe(0);
  expect(said.out).toContain('Subject: ');
  expect(await readFile(html, 'utf8')).toContain('Midlands Makers</h1>');
}, 120_000);
