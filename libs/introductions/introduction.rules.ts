/** Introductions as a state machine: who may move what to what, whose turn it is, and what both sides then know. */

export const INTRODUCTION_STATES = [
  'SUGGESTED',
  'INTERESTED',
  'INVITED',
  'SHORTLISTED',
  'AWARDED',
  'DECLINED',
  'WITHDRAWN',
  'LAPSED',
] as const;
export type IntroductionState = (typeof INTRODUCTION_STATES)[number];

/** On whose behalf a step is taken. A broker is an officer, or a cluster body the supplier belongs to. */
export type IntroductionSide = 'SUPPLIER' | 'BUYER' | 'BROKER' | 'SYSTEM';

export type IntroductionAction =
  | 'SUGGEST'
  | 'EXPRESS_INTEREST'
  | 'INVITE'
  | 'SHORTLIST'
  | 'DECLINE'
  | 'WITHDRAW'
  | 'AWARD'
  | 'LAPSE'
  | 'CLOSE';

/** Reasons that take one click. Those of the system are not for choosing. */
export const REASON_CODES = [
  'NO_CAPACITY',
  'NOT_OUR_WORK',
  'CAPABILITY_MISSING',
  'CERTIFICATE_MISSING',
  'TOO_FAR',
  'PRICE',
  'LEAD_TIME',
  'TERMS',
  'BETTER_PLACED_SUPPLIER',
  'NEED_CHANGED',
  'OTHER',
  'AWARDED_ELSEWHERE',
  'REQUIREMENT_CLOSED',
  'NO_REPLY',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

interface Move {
  action: IntroductionAction;
  side: IntroductionSide;
  /** Null stands for no introduction yet. */
  from: readonly (IntroductionState | null)[];
  to: IntroductionState;
}

const open: readonly IntroductionState[] = ['SUGGESTED', 'INTERESTED', 'INVITED', 'SHORTLISTED'];

/** Every move there is. What no row names cannot be done. */
const moves: readonly Move[] = [
  { action: 'SUGGEST', side: 'BROKER', from: [null], to: 'SUGGESTED' },
  {
    action: 'EXPRESS_INTEREST',
    side: 'SUPPLIER',
    from: [null, 'SUGGESTED', 'INVITED', 'LAPSED', 'WITHDRAWN'],
    to: 'INTERESTED',
  },
  { action: 'INVITE', side: 'BUYER', from: [null, 'SUGGESTED', 'LAPSED', 'WITHDRAWN'], to: 'INVITED' },
  { action: 'SHORTLIST', side: 'BUYER', from: ['INTERESTED', 'INVITED'], to: 'SHORTLISTED' },
  { action: 'AWARD', side: 'BUYER', from: ['SHORTLISTED'], to: 'AWARDED' },
  { action: 'DECLINE', side: 'SUPPLIER', from: ['SUGGESTED', 'INVITED'], to: 'DECLINED' },
  { action: 'DECLINE', side: 'BUYER', from: ['SUGGESTED', 'INTERESTED', 'SHORTLISTED'], to: 'DECLINED' },
  { action: 'WITHDRAW', side: 'SUPPLIER', from: ['INTERESTED', 'SHORTLISTED'], to: 'WITHDRAWN' },
  { action: 'WITHDRAW', side: 'BUYER', from: ['INVITED'], to: 'WITHDRAWN' },
  { action: 'LAPSE', side: 'SYSTEM', from: ['INTERESTED', 'INVITED'], to: 'LAPSED' },
  { action: 'CLOSE', side: 'BUYER', from: open, to: 'DECLINED' },
];

/** Whether an introduction still waits for something. */
export const isOpen = (state: IntroductionState): boolean => open.includes(state);
export const OPEN_STATES = open;

/** Where a step leads; undefined when this side cannot take it from there. */
export const destination = (
  action: IntroductionAction,
  side: IntroductionSide,
  from: IntroductionState | null,
): IntroductionState | undefined =>
  moves.find((move) => move.action === action && move.side === side && move.from.includes(from))?.to;

/** Steps a side may take from a state, in the order in which they are usually wanted. */
export const stepsOf = (side: IntroductionSide, from: IntroductionState | null): IntroductionAction[] =>
  moves
    .filter((move) => move.side === side && move.from.includes(from) && move.action !== 'CLOSE')
    .map(({ action }) => action);

/** Who must answer: an invitation waits for the supplier, an expression of interest for the buyer. */
export function awaitedSide(state: IntroductionState): 'SUPPLIER' | 'BUYER' | null {
  switch (state) {
    case 'INVITED':
      return 'SUPPLIER';
    case 'INTERESTED':
      return 'BUYER';
    case 'SUGGESTED':
    case 'SHORTLISTED':
    case 'AWARDED':
    case 'DECLINED':
    case 'WITHDRAWN':
    case 'LAPSED':
      return null;
  }
}

/** What a step says about the wishes and answers of the two sides. */
export interface StepEffects {
  supplierAgrees: boolean;
  buyerAgrees: boolean;
  /** The supplier's answer to an invitation. */
  supplierReplies: boolean;
  /** The buyer's answer to an expression of interest. */
  buyerReplies: boolean;
  /** An invitation is given, and the wait for its answer begins afresh. */
  invites: boolean;
  /** Interest is expressed, and the wait for its answer begins afresh. */
  interests: boolean;
}

export function effectsOf(
  action: IntroductionAction,
  side: IntroductionSide,
  from: IntroductionState | null,
): StepEffects {
  const bySupplier = side === 'SUPPLIER';
  return {
    supplierAgrees: action === 'EXPRESS_INTEREST',
    buyerAgrees: action === 'INVITE' || action === 'SHORTLIST',
    supplierReplies: bySupplier && from === 'INVITED',
    buyerReplies: side === 'BUYER' && from === 'INTERESTED',
    invites: action === 'INVITE',
    interests: action === 'EXPRESS_INTEREST',
  };
}

/** Contact details are for sides that both agreed, while neither has turned away. */
export const contactsRevealed = (facts: {
  state: IntroductionState;
  supplierAgreedAt: Date | null;
  buyerAgreedAt: Date | null;
}): boolean =>
  facts.supplierAgreedAt !== null &&
  facts.buyerAgreedAt !== null &&
  (isOpen(facts.state) || facts.state === 'AWARDED');

/** Why a step cannot be taken, in a sentence for who tried it. */
export function refusalOf(action: IntroductionAction, from: IntroductionState | null): string {
  if (action === 'INVITE' && from === 'INTERESTED') {
    return 'This supplier has expressed interest already. Shortlist it, or decline.';
  }
  if (action === 'AWARD' && from !== null && isOpen(from)) return 'Shortlist the supplier first.';
  if (action === 'WITHDRAW' && from !== null && isOpen(from))
    return 'It waits for your answer: decline it instead.';
  if (action === 'DECLINE' && from !== null && isOpen(from)) return 'It is yours: withdraw it instead.';
  const stands = from === null ? 'has not begun' : `is ${from.toLowerCase()} already`;
  return `This cannot be done now: the introduction ${stands}.`;
}
