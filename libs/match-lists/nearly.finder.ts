import type { Outlook } from '#lib/matching';

/** A supplier that meets no need this far, 0 … 1, is in another trade. */
const LEAST_FIT = 0.25;

/** Whether a requirement is in a supplier's trade: one that asks for no capability is in everybody's. */
export const isInTrade = ({ fit }: Outlook): boolean => fit === null || fit >= LEAST_FIT;

const byScore = (a: Outlook, b: Outlook): number => b.score - a.score || a.requirementNo - b.requirementNo;

/**
 * Those of the requirements that a supplier fits, best score first: in its trade, or on the list of the buyer already.
 * @param listed numbers of the requirements whose list holds it
 */
export const findFitting = (outlooks: readonly Outlook[], listed: ReadonlySet<number>): Outlook[] =>
  outlooks
    .filter(
      (outlook) => outlook.blockers.length === 0 && (listed.has(outlook.requirementNo) || isInTrade(outlook)),
    )
    .sort(byScore);

/** Those of the requirements that exactly one blocker keeps a supplier from, best score first. */
export const findNearly = (outlooks: readonly Outlook[]): Outlook[] =>
  outlooks.filter((outlook) => outlook.blockers.length === 1 && isInTrade(outlook)).sort(byScore);
