import { type Run, type RunService, systemActor, type UnitOfWork } from '#lib/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandFailed } from './command.failure.js';
import { progressBar } from './progress.bar.js';

/** Shows a run's progress until it ends. */
export async function watchRun(
  unitOfWork: UnitOfWork,
  runs: RunService,
  id: string,
  label: string,
  summary: (run: Run) => string,
): Promise<Run> {
  const bar = progressBar(label);
  for (;;) {
    const run = await runs.find(unitOfWork.reading({ actor: systemActor('cli') }), id);
    if (!run) throw new CommandFailed(`There is no run ${id}.`);
    bar.update(run.done, run.total);
    if (run.state === 'DONE') {
      bar.end(summary(run));
      return run;
    }
    if (run.state === 'FAILED' || run.state === 'CANCELLED') {
      throw new CommandFailed(`${label}: ${run.state.toLowerCase()}. ${JSON.stringify(run.report)}`);
    }
    await sleep(100);
  }
}
