import { runAfterThisProcess } from '#lib/platform';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Tries again for ten seconds: a server whose files these are ends at the same time. */
const REMOVAL = 'for _ in $(seq 50); do rm -rf "$0" 2>/dev/null; [ -e "$0" ] || exit; sleep 0.2; done';

/**
 * A new folder under the system's own for such, named `midlands-match-<name>-…`. Who asked removes it when done, or this
 * process is followed by a shell that does.
 */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `midlands-match-${name}-`));
  runAfterThisProcess(REMOVAL, folder);
  return folder;
}
