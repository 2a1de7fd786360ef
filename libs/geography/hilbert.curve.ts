/** The box the curve fills: both regions with their fringe. Points outside are put on its edge. */
const SOUTH = 51.5;
const NORTH = 53.9;
const WEST = -3.4;
const EAST = 0.6;
/** Cells a side (a power of two): about 65 m north to south. */
const SIDE = 4096;

function step(value: number, from: number, to: number): number {
  return Math.min(SIDE - 1, Math.max(0, Math.floor(((value - from) / (to - from)) * SIDE)));
}

/** Place of a point along a Hilbert curve over the Midlands, 0 … 16,777,215: near in index is near on the ground. */
export function hilbertIndex(lat: number, lon: number): number {
  let x = step(lon, WEST, EAST);
  let y = step(lat, SOUTH, NORTH);
  let index = 0;
  for (let half = SIDE / 2; half > 0; half /= 2) {
    const right = (x & half) > 0 ? 1 : 0;
    const upper = (y & half) > 0 ? 1 : 0;
    index += half * half * ((3 * right) ^ upper);
    if (upper === 0) {
      if (right === 1) {
        x = SIDE - 1 - x;
        y = SIDE - 1 - y;
      }
      [x, y] = [y, x];
    }
  }
  return index;
}
