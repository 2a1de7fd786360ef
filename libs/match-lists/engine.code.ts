import type { Pieces } from '#lib/matching';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTurns } from './event-loop.turn.js';

/** Libraries whose code and facts decide how words are read and what stands in the columns. */
const makers = ['geography', 'taxonomy', 'matching', 'directory', 'match-lists'];
let code: Promise<string> | undefined;

/** Hash of the code and the facts that read words and make indexes: another one after an upgrade. */
export function engineCode(): Promise<string> {
  code ??= inTurns(hashCode());
  return code;
}

/** Several hundred files of a few kB, most of them read before: to wait for each takes longer than to read it at once. */
function* hashCode(): Pieces<string> {
  const libs = fileURLToPath(new URL('..', import.meta.url));
  const hash = createHash('sha256');
  for (const name of makers) {
    const files = readdirSync(join(libs, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    yield;
    for (const file of files) {
      hash.update(file.slice(libs.length)).update(readFileSync(file));
      yield;
    }
  }
  return hash.digest('hex');
}
