/** How many requirements are split into jobs. */

/** Requirements in one job: small enough to finish soon, large enough that jobs cost little beside what they do. */
export const CHUNK_LEAST = 100;
/** Jobs that a full re-match is split into, at most: steps enough to watch. */
const JOBS_MOST = 25;

export function chunks(ids: readonly string[]): string[][] {
  const size = Math.max(CHUNK_LEAST, Math.ceil(ids.length / JOBS_MOST));
  const parts: string[][] = [];
  for (let at = 0; at < ids.length; at += size) parts.push(ids.slice(at, at + size));
  return parts;
}

/**
 * Requirements in the order of their needs as jobs of two lanes, each half a lane. The lanes take turns: with a few jobs under way, each
 * of two threads goes on where it ended.
 */
export function inLanes(ids: readonly string[]): { requirementIds: string[]; lane: number }[] {
  const parts = chunks(ids);
  const half = Math.ceil(parts.length / 2);
  return parts.map((_, at) => {
    const lane = at % 2;
    return { requirementIds: parts[lane * half + (at >>> 1)]!, lane };
  });
}
