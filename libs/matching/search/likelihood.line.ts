/** Below which score a supplier that a search finds is shown as less likely. */

/** Part of the score of the best found. Below it lie half of the false friends of a short list, and one in twenty-five of the good. */
const LIKELY_SHARE = 0.45;

/**
 * The least score that is put forward as likely, from that of the best found; 0 where nothing that a supplier could show was
 * asked for. Scores differ in size from query to query, so that no fixed score parts good from bad.
 */
export const likelyFrom = (best: number, needs: number): number =>
  needs === 0 ? 0 : Math.ceil(LIKELY_SHARE * best);
