import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Libraries whose code and facts decide how words are read and what stands in the columns. */
const makers = ['geography', 'taxonomy', 'matching', 'directory', 'match-lists'];
let code: Promise<string> | undefined;

/** Hash of the code and the facts that read words and make indexes: another one after an upgrade. */
export function engineCode(): Promise<string> {
  code ??= hashCode();
  return code;
}

async function hashCode(): Promise<string> {
  const libs = fileURLToPath(new URL('..', import.meta.url));
  const hash = createHash('sha256');
  for (const name of makers) {
    const entries = await readdir(join(libs, name), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) hash.update(file.slice(libs.length)).update(await readFile(file));
  }
  return hash.digest('hex');
}
