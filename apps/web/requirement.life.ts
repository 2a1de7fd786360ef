import type { RequirementState } from './schema.types.js';

/** States in which a requirement looks for suppliers: while a buyer shortlists, others may still come forward. */
export const LIVE_STATES: RequirementState[] = ['OPEN', 'SHORTLISTING'];

export const isLive = (state: RequirementState): boolean => LIVE_STATES.includes(state);

/** Whether its buyer may still change what it asks for, and what comes with it. */
export const isChangeable = (state: RequirementState): boolean => state === 'DRAFT' || isLive(state);
