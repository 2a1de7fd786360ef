/** Measures of a ranked list against graded judgements. Grades run from 0 to 3; unlisted means 0. */

export type Grades = ReadonlyMap<string, number>;

const gain = (grade: number): number => 2 ** grade - 1;
const discount = (position: number): number => 1 / Math.log2(position + 2);

/** Normalised discounted cumulative gain at k with gain 2^grade − 1; 0 when nothing is relevant. */
export function ndcgAt(ranked: readonly string[], grades: Grades, k: number): number {
  const dcg = ranked.slice(0, k).reduce((sum, id, at) => sum + gain(grades.get(id) ?? 0) * discount(at), 0);
  const ideal = [...grades.values()]
    .sort((a, b) => b - a)
    .slice(0, k)
    .reduce((sum, grade, at) => sum + gain(grade) * discount(at), 0);
  return ideal > 0 ? dcg / ideal : 0;
}

/** Share of the first k places that hold a grade of at least `least`. */
export function precisionAt(ranked: readonly string[], grades: Grades, k: number, least: number): number {
  return ranked.slice(0, k).filter((id) => (grades.get(id) ?? 0) >= least).length / k;
}

/** Share of everything graded at least `least` that is among the first k; 0 when there is none. */
export function recallAt(ranked: readonly string[], grades: Grades, k: number, least: number): number {
  const wanted = [...grades.values()].filter((grade) => grade >= least).length;
  if (wanted === 0) return 0;
  return ranked.slice(0, k).filter((id) => (grades.get(id) ?? 0) >= least).length / wanted;
}

/** 1 / place of the first grade of at least `least`, 0 when there is none. */
export function reciprocalRank(ranked: readonly string[], grades: Grades, least: number): number {
  const at = ranked.findIndex((id) => (grades.get(id) ?? 0) >= least);
  return at < 0 ? 0 : 1 / (at + 1);
}

export const mean = (values: readonly number[]): number =>
  values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;

/** A small seeded generator (xorshift32): the same seed gives the same numbers, each in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Percentile bootstrap of a mean over queries: the 95 % interval, [0, 0] of nothing. */
export const bootstrapInterval = (
  values: readonly number[],
  rounds = 2000,
  seed = 20250326,
): [number, number] => bootstrapIntervalOf(values, mean, rounds, seed);

/** The same of any figure, from the items it is made of. */
export function bootstrapIntervalOf<T>(
  items: readonly T[],
  figure: (drawn: readonly T[]) => number,
  rounds = 2000,
  seed = 20250326,
): [number, number] {
  if (items.length === 0) return [0, 0];
  const random = seededRandom(seed);
  const figures = Array.from({ length: rounds }, () =>
    figure(items.map(() => items[Math.floor(random() * items.length)]!)),
  ).sort((a, b) => a - b);
  return [figures[Math.floor(rounds * 0.025)]!, figures[Math.ceil(rounds * 0.975) - 1]!];
}
