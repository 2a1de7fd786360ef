import { dayInWords } from '#lib/platform';
import type { RequirementState } from './requirement.entity.js';

/** Why a requirement may not be published yet, and where to mend it. */
export interface PublicationBlocker {
  code:
    | 'NOT_A_DRAFT'
    | 'NO_NEED'
    | 'NO_MUST'
    | 'CLOSES_IN_THE_PAST'
    | 'DELIVERY_IN_THE_PAST'
    | 'REACH_WITHOUT_PLACE';
  message: string;
  path: string[];
}

export interface PublicationFacts {
  state: RequirementState;
  needs: readonly { importance: 'must' | 'should' }[];
  closesOn: string | null;
  firstDeliveryOn: string | null;
  maxDriveMinutes: number | null;
  /** Null when neither the requirement nor its buyer has a place. */
  lat: number | null;
}

/** May this be published? Every reason why not; none means yes. `today` in ISO form. */
export function publicationBlockers(requirement: PublicationFacts, today: string): PublicationBlocker[] {
  const blockers: PublicationBlocker[] = [];
  const block = (code: PublicationBlocker['code'], message: string, ...path: string[]): void => {
    blockers.push({ code, message, path });
  };
  const { state, needs, closesOn, firstDeliveryOn, maxDriveMinutes, lat } = requirement;
  if (state !== 'DRAFT') block('NOT_A_DRAFT', 'Only a draft can be published.');
  if (needs.length === 0) block('NO_NEED', 'Say what you need: add at least one line.', 'needs');
  else if (!needs.some(({ importance }) => importance === 'must')) {
    block('NO_MUST', 'Mark at least one need as a must, or every supplier would be eligible.', 'needs');
  }
  if (closesOn !== null && closesOn < today) {
    block(
      'CLOSES_IN_THE_PAST',
      `The closing day (${dayInWords(closesOn)}) has passed. Choose a later one.`,
      'closesOn',
    );
  }
  if (firstDeliveryOn !== null && firstDeliveryOn < today) {
    const message = `The day of first delivery (${firstDeliveryOn}) has passed. Choose a later one.`;
    block('DELIVERY_IN_THE_PAST', message, 'firstDeliveryOn');
  }
  if (maxDriveMinutes !== null && lat === null) {
    const message = 'A longest drive needs a place to drive to: give the postcode of delivery.';
    block('REACH_WITHOUT_PLACE', message, 'postcode');
  }
  return blockers;
}

/** Where a requirement may go from each state. */
const moves: Readonly<Record<RequirementState, readonly RequirementState[]>> = {
  DRAFT: ['OPEN'],
  OPEN: ['SHORTLISTING', 'AWARDED', 'CLOSED', 'WITHDRAWN'],
  SHORTLISTING: ['OPEN', 'AWARDED', 'CLOSED', 'WITHDRAWN'],
  AWARDED: ['CLOSED'],
  CLOSED: [],
  WITHDRAWN: [],
};

/** Whether a requirement may move from one state to the other. */
export const mayMove = (from: RequirementState, to: RequirementState): boolean => moves[from].includes(to);

/** States in which a requirement looks for suppliers. */
export const MATCHED_STATES: readonly RequirementState[] = ['OPEN', 'SHORTLISTING'];

/** States in which a requirement has been decided on, or given up. */
export const ENDED_STATES: readonly RequirementState[] = ['AWARDED', 'CLOSED', 'WITHDRAWN'];

export const isMatched = (state: RequirementState): boolean => MATCHED_STATES.includes(state);

/** States in which what is asked for may still be changed. */
export const mayChange = (state: RequirementState): boolean => state === 'DRAFT' || isMatched(state);
