import { readConfig } from '#lib/platform';
import type { Command } from 'commander';
import { CommandFailed } from './command.failure.js';

export function addHealthCommand(program: Command): void {
  program
    .command('health')
    .description('succeed when a process of the product on this machine is alive (for containers)')
    .action(async () => {
      const config = readConfig();
      const ports = [config.apiPort, config.webPort, config.workerPort].filter((port) => port > 0);
      const alive = await Promise.all(ports.map(isAlive));
      if (!alive.includes(true)) throw new CommandFailed(`Nothing answers on the ports ${ports.join(', ')}.`);
    });
}

const isAlive = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/livez`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
