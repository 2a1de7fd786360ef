/**
 * Disclosure control for figures that anybody may have. A count of 1 to 4 is withheld, since it may point at single
 * firms; so is every further count from which a withheld one could be worked out by adding and subtracting; what stays
 * is rounded to the nearest 5. Nought is told. The method is written up in docs/open-data.md.
 */

/** A count of firms or cases, and a sum over them. */
export interface Cell {
  count: number;
  /** Pounds, jobs: told only where the count is. */
  sum?: number;
  /** The largest single part of the sum. */
  largest?: number;
}

/** Cells of which the first is the sum of the others: positions in the list of cells. */
export type AddsUp = readonly [total: number, ...parts: number[]];

export interface ControlledCell {
  /** Null where withheld. */
  count: number | null;
  sum: number | null;
}

export const CONTROL = {
  /** Counts below this, nought apart, are withheld. */
  least: 5,
  /** What counts are rounded to. */
  base: 5,
  /** What sums are rounded to, from this many upwards. */
  sumBase: 1_000,
  /** A sum of which one part makes up more than this is withheld with its count. */
  dominance: 0.8,
} as const;

/** Which cells must be withheld, so that no sum among them gives one away. */
export function withheld(cells: readonly Cell[], sums: readonly AddsUp[]): boolean[] {
  const sensitive = cells.map(isSensitive);
  const hidden = [...sensitive];
  for (;;) {
    const given = firstGiven(cells, sensitive, hidden, sums);
    if (given === undefined) return hidden;
    const partner = cheapestPartner(given, cells, hidden, sums);
    if (partner === undefined) {
      // Nothing is left to hide it behind: all it adds up with goes, noughts too.
      const before = hidden.filter(Boolean).length;
      sums.filter((sum) => sum.includes(given)).forEach((sum) => sum.forEach((at) => (hidden[at] = true)));
      if (hidden.filter(Boolean).length === before) return hidden;
    } else hidden[partner] = true;
  }
}

/** A hidden cell that somebody could work out: exactly, or, where it is sensitive, nearly. */
function firstGiven(
  cells: readonly Cell[],
  sensitive: readonly boolean[],
  hidden: readonly boolean[],
  sums: readonly AddsUp[],
): number | undefined {
  const exactly = determined(hidden, sums).filter((at) => cells[at]!.count > 0);
  const isAlone = (at: number): boolean =>
    sums.some((sum) => sum.includes(at) && sum.every((other) => other === at || !hidden[other]));
  if (exactly.length > 0) return exactly.find(isAlone) ?? exactly[0];
  const ranges = rangesOf(cells, hidden, sums);
  const nearly = ranges.findIndex(([low, high], at) => sensitive[at]! && high - low < CONTROL.least - 1);
  return nearly < 0 ? undefined : nearly;
}

/** What each count can be for somebody who knows those that are told: whole numbers from nought up. */
function rangesOf(
  cells: readonly Cell[],
  hidden: readonly boolean[],
  sums: readonly AddsUp[],
): (readonly [number, number])[] {
  const most = cells.reduce((sum, { count }) => sum + count, 0);
  const ranges = cells.map(({ count }, at): readonly [number, number] =>
    hidden[at] ? [0, most] : [count, count],
  );
  for (let narrower = true; narrower;) {
    narrower = false;
    const narrow = (at: number, low: number, high: number): void => {
      const [from, to] = ranges[at]!;
      if (low <= from && high >= to) return;
      ranges[at] = [Math.max(low, from), Math.min(high, to)];
      narrower = true;
    };
    for (const [total, ...parts] of sums) {
      const low = parts.reduce((sum, at) => sum + ranges[at]![0], 0);
      const high = parts.reduce((sum, at) => sum + ranges[at]![1], 0);
      narrow(total, low, high);
      for (const at of parts) {
        const [from, to] = ranges[at]!;
        narrow(at, ranges[total]![0] - (high - to), ranges[total]![1] - (low - from));
      }
    }
  }
  return ranges;
}

/** Cells as anybody may have them. */
export function controlled(cells: readonly Cell[], sums: readonly AddsUp[]): ControlledCell[] {
  const hidden = withheld(cells, sums);
  return cells.map(({ count, sum }, at) =>
    hidden[at]
      ? { count: null, sum: null }
      : {
          count: rounded(count, CONTROL.base),
          sum:
            sum === undefined ? null : rounded(sum, sum >= CONTROL.sumBase ? CONTROL.sumBase : CONTROL.base),
        },
  );
}

export const rounded = (value: number, base: number): number => Math.round(value / base) * base;

const isSensitive = ({ count, sum, largest }: Cell): boolean =>
  (count > 0 && count < CONTROL.least) ||
  (sum !== undefined && largest !== undefined && sum > 0 && largest > CONTROL.dominance * sum);

/**
 * The smallest cell told so far that adds up with a given one: what costs least to hide. Where it alone is hidden in a
 * sum, in that sum; parts before totals.
 */
function cheapestPartner(
  given: number,
  cells: readonly Cell[],
  hidden: readonly boolean[],
  sums: readonly AddsUp[],
): number | undefined {
  const around = sums.filter((sum) => sum.includes(given));
  const alone = around.filter((sum) => sum.every((at) => at === given || !hidden[at]));
  const totals = new Set(sums.map(([total]) => total));
  for (const within of [alone, around]) {
    const partners = within.flat().filter((at) => !hidden[at] && cells[at]!.count > 0);
    const [first] = partners.sort(
      (a, b) => Number(totals.has(a)) - Number(totals.has(b)) || cells[a]!.count - cells[b]!.count || a - b,
    );
    if (first !== undefined) return first;
  }
  return undefined;
}

/**
 * Hidden cells that follow from the others: what all the sums together determine, by elimination. Everything that is
 * told is taken to be known exactly, which rounding makes harder still.
 */
export function determined(hidden: readonly boolean[], sums: readonly AddsUp[]): number[] {
  const unknowns = hidden.flatMap((isHidden, at) => (isHidden ? [at] : []));
  const column = new Map(unknowns.map((at, place) => [at, place]));
  const rows = sums
    .map(([total, ...parts]) => {
      const row = new Array<number>(unknowns.length).fill(0);
      const note = (at: number, sign: number): void => {
        const place = column.get(at);
        if (place !== undefined) row[place] = row[place]! + sign;
      };
      note(total, 1);
      parts.forEach((at) => note(at, -1));
      return row;
    })
    .filter((row) => row.some((value) => value !== 0));
  reduce(rows);
  return rows.flatMap((row) => {
    const places = row.flatMap((value, place) => (Math.abs(value) > 1e-9 ? [place] : []));
    return places.length === 1 ? [unknowns[places[0]!]!] : [];
  });
}

/** Reduced row echelon form, in place. */
function reduce(rows: number[][]): void {
  const width = rows[0]?.length ?? 0;
  let pivot = 0;
  for (let place = 0; place < width && pivot < rows.length; place += 1) {
    const found = rows.findIndex((row, at) => at >= pivot && Math.abs(row[place]!) > 1e-9);
    if (found < 0) continue;
    [rows[pivot], rows[found]] = [rows[found]!, rows[pivot]!];
    const lead = rows[pivot]!;
    const by = lead[place]!;
    for (let at = place; at < width; at += 1) lead[at] = lead[at]! / by;
    rows.forEach((row, at) => {
      const times = row[place]!;
      if (at === pivot || Math.abs(times) < 1e-9) return;
      for (let next = place; next < width; next += 1) row[next] = row[next]! - times * lead[next]!;
    });
    pivot += 1;
  }
}
