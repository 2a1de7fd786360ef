/** The economies that the engine's benches run on, held in memory. */
import {
  imageFromBytes,
  imageToBytes,
  IndexBuilder,
  inOrderOfNeeds,
  MatchIndex,
  type MatchIndexOptions,
  type RequirementRecord,
  type SupplierRecord,
} from '#lib/matching';
import { generateEconomy, requirementRecords, supplierRecords } from '#lib/sample';
import { capabilityTree } from '#lib/taxonomy';
import type { BenchReport } from './bench.report.js';

export const BENCH_TODAY = '2026-11-23';
/** Every business of the two regions. */
export const WHOLE_ECONOMY = 147_355;
const REQUIREMENTS = 10_000;
/** A tenth of the sample's requirements are drafts or closed: enough are made for the open ones. */
const MADE_FOR_ONE_OPEN = 1.12;
/** A prime: neighbours in the list get places far apart. */
const NEXT_PLACE = 7_919;

export interface EngineEconomy {
  index: MatchIndex;
  /** Those with the same needs follow each other, as the worker's jobs have them. */
  requirements: RequirementRecord[];
}

/** What the product builds with, but for drive times: the straight line, which needs no road graph. */
export const benchIndexOptions = (): MatchIndexOptions => ({
  capabilities: capabilityTree().nodes,
});

const economies = new Map<number, EngineEconomy>();

/** Made on first use, and shared by the sections of one run. */
export function engineEconomy(
  report: BenchReport,
  suppliers = report.options.suppliers ?? WHOLE_ECONOMY,
  requirements = report.options.requirements ?? REQUIREMENTS,
): EngineEconomy {
  let economy = economies.get(suppliers);
  if (!economy) {
    economy = makeEconomy(report, suppliers, requirements);
    economies.set(suppliers, economy);
  }
  report.note(
    `${economy.index.size.toLocaleString('en-GB')} suppliers, ${economy.requirements.length.toLocaleString('en-GB')} open requirements`,
  );
  return economy;
}

/**
 * One that nobody keeps.
 * @param distinct suppliers that are made each by itself; those beyond say what one of them says, at the place of another
 */
export function makeEconomy(
  report: BenchReport,
  suppliers: number,
  requirements: number,
  distinct = suppliers,
): EngineEconomy {
  const made = generateEconomy({
    suppliers: Math.min(suppliers, distinct),
    requirements: Math.ceil(requirements * MADE_FOR_ONE_OPEN),
    today: BENCH_TODAY,
  });
  const builder = new IndexBuilder(benchIndexOptions());
  let adding = 0;
  for (const supplier of crossed(supplierRecords(made), suppliers)) {
    const cpu = cpuMs();
    builder.add(supplier);
    adding += cpuMs() - cpu;
  }
  const cpu = cpuMs();
  const { index, longest } = finish(builder);
  report.figure('index built from records, processor time', (adding + cpuMs() - cpu) / 1000, 's');
  report.figure('longest slice of building', longest, 'ms', { atMost: 50 });
  measureImage(report, index);
  return { index, requirements: inOrderOfNeeds([...requirementRecords(made)].slice(0, requirements)) };
}

/** All of them, and then as many more as are wanted: the words of one, the place of another, a name of their own. */
function* crossed(records: Iterable<SupplierRecord>, wanted: number): Generator<SupplierRecord> {
  const known: SupplierRecord[] = [];
  let last = 0;
  for (const record of records) {
    yield record;
    known.push(record);
    last = record.no;
  }
  for (let n = known.length; n < wanted; n += 1) {
    const [words, place] = [known[n % known.length]!, known[(n * NEXT_PLACE) % known.length]!];
    last += 1;
    const id = words.id.slice(0, -12) + last.toString(16).padStart(12, '0');
    yield { ...words, no: last, id, name: `${words.name} ${last}`, sites: place.sites };
  }
}

function finish(builder: IndexBuilder): { index: MatchIndex; longest: number } {
  let longest = 0;
  for (const work = builder.finish(); ;) {
    const started = performance.now();
    const step = work.next();
    longest = Math.max(longest, performance.now() - started);
    if (step.done === true) return { index: step.value, longest };
  }
}

/** What a warm start does, but for reading the file. */
function measureImage(report: BenchReport, index: MatchIndex): void {
  const parts = imageToBytes(index.image());
  const bytes = new Uint8Array(new SharedArrayBuffer(parts.reduce((sum, { length }) => sum + length, 0)));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  const started = performance.now();
  const opened = MatchIndex.open(imageFromBytes(bytes), benchIndexOptions());
  report.figure('index opened from the bytes of its image', (performance.now() - started) / 1000, 's', {
    atMost: 2.5,
  });
  report.figure('bytes of the image', bytes.length / 1e6, 'MB');
  if (opened.size !== index.size) throw new Error('the image does not hold every supplier');
}

/** CPU time of this process in ms: what counts when other work shares the cores. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The least value that a share of all does not exceed (nearest rank); NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
