import { systemActor } from '#lib/platform';
import type { Command } from 'commander';
import { withDatabase } from './runtime.js';
import { withIndex, withServices } from './services.js';

const actor = systemActor('cli');

/** `alerts`: what suppliers and buyers are told without looking. */
export function addAlertCommands(program: Command): void {
  program
    .command('alerts')
    .description(
      'what people asked to be told: opportunities, unlocks, new suppliers, saved searches, certificates',
    )
    .command('send')
    .description(
      'tell now what the job of 06:30 would tell; each piece of news is told once, whoever is first',
    )
    .action(() =>
      withDatabase((runtime) =>
        withServices(runtime, async (services) => {
          const told = await withIndex(runtime, services, () =>
            services.alerts.tellAll((work) => runtime.unitOfWork.transaction({ actor }, work)),
          );
          const parts = Object.entries(told).map(([about, count]) => `${about} ${count}`);
          console.log(`Told: ${parts.join(', ')}. A worker that runs posts the letters.`);
        }),
      ),
    );
}
