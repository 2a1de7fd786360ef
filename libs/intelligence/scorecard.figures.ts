import { type SectorCode, SECTOR_CODES } from '#lib/taxonomy';
import { type AddsUp, type Cell, CONTROL, controlled, rounded } from './disclosure.control.js';
import { type Period, quarterOf, quartersOf } from './scorecard.period.js';

export const MEASURES = ['MATCHES', 'INTRODUCTIONS', 'AWARDS', 'AWARD_VALUE_GBP', 'JOBS'] as const;
export type Measure = (typeof MEASURES)[number];

/** Matches that entered the lists of open requirements on one day of a quarter, and stand. */
export interface MatchFact {
  day: string;
  sectors: SectorCode[];
  crossRegional: boolean;
  count: number;
}
export interface IntroductionFact {
  day: string;
  sectors: SectorCode[];
  crossRegional: boolean;
}
export interface AwardFact extends IntroductionFact {
  valueGbp: number;
  jobs: number | null;
  /** Kept of an award one of whose sides has been erased: it belongs to no sector. */
  erased: boolean;
}
/** A question that has been answered, or whose due day has passed. */
export interface ReplyFact {
  day: string;
  side: 'SUPPLIER' | 'BUYER';
  answered: boolean;
}
export interface ScorecardFacts {
  matches: MatchFact[];
  introductions: IntroductionFact[];
  awards: AwardFact[];
  replies: ReplyFact[];
}

/** One measure within the regions and across; null where withheld. */
export interface Figure {
  measure: Measure;
  within: number | null;
  across: number | null;
  total: number | null;
  /** Across of the total, 0 to 1; null where there is nothing, or it is withheld. */
  crossRegionalShare: number | null;
}

export interface ScorecardRow {
  key: string;
  figures: Figure[];
}

export interface ReplyFigure {
  side: 'SUPPLIER' | 'BUYER';
  asked: number | null;
  answered: number | null;
  rate: number | null;
}

export interface Scorecard {
  period: Period;
  previous: Period;
  /** Withheld and rounded as anybody may have it. */
  controlled: boolean;
  total: Figure[];
  before: Figure[];
  bySector: ScorecardRow[];
  byQuarter: ScorecardRow[];
  replies: ReplyFigure[];
}

/** Cells of the measures that have a count of their own; value and jobs hang on the awards. */
interface Tally {
  MATCHES: Cell;
  INTRODUCTIONS: Cell;
  AWARDS: Cell;
  JOBS: Cell;
}

const emptyTally = (): Tally => ({
  MATCHES: { count: 0 },
  INTRODUCTIONS: { count: 0 },
  AWARDS: { count: 0, sum: 0, largest: 0 },
  JOBS: { count: 0, sum: 0, largest: 0 },
});

type Rows = Map<string, { within: Tally; across: Tally }>;

/** The scorecard as it is, or as anybody may have it. */
export function composeScorecard(
  facts: ScorecardFacts,
  period: Period,
  previous: Period,
  isControlled: boolean,
): Scorecard {
  const now = inPeriod(facts, period);
  const quarters = quartersOf(period);
  const byQuarter = tabulate(now, quarters, ({ day }) => [quarterOf(day)]);
  const bySector = tabulate(now, SECTOR_CODES, ({ sectors }) => sectors);
  const total = tabulate(now, ['total'], () => ['total']);
  const before = tabulate(inPeriod(facts, previous), ['total'], () => ['total']);
  const show = isControlled ? controlledRows : exactRows;
  // The quarters add up to the whole; sectors do not, since one requirement may belong to several.
  const whole = isControlled && quarters.length > 1 ? controlledWhole(total, byQuarter) : null;
  return {
    period,
    previous,
    controlled: isControlled,
    total: (whole?.total ?? show(total))[0]!.figures,
    before: show(before)[0]!.figures,
    bySector: show(bySector),
    byQuarter: whole?.parts ?? show(byQuarter),
    replies: (['SUPPLIER', 'BUYER'] as const).map((side) => replyFigure(side, now.replies, isControlled)),
  };
}

const inPeriod = (facts: ScorecardFacts, { from, until }: Period): ScorecardFacts => {
  const within = ({ day }: { day: string }): boolean => day >= from && day < until;
  return {
    matches: facts.matches.filter(within),
    introductions: facts.introductions.filter(within),
    awards: facts.awards.filter(within),
    replies: facts.replies.filter(within),
  };
};

function tabulate(
  { matches, introductions, awards }: ScorecardFacts,
  keys: readonly string[],
  keysOf: (fact: IntroductionFact) => readonly string[],
): Rows {
  const rows: Rows = new Map(keys.map((key) => [key, { within: emptyTally(), across: emptyTally() }]));
  const tallies = (fact: IntroductionFact): Tally[] =>
    [...new Set(keysOf(fact))].flatMap((key) => {
      const row = rows.get(key);
      return row ? [fact.crossRegional ? row.across : row.within] : [];
    });
  for (const fact of matches) for (const tally of tallies(fact)) tally.MATCHES.count += fact.count;
  for (const fact of introductions) for (const tally of tallies(fact)) tally.INTRODUCTIONS.count += 1;
  for (const fact of awards) {
    for (const { AWARDS, JOBS } of tallies(fact)) {
      add(AWARDS, fact.valueGbp);
      add(JOBS, fact.jobs ?? 0);
    }
  }
  return rows;
}

function add(cell: Cell, part: number): void {
  cell.count += 1;
  cell.sum = (cell.sum ?? 0) + part;
  cell.largest = Math.max(cell.largest ?? 0, part);
}

const sumOf = (a: Cell, b: Cell): Cell => ({
  count: a.count + b.count,
  ...(a.sum === undefined
    ? {}
    : { sum: a.sum + (b.sum ?? 0), largest: Math.max(a.largest ?? 0, b.largest ?? 0) }),
});

const COUNTED = ['MATCHES', 'INTRODUCTIONS', 'AWARDS', 'JOBS'] as const;

interface Shown {
  count: number | null;
  sum: number | null;
}

const exactRows = (rows: Rows): ScorecardRow[] =>
  [...rows].map(([key, { within, across }]) => ({
    key,
    figures: figuresOf((measure) =>
      [sumOf(within[measure], across[measure]), within[measure], across[measure]].map(
        ({ count, sum }): Shown => ({ count, sum: sum ?? null }),
      ),
    ),
  }));

/** Each row by itself: total = within + across. */
const controlledRows = (rows: Rows): ScorecardRow[] =>
  [...rows].map(([key, { within, across }]) => ({
    key,
    figures: figuresOf((measure) =>
      controlled([sumOf(within[measure], across[measure]), within[measure], across[measure]], [[0, 1, 2]]),
    ),
  }));

/** A whole and its parts as one table: parts add up to the whole, within and across to the total. */
function controlledWhole(whole: Rows, parts: Rows): { total: ScorecardRow[]; parts: ScorecardRow[] } {
  const rows = [...whole, ...parts];
  const sums: AddsUp[] = [
    ...rows.map((_, row): AddsUp => [3 * row, 3 * row + 1, 3 * row + 2]),
    ...[0, 1, 2].map((column): AddsUp => [column, ...[...parts].map((_, part) => 3 * (part + 1) + column)]),
  ];
  const shown = new Map(
    COUNTED.map((measure) => [
      measure,
      controlled(
        rows.flatMap(([, { within, across }]) => [
          sumOf(within[measure], across[measure]),
          within[measure],
          across[measure],
        ]),
        sums,
      ),
    ]),
  );
  const [first, ...rest] = rows.map(([key], row) => ({
    key,
    figures: figuresOf((measure) => shown.get(measure)!.slice(3 * row, 3 * row + 3)),
  }));
  return { total: [first!], parts: rest };
}

/** @param cellsOf total, within and across of a measure */
function figuresOf(cellsOf: (measure: (typeof COUNTED)[number]) => Shown[]): Figure[] {
  return MEASURES.map((measure) => {
    const isSum = measure === 'AWARD_VALUE_GBP' || measure === 'JOBS';
    const cells = cellsOf(measure === 'AWARD_VALUE_GBP' ? 'AWARDS' : measure);
    const [total, within, across] = cells.map((cell) => (isSum ? cell.sum : cell.count)) as [
      number | null,
      number | null,
      number | null,
    ];
    const crossRegionalShare =
      total && across !== null && within !== null ? across / (across + within || 1) : null;
    return { measure, within, across, total, crossRegionalShare };
  });
}

function replyFigure(
  side: ReplyFact['side'],
  replies: readonly ReplyFact[],
  isControlled: boolean,
): ReplyFigure {
  const asked = replies.filter((reply) => reply.side === side);
  const answered = asked.filter((reply) => reply.answered).length;
  if (!isControlled) {
    return { side, asked: asked.length, answered, rate: asked.length === 0 ? null : answered / asked.length };
  }
  const [all, yes] = controlled(
    [{ count: asked.length }, { count: answered }, { count: asked.length - answered }],
    [[0, 1, 2]],
  );
  const isTold = all!.count !== null && yes!.count !== null && all!.count > 0;
  return {
    side,
    asked: all!.count,
    answered: yes!.count,
    rate: isTold ? rounded((100 * answered) / asked.length, CONTROL.base) / 100 : null,
  };
}
