import { type Run, systemActor } from '#lib/platform';
import type { Command } from 'commander';
import { startWorker } from '../worker/worker.start.js';
import { withDatabase } from './runtime.js';
import { watchRun } from './run.watch.js';
import { withServices } from './services.js';

const actor = systemActor('cli');

export const rankingSummary = ({ total, report }: Run): string => {
  const counts = (report ?? {}) as { changed?: number };
  return `${(total ?? 0).toLocaleString('en-GB')} requirements ranked, ${(counts.changed ?? 0).toLocaleString('en-GB')} lists changed`;
};

export function addMatchCommand(program: Command): void {
  program
    .command('match')
    .description('rank every open requirement afresh')
    .action(() =>
      withDatabase((runtime) =>
        withServices(runtime, async ({ ranking, runs }) => {
          const { unitOfWork, url, log, config } = runtime;
          // This process works too, so that the command needs no worker beside it.
          const worker = await startWorker({ ...config, workerPort: 0 }, { databaseUrl: url, log });
          try {
            const id = await unitOfWork.transaction({ actor }, (ctx) => ranking.startFullRanking(ctx));
            await watchRun(unitOfWork, runs, id, 'Matching', rankingSummary);
          } finally {
            await worker.stop();
          }
        }),
      ),
    );
}
