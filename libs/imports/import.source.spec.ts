import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { KEPT_FINDINGS, ReportCollector } from './import.report.js';
import { fileSource, type ImportSource } from './import.source.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imports-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function bytesOf(source: ImportSource, offset?: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of source.open(offset)) parts.push(chunk);
  return Buffer.concat(parts);
}

describe('fileSource', () => {
  const content = Buffer.from('0123456789'.repeat(70_000));

  it('reads plain and packed files from any byte, as often as asked', async () => {
    const [plain, packed] = [join(folder, 'a.csv'), join(folder, 'packed-under-any-name')];
    await writeFile(plain, content);
    await writeFile(packed, gzipSync(content));
    for (const path of [plain, packed]) {
      const source = await fileSource(path);
      for (const offset of [0, 1, 262_144, 262_145, content.length - 1, content.length]) {
        expect((await bytesOf(source, offset)).equals(content.subarray(offset))).toBe(true);
      }
    }
  });

  it('says when a packed file is cut short', async () => {
    const path = join(folder, 'cut.gz');
    await writeFile(path, gzipSync(content).subarray(0, 600));
    await expect(bytesOf(await fileSource(path))).rejects.toMatchObject({ code: 'BINARY' });
  });

  it('lets go of a file that is not read to the end', async () => {
    const path = join(folder, 'b.gz');
    await writeFile(path, gzipSync(content));
    for await (const chunk of (await fileSource(path)).open()) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    await rm(path);
  });

  it('fails for a file that is not there', async () => {
    await expect(fileSource(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('ReportCollector', () => {
  it('keeps the first findings and counts them all', () => {
    const report = new ReportCollector();
    for (let row = 1; row <= 250; row += 1) {
      const error = {
        row,
        column: 'name',
        value: 'x'.repeat(5_000),
        message: 'm',
        code: 'TOO_LONG' as const,
      };
      report.reject([error]);
      report.warn(error);
    }
    expect(report.rejected).toBe(250);
    expect(report.errors).toHaveLength(KEPT_FINDINGS);
    expect(report.errorCounts).toEqual({ TOO_LONG: 250 });
    expect(report.warningCounts).toEqual({ TOO_LONG: 250 });
    expect(report.errors[0]!.value.length).toBeLessThan(300);
  });
});
