/**
 * What buyers and suppliers of the sample made of their matches over the last weeks: who stepped forward, who was asked,
 * who said no and why, what was awarded. The same matches give the same history.
 */
import type { IntroductionAction, IntroductionSide, ReasonCode } from '#lib/introductions';
import { Random, weighted } from './random.source.js';

/** A requirement with the best of its matches. */
export interface MatchedRequirement {
  id: string;
  /** Its number: the history of a requirement rests on it. */
  no: number;
  valueGbp: number | null;
  /** Working days given for an answer. */
  replyDays: number;
  /** Suppliers may step forward only where everybody may know of it. */
  open: boolean;
  /** Its people sign in to the demonstration, and should find all sorts of things. */
  buyerSignsIn: boolean;
  /** Best first. */
  suppliers: readonly string[];
  /** Suppliers whose people sign in to the demonstration, where they do work like it: approached in any case. */
  guests: readonly string[];
}

/** One step of one introduction. */
export interface PlannedStep {
  requirementId: string;
  supplierId: string;
  /** Working days before today. */
  daysAgo: number;
  action: IntroductionAction;
  side: IntroductionSide;
  reasonCode?: ReasonCode;
  reason?: string;
  award?: { valueGbp: number; jobs: number; keepOpen: boolean };
  /** Written by the other side, or by this one, right after the step. */
  message?: { side: 'SUPPLIER' | 'BUYER'; body: string };
}

interface Move {
  action: IntroductionAction;
  side: IntroductionSide;
  reasons?: readonly (readonly [ReasonCode, string])[];
  words?: readonly string[];
  /** Written with it now and then. */
  message?: { side: 'SUPPLIER' | 'BUYER'; bodies: readonly string[] };
}

/** How an introduction went, and how long ago its last step may lie. */
interface Story {
  name: string;
  share: number;
  moves: readonly Move[];
  /** Working days since the last step; `overdue` counts from the day on which an answer was due. */
  ago: readonly [least: number, most: number];
  overdue?: boolean;
  /** Begun by a supplier, or a broker who may know of it. */
  needsOpen?: boolean;
}

const suggest: Move = {
  action: 'SUGGEST',
  side: 'BROKER',
  words: [
    'A member of ours that does this week in, week out.',
    'They told us at the last members’ evening that they have room for work like this.',
    'Across the border, and closer than it looks: worth a call.',
  ],
};
const interest: Move = {
  action: 'EXPRESS_INTEREST',
  side: 'SUPPLIER',
  words: [
    'We run parts like these every week and could start next month.',
    'Close to what we made for our last programme. Happy to quote from drawings.',
    'We have a free shift and would like to see the drawings.',
    'First articles within six weeks; reports with every lot.',
  ],
  message: {
    side: 'SUPPLIER',
    bodies: [
      'Could you tell us when the first lot would be due, and whether material is free issue?',
      'Our certificates are on our page. Is a visit before Christmas any use to you?',
    ],
  },
};
const invite: Move = {
  action: 'INVITE',
  side: 'BUYER',
  words: [
    'You came up near the top for this. Would you like to quote?',
    'We are looking for a second source and would value your answer.',
    'Please say whether this fits your plant; drawings follow on your yes.',
  ],
};
const accept: Move = {
  action: 'EXPRESS_INTEREST',
  side: 'SUPPLIER',
  words: ['Yes, please send the drawings.', 'Gladly. We can quote within a week.', 'Yes: this is our work.'],
  message: {
    side: 'BUYER',
    bodies: [
      'Thank you. Drawings are in the files of the requirement; please accept the confidentiality terms first.',
      'Good to hear. Could you confirm your lot sizes and the lead time for the first lot?',
    ],
  },
};
const shortlist: Move = {
  action: 'SHORTLIST',
  side: 'BUYER',
  words: ['A good quotation. We will visit two of you next week.', 'On our shortlist of three.'],
  message: {
    side: 'SUPPLIER',
    bodies: [
      'You are welcome any morning next week. Ask for the quality manager.',
      'We have set the machine aside until the end of the month.',
    ],
  },
};
const award: Move = { action: 'AWARD', side: 'BUYER' };
const supplierDeclines: Move = {
  action: 'DECLINE',
  side: 'SUPPLIER',
  reasons: [
    ['NO_CAPACITY', 'We are full until spring; please ask again then.'],
    ['NOT_OUR_WORK', 'The parts are larger than our machines take.'],
    ['LEAD_TIME', 'We could not hold the dates you need.'],
    ['TERMS', 'The payment terms are longer than a firm of our size can carry.'],
  ],
};
const buyerDeclines: Move = {
  action: 'DECLINE',
  side: 'BUYER',
  reasons: [
    ['BETTER_PLACED_SUPPLIER', 'Another firm has the tooling already.'],
    ['PRICE', 'Your quotation was a fifth above the others.'],
    ['CERTIFICATE_MISSING', 'Our customer asks for a certificate that you do not hold yet.'],
    ['CAPABILITY_MISSING', 'We need the treatment under the same roof.'],
  ],
};
const supplierWithdraws: Move = {
  action: 'WITHDRAW',
  side: 'SUPPLIER',
  reasons: [
    ['NO_CAPACITY', 'A long-standing customer has taken the hours we had free.'],
    ['PRICE', 'Material has risen too far for the price we gave.'],
  ],
};
const buyerWithdraws: Move = {
  action: 'WITHDRAW',
  side: 'BUYER',
  reasons: [['NEED_CHANGED', 'The design has changed; we will write a new requirement.']],
};
const lapse: Move = { action: 'LAPSE', side: 'SYSTEM', reasons: [['NO_REPLY', '']] };

const STORIES: readonly Story[] = [
  { name: 'suggested', share: 12, moves: [suggest], ago: [0, 9], needsOpen: true },
  { name: 'interested', share: 11, moves: [interest], ago: [0, 6], needsOpen: true },
  { name: 'interested, overdue', share: 4, moves: [interest], ago: [1, 3], overdue: true, needsOpen: true },
  { name: 'invited', share: 11, moves: [invite], ago: [0, 6] },
  { name: 'invited, overdue', share: 4, moves: [invite], ago: [1, 3], overdue: true },
  { name: 'shortlisted', share: 14, moves: [invite, accept, shortlist], ago: [0, 14] },
  { name: 'shortlisted of itself', share: 6, moves: [interest, shortlist], ago: [0, 14], needsOpen: true },
  { name: 'awarded', share: 9, moves: [invite, accept, shortlist, award], ago: [0, 24] },
  { name: 'awarded of itself', share: 5, moves: [interest, shortlist, award], ago: [0, 24], needsOpen: true },
  { name: 'declined by the supplier', share: 7, moves: [invite, supplierDeclines], ago: [0, 20] },
  {
    name: 'declined by the buyer',
    share: 6,
    moves: [interest, buyerDeclines],
    ago: [0, 20],
    needsOpen: true,
  },
  { name: 'declined late', share: 3, moves: [invite, accept, shortlist, buyerDeclines], ago: [0, 12] },
  {
    name: 'withdrawn by the supplier',
    share: 5,
    moves: [interest, supplierWithdraws],
    ago: [0, 20],
    needsOpen: true,
  },
  { name: 'withdrawn by the buyer', share: 4, moves: [invite, buyerWithdraws], ago: [0, 20] },
  { name: 'lapsed', share: 7, moves: [invite, lapse], ago: [0, 20] },
];
const stories = weighted(STORIES, ({ share }) => share);
const closedStories = weighted(
  STORIES.filter(({ needsOpen }) => needsOpen !== true),
  ({ share }) => share,
);

/** Requirements that nothing has happened to yet: one in so many, so that there is something to begin. */
const UNTOUCHED = 4;
/** Suppliers approached for one, out of so many best; and for one of a buyer that signs in. */
const APPROACHED = [2, 5] as const;
const APPROACHED_MOST = 8;
const AMONG = 14;
/** Awards after which the requirement goes on looking. */
const KEPT_OPEN = 0.75;
const MESSAGES = 0.35;

/** The steps of every introduction, oldest first. */
export function planHistory(requirements: readonly MatchedRequirement[], seed: number): PlannedStep[] {
  return requirements
    .flatMap((requirement) => {
      const random = new Random(seed, 'history', requirement.no);
      const { no, suppliers, buyerSignsIn } = requirement;
      const touched = (buyerSignsIn || no % UNTOUCHED !== 0) && suppliers.length >= APPROACHED[0];
      return [...(touched ? planOne(requirement, random) : []), ...planGuests(requirement, random)];
    })
    .sort((a, b) => b.daysAgo - a.daysAgo);
}

/** Those who sign in find one of each of these. */
const GUEST_STORIES = ['invited', 'interested', 'shortlisted', 'declined by the buyer'];

function planGuests(requirement: MatchedRequirement, random: Random): PlannedStep[] {
  return requirement.guests.flatMap((id) => {
    const name = GUEST_STORIES[requirement.no % GUEST_STORIES.length];
    return tell(
      STORIES.find((story) => story.name === name)!,
      requirement,
      id,
      random,
    );
  });
}

function planOne(requirement: MatchedRequirement, random: Random): PlannedStep[] {
  const others = requirement.suppliers.filter((id) => !requirement.guests.includes(id));
  // Who signs in finds half of the best still to be invited.
  const most = Math.min(APPROACHED_MOST, Math.floor(others.length / 2));
  const count = requirement.buyerSignsIn ? most : random.between(...APPROACHED);
  const approached = random.some(others.slice(0, AMONG), count);
  let awarded = false;
  return approached.flatMap((id) => {
    let story = random.draw(requirement.open ? stories : closedStories);
    // The rest of a requirement that was awarded is a history of its own.
    if (awarded && story.moves.includes(award)) story = STORIES[0]!;
    if (!requirement.open && story.needsOpen) return [];
    awarded ||= story.moves.includes(award);
    return tell(story, requirement, id, random);
  });
}

function tell(
  story: Story,
  requirement: MatchedRequirement,
  supplierId: string,
  random: Random,
): PlannedStep[] {
  const { replyDays } = requirement;
  let daysAgo = random.between(...story.ago) + (story.overdue === true ? replyDays : 0);
  const steps: PlannedStep[] = [];
  for (const move of [...story.moves].reverse()) {
    const { action, side, reasons, words, message } = move;
    const [reasonCode, why] = reasons ? random.pick(reasons) : [undefined, words ? random.pick(words) : ''];
    steps.unshift({
      requirementId: requirement.id,
      supplierId,
      daysAgo,
      action,
      side,
      ...(reasonCode ? { reasonCode } : {}),
      ...(why ? { reason: why } : {}),
      ...(message && random.chance(MESSAGES)
        ? { message: { side: message.side, body: random.pick(message.bodies) } }
        : {}),
      ...(action === 'AWARD' ? { award: awardOf(requirement, random) } : {}),
    });
    // An answer that did not come was waited for to its day; others come within it.
    daysAgo += action === 'LAPSE' ? replyDays + 1 : random.between(1, Math.max(1, replyDays - 1));
  }
  return steps;
}

function awardOf(
  { valueGbp, buyerSignsIn }: MatchedRequirement,
  random: Random,
): NonNullable<PlannedStep['award']> {
  const share = random.between(55, 110) / 100;
  const value = Math.round(((valueGbp ?? 120_000) * share) / 1_000) * 1_000;
  return {
    valueGbp: value,
    // A job for some £140,000 of work a year.
    jobs: Math.max(1, Math.round(value / 140_000)),
    keepOpen: random.chance(KEPT_OPEN) || buyerSignsIn,
  };
}
