import type { ExplainedMatch } from '#lib/match-lists';
import type { RequirementState, RequirementVisibility } from '#lib/requirements';
import type { Region } from '#lib/taxonomy';
import type {
  IntroductionAction,
  IntroductionSide,
  IntroductionState,
  ReasonCode,
} from './introduction.rules.js';

export interface AwardView {
  /** Whole pounds. */
  valueGbp: number;
  jobs: number | null;
  /** ISO dates. */
  awardedOn: string;
  startsOn: string | null;
}

/** One introduction as both sides may read it. */
export interface IntroductionView {
  id: string;
  requirementId: string;
  requirementTitle: string;
  buyerId: string;
  buyerName: string;
  supplierId: string;
  supplierName: string;
  state: IntroductionState;
  reasonCode: ReasonCode | null;
  reason: string | null;
  crossRegional: boolean;
  /** ISO date by which the awaited side should answer; null when nobody is awaited. */
  dueOn: string | null;
  invitedAt: Date | null;
  supplierRepliedAt: Date | null;
  interestedAt: Date | null;
  buyerRepliedAt: Date | null;
  supplierAgreedAt: Date | null;
  buyerAgreedAt: Date | null;
  /** Present once recorded; it counts when the state is AWARDED. */
  award: AwardView | null;
  /** Who recorded an award that a second person has still to approve. */
  awardProposedBy: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface IntroductionEventView {
  id: string;
  introductionId: string;
  action: IntroductionAction;
  state: IntroductionState;
  side: IntroductionSide;
  personId: string | null;
  reasonCode: ReasonCode | null;
  reason: string | null;
  at: Date;
}

/** How a supplier stood to a requirement at one moment: kept with a decision, and never worked out again. */
export interface Standing extends Omit<ExplainedMatch, 'requirementId' | 'supplierId' | 'supplierNo'> {
  /** Place in the list that the buyer saw; null when it was not on it. */
  rank: number | null;
  engineVersion: string;
}

export interface MessageView {
  id: string;
  introductionId: string;
  side: 'SUPPLIER' | 'BUYER';
  personId: string | null;
  personName: string | null;
  body: string;
  sentAt: Date;
}

export interface Contact {
  name: string;
  email: string;
}

/** All conditions together; an absent one filters nothing. */
export interface IntroductionFilter {
  /** Either side. */
  organisationId?: string | null;
  requirementId?: string | null;
  supplierId?: string | null;
  states?: readonly IntroductionState[] | null;
  /** Only those that wait for this side's answer. */
  awaiting?: 'SUPPLIER' | 'BUYER' | null;
  /** Only those whose answer is overdue, or only those whose is not. */
  overdue?: boolean | null;
}

/** How an organisation answers those who wait for it. */
export interface ReplyRate {
  organisationId: string;
  /** Answered, or left unanswered past the due day. */
  asked: number;
  answered: number;
  /** Days from the question to the answer, the middle one; null before the first answer. */
  medianDays: number | null;
}

/** What a step needs to know of its requirement and, when there is one already, its introduction. */
export interface IntroductionFacts {
  id: string | null;
  state: IntroductionState | null;
  supplierId: string;
  supplierName: string;
  requirementId: string;
  requirementTitle: string;
  requirementState: RequirementState;
  visibility: RequirementVisibility;
  replyDays: number;
  buyerId: string;
  buyerName: string;
  twoPersonAwards: boolean;
  requirementRegion: Region | null;
  supplierRegion: Region | null;
  award: AwardView | null;
  awardProposedBy: string | null;
}
