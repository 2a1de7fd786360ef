import type { Choice } from '../form.fields.js';
import type { Visitor } from '../portal.js';
import type { IntroductionSide, IntroductionState, ReasonCode } from '../schema.types.js';

/** Reasons that take one click; those of the system are not for choosing. */
export const reasons: readonly Choice<ReasonCode>[] = [
  { value: 'NO_CAPACITY', text: 'No capacity' },
  { value: 'NOT_OUR_WORK', text: 'Not our kind of work' },
  { value: 'CAPABILITY_MISSING', text: 'A capability is missing' },
  { value: 'CERTIFICATE_MISSING', text: 'A certificate is missing' },
  { value: 'TOO_FAR', text: 'Too far' },
  { value: 'PRICE', text: 'Price' },
  { value: 'LEAD_TIME', text: 'Lead time' },
  { value: 'TERMS', text: 'Terms' },
  { value: 'BETTER_PLACED_SUPPLIER', text: 'Another supplier is better placed' },
  { value: 'NEED_CHANGED', text: 'The need has changed' },
  { value: 'OTHER', text: 'Another reason' },
];

/** What a list can be narrowed to: a state, or whose answer is awaited. */
export const stateItems: readonly Choice<IntroductionState | 'OVERDUE'>[] = [
  { value: 'OVERDUE', text: 'Overdue answers' },
  { value: 'SUGGESTED', text: 'Suggested' },
  { value: 'INTERESTED', text: 'Interested' },
  { value: 'INVITED', text: 'Invited' },
  { value: 'SHORTLISTED', text: 'Shortlisted' },
  { value: 'AWARDED', text: 'Awarded' },
  { value: 'DECLINED', text: 'Declined' },
  { value: 'WITHDRAWN', text: 'Withdrawn' },
  { value: 'LAPSED', text: 'Lapsed' },
];

interface Sides {
  awaiting: IntroductionSide | null;
  buyerId: string;
  buyerName: string;
  supplierId: string;
  supplierName: string;
}

/** An introduction as somebody on one side of it reads it: under the other's name. Whoever is on neither reads both. */
export function seenFrom<Given extends Sides>({ memberships }: Visitor, given: Given) {
  const isIn = (id: string): boolean => memberships.some(({ organisationId }) => organisationId === id);
  const { buyerName, supplierName } = given;
  const side: IntroductionSide | null = isIn(given.buyerId)
    ? 'BUYER'
    : isIn(given.supplierId)
      ? 'SUPPLIER'
      : null;
  const names = { BUYER: supplierName, SUPPLIER: buyerName };
  return {
    ...given,
    side,
    heading: side === null ? `${supplierName} and ${buyerName}` : names[side],
    /** Whose it is, for people who act for more than one. */
    own: side === null || memberships.length < 2 ? null : side === 'BUYER' ? buyerName : supplierName,
    waitsFor: given.awaiting && (given.awaiting === side ? 'you' : `the ${given.awaiting.toLowerCase()}`),
  };
}

/** What a page says after a step. */
export const doneMessages: Readonly<Record<string, string>> = {
  invite: 'The supplier has been invited and is told by e-mail.',
  interest: 'Your interest has been passed on to the buyer.',
  shortlist: 'The supplier is on the shortlist and is told by e-mail.',
  decline: 'Your answer has been passed on.',
  withdraw: 'It has been withdrawn.',
  award: 'The award has been recorded.',
  approve: 'The award has been approved.',
  message: 'Your message has been sent.',
};
