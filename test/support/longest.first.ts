import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';

interface Test {
  path: string;
  context: { config: { rootDir: string } };
}
type Sequencer = new (...given: unknown[]) => { sort(tests: Test[]): Test[] };

const { default: JestSequencer } = createRequire(import.meta.url)('@jest/test-sequencer') as {
  default: Sequencer;
};

/** Files that take far longer than their size says: they start processes, or wait. */
const LONGEST = [
  'apps/cli/bench/edits.spec.ts',
  'libs/platform/embedded-postgres.spec.ts',
  'test/access/access-table.spec.ts',
  'test/architecture/preparing-lock.spec.ts',
  'libs/match-lists/ranking.pool.spec.ts',
  'libs/matching/index/bound.sweep.spec.ts',
  'apps/cli/alert.command.spec.ts',
  'test/api/guide.spec.ts',
  'test/api/fuzz.spec.ts',
  'apps/web/templates.spec.ts',
  'libs/platform/listener.spec.ts',
];

/**
 * Jest's order, largest first where it has no times of an earlier run, but the longest before all others: one that came
 * last would keep one process waiting for the other.
 */
export default class LongestFirst extends JestSequencer {
  override sort(tests: Test[]): Test[] {
    const placeOf = ({ path, context: { config } }: Test): number => {
      const place = LONGEST.indexOf(relative(config.rootDir, path));
      return place < 0 ? LONGEST.length : place;
    };
    const [root] = tests.map(({ context }) => context.config.rootDir);
    const lost = root === undefined ? [] : LONGEST.filter((path) => !existsSync(join(root, path)));
    if (lost.length > 0) throw new Error(`Among the longest, but not there: ${lost.join(', ')}`);
    return super.sort(tests).sort((a, b) => placeOf(a) - placeOf(b));
  }
}
