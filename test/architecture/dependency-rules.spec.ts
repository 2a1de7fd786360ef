import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = process.cwd();

/** Each rule beside a file that breaks it. */
const offences: [rule: string, path: string, text: string][] = [
  [
    'no-cycles',
    'libs/directory/back.ts',
    `import { there } from './there.js'; export const back = () => there;`,
  ],
  ['libs-know-no-apps', 'libs/directory/app.ts', `export { app } from '../../apps/api/main.js';`],
  ['apps-know-no-other-app', 'apps/web/app.ts', `export { app } from '../api/main.js';`],
  [
    'enter-a-library-by-its-index',
    'apps/api/site.ts',
    `export { site } from '../../libs/directory/site.js';`,
  ],
  [
    'the-engine-and-the-facts-are-pure',
    'libs/matching/nest.ts',
    `export { Injectable } from '@nestjs/common';`,
  ],
  ['the-engine-and-the-facts-are-pure', 'libs/taxonomy/typeorm.ts', `export { Entity } from 'typeorm';`],
  ['the-engine-does-no-input-or-output', 'libs/matching/disk.ts', `export { readFile } from 'node:fs';`],
  ['the-engine-knows-only-facts', 'libs/matching/domain.ts', `export { directory } from '#lib/directory';`],
  [
    'the-engine-lies-in-layers',
    'libs/matching/scoring/upwards.ts',
    `export { found } from '../search/found.js';`,
  ],
  ['facts-know-only-facts', 'libs/geography/domain.ts', `export { directory } from '#lib/directory';`],
  ['the-platform-knows-no-domain', 'libs/platform/domain.ts', `export { directory } from '#lib/directory';`],
  [
    'the-portal-reaches-data-through-the-api',
    'apps/web/data.ts',
    `export { directory } from '#lib/directory';`,
  ],
  ['test-code-stays-in-tests', 'libs/platform/kit.ts', `export { kit } from './testing/index.js';`],
  ['declared-packages-only', 'libs/directory/smtp.ts', `export { SMTPServer } from 'smtp-server';`],
  ['resolvable', 'libs/directory/gone.ts', `export { gone } from './nowhere.js';`],
];

/** What the offenders lean on, and what keeps the rules. */
const innocent: Record<string, string> = {
  'apps/api/main.ts': `import { directory } from '#lib/directory'; export const app = directory;`,
  'libs/directory/index.ts': `import { taxonomy } from '#lib/taxonomy'; export const directory = taxonomy;`,
  'libs/directory/there.ts': `import { back } from './back.js'; export const there = () => back;`,
  'libs/directory/site.ts': `export const site = 1;`,
  'libs/matching/index.ts': `export { taxonomy } from '#lib/taxonomy';`,
  'libs/matching/search/found.ts': `export { shape as found } from '../model/shape.js';`,
  'libs/matching/model/shape.ts': `export const shape = 1;`,
  'libs/taxonomy/index.ts': `export const taxonomy = 1;`,
  'libs/platform/testing/index.ts': `export const kit = 1;`,
  'test/journey.spec.ts': `import { app } from '../apps/api/main.js'; console.log(app);`,
};

interface Violation {
  rule: { name: string };
  from: string;
}

let workspace: string;
let violations: Violation[];

beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'midlands-rules-'));
  await symlink(join(root, 'node_modules'), join(workspace, 'node_modules'));
  const settings = [
    '.dependency-cruiser.cjs',
    '.dependency-cruiser.tsconfig.json',
    'tsconfig.json',
    'package.json',
  ];
  for (const file of settings) await copyFile(join(root, file), join(workspace, file));
  for (const [path, text] of [
    ...Object.entries(innocent),
    ...offences.map(([, path, text]): [string, string] => [path, text]),
  ]) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  const output = await new Promise<string>((done) => {
    const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const options = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
    execFile(
      process.execPath,
      [program, ...options, 'apps', 'libs', 'test'],
      { cwd: workspace, maxBuffer: 1e8 },
      // It exits with the number of violations; what it found is in its output.
      (_error, stdout) => done(stdout),
    );
  });
  violations = (JSON.parse(output) as { summary: { violations: Violation[] } }).summary.violations;
}, 60_000);
afterAll(() => rm(workspace, { recursive: true, force: true }));

describe('the dependency rules', () => {
  it.each(offences)('%s refuses %s', (rule, path) => {
    expect(violations).toContainEqual(
      expect.objectContaining({ from: path, rule: expect.objectContaining({ name: rule }) }),
    );
  });

  it('leave the well-behaved alone', () => {
    const accused = violations.map(({ from }) => from).filter((from) => from in innocent);
    // The far end of a cycle is as much its cause as the near one.
    expect(accused.filter((from) => from !== 'libs/directory/there.ts')).toEqual([]);
  });
});
