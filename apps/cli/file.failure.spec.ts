import { describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { CommandFailed } from './command.failure.js';
import { demandPath, fileFailure } from './file.failure.js';

const example = 'npm run cli -- import suppliers /home/ann/suppliers.csv';

describe('a path that leads nowhere', () => {
  it.each([
    ['none.csv', 'file', 'there is no such file or folder'],
    ['package.json/none.csv', 'file', 'a part of the path is a file'],
    ['docs', 'file', 'that is no file'],
    ['package.json', 'folder', 'that is no folder'],
  ] as const)(
    '%s as a %s: where it was looked for, what is wrong, and an example',
    async (path, wanted, reason) => {
      const asked = demandPath(path, wanted, example);
      await expect(asked).rejects.toThrow(CommandFailed);
      await expect(asked).rejects.toThrow(reason);
      await expect(asked).rejects.toThrow(`${process.cwd()}/${path}`);
      await expect(asked).rejects.toThrow(example);
    },
  );

  it('is told of whatever comes upon it, and other failures are left as they are', async () => {
    const failed = await writeFile('/no/such/folder.json', '').catch((error: unknown) => error);
    expect(fileFailure(failed)).toBe('/no/such/folder.json: there is no such file or folder.');
    expect(fileFailure(new Error('of another kind'))).toBeUndefined();
  });

  it('is none where there is one', async () => {
    await expect(demandPath('package.json', 'file', example)).resolves.toBeUndefined();
    await expect(demandPath('docs', 'folder', example)).resolves.toBeUndefined();
  });
});
