/** Costs of three rows in turn, kept from one pair of words to the next: a list of names is gone through a word at a time. */
const rows: [Int32Array, Int32Array, Int32Array] = [
  new Int32Array(64),
  new Int32Array(64),
  new Int32Array(64),
];

/**
 * Damerau edit distance (insert, delete, change, swap neighbours; optimal string alignment) of two words,
 * or `limit + 1` where it exceeds `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  // What both begin and end with costs nothing.
  let from = 0;
  let [endA, endB] = [a.length, b.length];
  while (from < endA && from < endB && a.charCodeAt(from) === b.charCodeAt(from)) from += 1;
  while (endA > from && endB > from && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA -= 1;
    endB -= 1;
  }
  const width = endB - from;
  if (endA === from || width === 0) return Math.max(endA - from, width);
  if (rows[0].length <= width) for (const at of [0, 1, 2]) rows[at] = new Int32Array(2 * width);
  let [before, above, row] = rows;
  for (let j = 0; j <= width; j += 1) above[j] = j;
  for (let i = 1; i <= endA - from; i += 1) {
    const letter = a.charCodeAt(from + i - 1);
    const letterBefore = i > 1 ? a.charCodeAt(from + i - 2) : -1;
    let left = i;
    let best = i;
    let other = -1;
    row[0] = i;
    for (let j = 1; j <= width; j += 1) {
      const otherBefore = other;
      other = b.charCodeAt(from + j - 1);
      left = Math.min(above[j]! + 1, left + 1, above[j - 1]! + (letter === other ? 0 : 1));
      if (letter === otherBefore && letterBefore === other) left = Math.min(left, before[j - 2]! + 1);
      row[j] = left;
      if (left < best) best = left;
    }
    if (best > limit) return limit + 1;
    [before, above, row] = [above, row, before];
  }
  return Math.min(above[width]!, limit + 1);
}
