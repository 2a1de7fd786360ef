import type { Outlook } from '#lib/matching';

/** A supplier that meets no need this far, 0 … 1, is in another trade. */
const LEAST_FIT = 0.25;

/** Whether a requirement is in a supplier's trade: one that asks for no capability is in everybody's. */
export const isInTrade = ({ fit }: Outlook): boolean => fit === null || fit >= LEAST_FIT;

/** Those of the requirements that exactly one blocker keeps a supplier from, best score first. */
export const findNearly = (outlooks: readonly Outlook[]): Outlook[] =>
  outlooks
    .filter((outlook) => outlook.blockers.length === 1 && isInTrade(outlook))
    .sort((a, b) => b.score - a.score || a.requirementNo - b.requirementNo);
