import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { platform } from 'node:os';

/**
 * Runs a command of the shell once this process has gone, however it went: a shell waits for the end of a pipe that we hold.
 * A process that is killed, or is at work without a pause, could not see to it itself.
 * @param command finds its argument in `$0`
 * @returns the shell, to be killed when nothing is left to do; undefined on Windows, where there is none
 */
export function runAfterThisProcess(command: string, argument: string): ChildProcess | undefined {
  if (platform() === 'win32') return undefined;
  const shell = spawn('sh', ['-c', `read _; ${command}`, argument], {
    // Of a process group of its own, which Ctrl-C does not reach.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.unref();
  (shell.stdin as Socket).unref();
  return shell;
}
