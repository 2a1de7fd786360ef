/** One supplier changed: taken into the index, and matched with every standing requirement. */
import { MatchIndex, RequirementIndex } from '#lib/matching';
import type { BenchSection } from './bench.report.js';
import { benchIndexOptions, cpuMs, engineEconomy, percentile } from './engine.economy.js';

const EDITS = 1_000;
/** The first of them fill what is kept of each requirement. */
const WARMING = 300;

export const engineUpkeep: BenchSection = {
  name: 'engine-upkeep',
  describe: 'one supplier changed, against every standing requirement; and another thread that follows',
  run: (report) => {
    const { index: shared, requirements } = engineEconomy(report);
    // Goes on from here in the room behind: the other sections see nothing of what it adds.
    const index = MatchIndex.open(shared.image(), benchIndexOptions());
    const standing = new RequirementIndex(index);
    const cpu = cpuMs();
    for (const requirement of requirements) standing.upsert(requirement);
    report.figure('standing requirements made ready, processor time', (cpuMs() - cpu) / 1000, 's');
    const reader = MatchIndex.open(index.image(), benchIndexOptions());
    const times = { apply: [] as number[], match: [] as number[], follow: [] as number[] };
    const { data: nos } = index.columns.nos;
    const { size } = index;
    for (let edit = 0; edit < EDITS; edit += 1) {
      const record = index.get(nos[(edit * 487) % size]!)!;
      const changed = { ...record, summary: `${record.summary} We have moved.` };
      const started = performance.now();
      index.apply({ upsert: [changed] });
      const applied = performance.now();
      standing.matchesOf(changed.no);
      const matched = performance.now();
      reader.follow(index.image());
      if (edit < WARMING) continue;
      times.apply.push(applied - started);
      times.match.push(matched - applied);
      times.follow.push(performance.now() - matched);
    }
    report.note(`${EDITS - WARMING} changes after ${WARMING} that do not count`);
    report.figure('taken into the index, p50', percentile(times.apply, 0.5), 'ms');
    report.figure('taken into the index, p95', percentile(times.apply, 0.95), 'ms');
    report.figure('longest pause', Math.max(...times.apply), 'ms', { atMost: 50 });
    report.figure('matched, p50', percentile(times.match, 0.5), 'ms', { atMost: 1 });
    report.figure('matched, p95', percentile(times.match, 0.95), 'ms');
    report.figure('followed by another thread, p50', percentile(times.follow, 0.5), 'ms');
    return Promise.resolve();
  },
};
