import { loadPostcodes } from '#lib/directory';
import { PostcodeFileError, type PostcodeRow, readPostcodes } from '#lib/geography';
import { systemActor } from '#lib/platform';
import type { Command } from 'commander';
import { createReadStream } from 'node:fs';
import { CommandFailed } from './command.failure.js';
import { demandPath } from './file.failure.js';
import { type ProgressBar, progressBar } from './progress.bar.js';
import { withDatabase } from './runtime.js';

/** The commands that bring in bulk reference data. */
export function addReferenceCommands(program: Command): void {
  program
    .command('reference')
    .description('bring in bulk reference data')
    .command('load-postcodes <file>')
    .description('every postcode of the two regions (gzipped CSV): places become exact')
    .action(load);
}

async function load(path: string): Promise<void> {
  await demandPath(path, 'file', 'npm run cli -- reference load-postcodes /home/ann/postcodes.csv.gz');
  await withDatabase(async ({ unitOfWork }) => {
    const bar = progressBar('Loading postcodes');
    const started = performance.now();
    const rows = { read: 0 };
    try {
      const { postcodes, sitesPlaced } = await unitOfWork.transaction({ actor: systemActor('cli') }, (ctx) =>
        loadPostcodes(ctx, counted(readPostcodes(createReadStream(path)), rows, bar)),
      );
      const rate = rows.read / ((performance.now() - started) / 1000);
      const figure = (count: number): string => Math.round(count).toLocaleString('en-GB');
      bar.end(`${figure(postcodes)} postcodes, ${figure(sitesPlaced)} sites placed, ${figure(rate)} rows/s`);
    } catch (error) {
      bar.end('refused, nothing was changed');
      if (error instanceof PostcodeFileError) throw new CommandFailed(`${path}: ${error.message}`);
      if (isZlibError(error)) {
        throw new CommandFailed(
          `${path}: no gzip file, or one that is damaged or cut short (${error.message}). Download it again, or pack it with gzip.`,
        );
      }
      throw error;
    }
  });
}

async function* counted(
  batches: AsyncIterable<PostcodeRow[]>,
  rows: { read: number },
  bar: ProgressBar,
): AsyncGenerator<PostcodeRow[]> {
  for await (const batch of batches) {
    rows.read += batch.length;
    bar.update(rows.read, null);
    yield batch;
  }
}

/** The file is no gzip, or was cut short. */
const isZlibError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
