import { childEnvironment, type Logger } from '#lib/platform';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { nodeArguments } from './node.arguments.js';

export interface Part {
  name: 'api' | 'worker' | 'web';
  environment: Record<string, string>;
}

const firstRestartMs = 250;
const longestRestartMs = 10_000;

/** Runs the product's processes and starts one again that dies, waiting longer each time it dies young. */
export class Supervisor {
  private readonly children = new Map<string, ChildProcess>();
  private stopping = false;

  constructor(
    /** Folder that holds a folder a process, each with its main.js. */
    private readonly apps: string,
    private readonly log: Logger,
  ) {}

  start(part: Part, restartMs = firstRestartMs): void {
    const child = spawn(process.execPath, [...nodeArguments, join(this.apps, part.name, 'main.js')], {
      // A child that outlives us would hold the ports: it ends when its input does.
      stdio: ['pipe', 'inherit', 'inherit'],
      env: childEnvironment({ ...part.environment, END_WITH_INPUT: '1' }),
    });
    this.children.set(part.name, child);
    const startedAt = performance.now();
    child.once('exit', (code, signal) => {
      this.children.delete(part.name);
      if (this.stopping) return;
      const lived = performance.now() - startedAt;
      const next = lived > 30_000 ? firstRestartMs : Math.min(restartMs * 2, longestRestartMs);
      this.log.error(
        { part: part.name, code, signal },
        `the ${part.name} ended; starting it again in ${restartMs} ms`,
      );
      setTimeout(() => {
        if (!this.stopping) this.start(part, next);
      }, restartMs);
    });
  }

  /** Asks every process to finish, and waits until it has; one that does not is killed after `patienceMs`. */
  async stop(patienceMs = 10_000): Promise<void> {
    this.stopping = true;
    await Promise.all(
      [...this.children.values()].map(
        (child) =>
          new Promise<void>((done) => {
            if (child.exitCode !== null || child.signalCode !== null) return done();
            const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
            child.once('exit', () => {
              clearTimeout(timer);
              done();
            });
            child.kill('SIGTERM');
          }),
      ),
    );
  }
}
