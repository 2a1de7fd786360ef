import { systemActor, UnitOfWork } from '#lib/platform';
import { generateEconomy, loadEconomy, loadHistory, type LoadReport } from '#lib/sample';
import { progressBar } from './progress.bar.js';
import type { Runtime } from './runtime.js';
import type { Services } from './services.js';

/** Loads the fictional economy of the size asked for, showing progress. */
export async function loadSample(
  unitOfWork: UnitOfWork,
  services: Services,
  suppliers: number,
  today: string,
): Promise<LoadReport> {
  const bar = progressBar('Loading the sample economy (fictional)');
  const economy = generateEconomy({ suppliers, today });
  const report = await loadEconomy({ unitOfWork, ...services }, economy, ({ done, total }) =>
    bar.update(done, total),
  );
  const { created } = report;
  bar.end(
    `${created.suppliers.toLocaleString('en-GB')} suppliers, ${created.buyers} buyers, ${created.requirements} requirements`,
  );
  return report;
}

/** Works the matches of the sample as people would have over the last weeks; a second time it does nothing. */
export async function loadSampleHistory(
  { database, unitOfWork, log }: Runtime,
  services: Services,
): Promise<void> {
  const reading = unitOfWork.reading({ actor: systemActor('sample') });
  const made = await loadHistory(
    {
      unitOfWorkAt: (clock) => new UnitOfWork(database.writer, database.reader, log, clock),
      steps: services.steps,
      awards: services.awards,
      messages: services.messages,
      requirements: services.requirements,
    },
    { now: reading.now(), today: reading.today() },
  );
  if (made > 0) console.log(`Introductions of the last weeks (fictional): ${made}`);
}
