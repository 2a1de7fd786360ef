import { arch, cpus, platform, release, totalmem } from 'node:os';

/** A part of the benchmark: one thing measured, beside a peer where there is one. */
export interface BenchSection {
  name: string;
  /** One line for people. */
  describe: string;
  run: (report: BenchReport) => Promise<void>;
}

/** Medians of rounds in which we and the peer took turns; `ratio` above 1 means that we are faster. */
export interface Comparison {
  rounds: number;
  ours: number;
  peer: number;
  ratio: number;
  ratioRange: [number, number];
}

export interface Figure {
  section: string;
  name: string;
  value: number;
  unit: string;
  target?: number;
  met?: boolean;
}

export interface Machine {
  cpu: string;
  cores: number;
  memoryGb: number;
  system: string;
  node: string;
}

export const machine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${release()} ${arch()}`,
  node: process.version,
});

/** Answers of ours and of a peer that ought to agree do not: then no figure counts. */
export class BenchMismatch extends Error {
  override readonly name = 'BenchMismatch';
}

/** What may be asked of a run. */
export interface BenchOptions {
  /** Suppliers in the store; each section has a size of its own that keeps a whole run short. */
  suppliers?: number;
  requirements?: number;
  /** Folder that keeps a loaded store from run to run. */
  store?: string;
}

/** Prints what is measured as it comes, and keeps every figure. */
export class BenchReport {
  constructor(readonly options: BenchOptions = {}) {}

  readonly figures: Figure[] = [];
  readonly notes: { section: string; text: string }[] = [];
  /** Limits that were broken, as told to whoever ran it: each is a failure of the code on any machine. */
  readonly broken: string[] = [];
  private section = '';

  begin({ name, describe }: BenchSection): void {
    this.section = name;
    console.log(`\n${name}: ${describe}`);
  }

  /** Sizes of the data, versions, and what else a reader must know to judge the figures. */
  note(text: string): void {
    this.notes.push({ section: this.section, text });
    console.log(`  ${text}`);
  }

  /** One figure. A target is a floor, or a ceiling with `atMost`. */
  figure(
    name: string,
    value: number,
    unit: string,
    target: { atLeast?: number; atMost?: number } = {},
  ): void {
    const bound = target.atLeast ?? target.atMost;
    const met =
      (target.atLeast === undefined || value >= target.atLeast) && value <= (target.atMost ?? Infinity);
    this.figures.push({
      section: this.section,
      name,
      value,
      unit,
      ...(bound === undefined ? {} : { target: bound, met }),
    });
    const shown = value >= 100 ? Math.round(value).toLocaleString('en-GB') : value.toFixed(2);
    const wanted = target.atLeast === undefined ? 'at most' : 'at least';
    const verdict =
      bound === undefined
        ? ''
        : `  (target ${wanted} ${bound.toLocaleString('en-GB')}: ${met ? 'met' : 'NOT MET'})`;
    console.log(`  ${name}: ${shown} ${unit}${verdict}`);
  }

  /** A ratio of two of our own figures, which no machine makes greater: beyond `atMost` the whole run fails. */
  limit(name: string, ratio: number, atMost: number): void {
    this.figure(name, ratio, '×', { atMost });
    // Neither is one that could not be measured within it.
    if (!(ratio <= atMost))
      this.broken.push(`${this.section}: ${name} is ${ratio.toFixed(2)} ×, and may be ${atMost.toFixed(2)}`);
  }

  /** Figures of a comparison; `unit` is of `ours` and `peer`. */
  comparison(name: string, peer: string, result: Comparison, unit: string, atLeast?: number): void {
    this.figure(`${name}: ours`, result.ours, unit);
    this.figure(`${name}: ${peer}`, result.peer, unit);
    const [low, high] = result.ratioRange;
    this.note(`ratio by round from ${low.toFixed(2)} to ${high.toFixed(2)} over ${result.rounds} rounds`);
    this.figure(`${name}: ratio to ${peer}`, result.ratio, '×', atLeast === undefined ? {} : { atLeast });
  }

  /** @throws BenchMismatch when the answers differ */
  assertSame(what: string, ours: unknown, peer: unknown): void {
    const [mine, theirs] = [JSON.stringify(ours), JSON.stringify(peer)];
    if (mine !== theirs) throw new BenchMismatch(`${what}: ours gave ${mine}, the peer ${theirs}`);
    this.note(`${what}: the same on both sides`);
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Takes turns, ours first and then the peer, after one round of each that does not count. Both give a rate: more is
 * better.
 */
export async function takeTurns(
  rounds: number,
  ours: () => Promise<number>,
  peer: () => Promise<number>,
): Promise<Comparison> {
  const mine: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const [a, b] = [await ours(), await peer()];
    if (round === 0) continue;
    mine.push(a);
    theirs.push(b);
  }
  const ratios = mine.map((rate, round) => rate / theirs[round]!);
  return {
    rounds,
    ours: median(mine),
    peer: median(theirs),
    ratio: median(ratios),
    ratioRange: [Math.min(...ratios), Math.max(...ratios)],
  };
}
