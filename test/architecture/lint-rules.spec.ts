import { describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';
import { join } from 'node:path';

const root = process.cwd();
// The rules as they are, with types of the linted files alone: a program of the whole project takes seconds to make.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: {
        projectService: false,
        project: 'test/architecture/tsconfig.json',
        // With CI=true the parser would look at the files as they are on disk, not at the text it is given.
        disallowAutomaticSingleRunInference: true,
      },
    },
  },
});

/** Names of the rules that this text breaks when it stands in this file. */
async function brokenRules(file: string, text: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath: join(root, file) });
  return result!.messages.map(({ ruleId }) => ruleId);
}

const file = 'libs/platform/result.ts';

describe('the linter', () => {
  it('lets honest code pass', async () => {
    expect(await brokenRules(file, 'export const one = (): number => 1;\n')).toEqual([]);
  }, 60_000);

  it.each([
    ['@typescript-eslint/no-explicit-any', 'export const x = (y: any): unknown => y as unknown;'],
    ['@typescript-eslint/no-floating-promises', 'export function f(): void { Promise.resolve(1); }'],
    [
      '@typescript-eslint/no-misused-promises',
      'export function f(): void { [1].forEach(async () => { await Promise.resolve(); }); }',
    ],
    [
      '@typescript-eslint/switch-exhaustiveness-check',
      `export function f(x: 'a' | 'b'): number { switch (x) { case 'a': return 1; } return 2; }`,
    ],
    ['no-restricted-syntax', 'export const home = process.env.HOME;'],
    ['no-restricted-imports', `export { InjectRepository } from '@nestjs/typeorm';`],
  ])('refuses by %s', async (rule, text) => {
    expect(await brokenRules(file, text)).toContain(rule);
  });

  it('allows the environment where it is read', async () => {
    expect(
      await brokenRules('libs/platform/config.ts', 'export const home = process.env.HOME;'),
    ).not.toContain('no-restricted-syntax');
  });
});
