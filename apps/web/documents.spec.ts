import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

describe('what the pages ask', () => {
  // The generator also refuses what does not fit the schema.
  it('is as `npm run generate` makes it of the documents and the schema', async () => {
    const script = fileURLToPath(new URL('../../scripts/generate.mjs', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--check']).catch(
      (error: { stdout: string; stderr: string }) => ({ stdout: error.stdout + error.stderr }),
    );
    expect(stdout).toBe('');
  });
});
