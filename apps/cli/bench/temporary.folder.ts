import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Tries again for ten seconds: a server whose files these are ends at the same time. */
const REMOVAL =
  'read _; for _ in $(seq 50); do rm -rf "$0" 2>/dev/null; [ -e "$0" ] || exit; sleep 0.2; done';

/**
 * A new folder under the system's own for such, named `midlands-match-<name>-…`. Who asked removes it when done; when
 * this process goes before, however it goes, a shell that waits for the end of a pipe removes it.
 */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `midlands-match-${name}-`));
  if (platform() === 'win32') return folder;
  const remover = spawn('sh', ['-c', REMOVAL, folder], {
    // Of a process group of its own, which Ctrl-C does not reach.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  remover.unref();
  (remover.stdin as Socket).unref();
  return folder;
}
