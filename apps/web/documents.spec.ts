import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

describe('what the pages ask', () => {
  // The generator also refuses what does not fit the schema.
  it('is as `npm run generate` makes it of the documents and the schema', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['scripts/generate.mjs', '--check']).catch(
      (error: { stdout: string; stderr: string }) => ({ stdout: error.stdout + error.stderr }),
    );
    expect(stdout).toBe('');
  });
});
