import type { BlockerCode } from '#lib/matching';
import type { Region } from '#lib/taxonomy';

/** A requirement as digests tell of it. */
export interface DigestRequirement {
  id: string;
  title: string;
  buyerId: string;
  buyerName: string;
  region: Region | null;
  valueGbp: number | null;
  closesOn: string | null;
}

export interface DigestMember {
  id: string;
  name: string;
  region: Region | null;
}

/** A member that has newly matched a requirement. */
export interface DigestMatch {
  member: DigestMember;
  /** 1 is the best. */
  rank: number;
  /** 0 … 1. */
  score: number;
  crossRegional: boolean;
  /** Why it fits, a sentence; null below the best few of a requirement. */
  reason: string | null;
}

/** New matches of one requirement, best first. */
export interface DigestMatchGroup {
  requirement: DigestRequirement;
  matches: DigestMatch[];
}

/** A member in one region that fits a buyer in the other. */
export interface DigestHighlight extends DigestMatch {
  requirement: DigestRequirement;
}

/** Members that one and the same step keeps from requirements they would otherwise fit. */
export interface DigestStep {
  code: BlockerCode;
  subject: string | null;
  /** "Seven members lack only AS9100." */
  sentence: string;
  members: DigestMember[];
  requirements: DigestRequirement[];
  /** Which member the step keeps from which requirement: places in the two lists. */
  pairs: [member: number, requirement: number][];
  /** Value of the requirements a year, where stated. */
  valueGbp: number;
}

/** A requirement that members fit and that closes soon. */
export interface DigestClosing {
  requirement: DigestRequirement;
  /** Members on its list, best first. */
  members: DigestMember[];
}

/** Something that happened, or did not, between a member and a buyer. */
export interface DigestHappening {
  /** Of the introduction. */
  introductionId: string;
  /** ISO: when it happened, or when an answer was due. */
  at: string;
  kind: 'MOVED' | 'AWARDED' | 'OVERDUE';
  /** What the introduction came to, or what waits for an answer. */
  state: string;
  sentence: string;
  requirement: DigestRequirement;
  member: DigestMember;
  /** Pounds, of an award. */
  valueGbp: number | null;
}

/** Requirements of the sectors of a cluster body that lack a supplier for the same reason. */
export interface DigestGap {
  /** What is missing, the same from week to week. */
  key: string;
  /** "No supplier offers “Hot isostatic pressing”: 2 requirements, £1.4 million a year." */
  sentence: string;
  requirements: DigestRequirement[];
  /** Value of the requirements a year, where stated. */
  valueGbp: number;
}

/** A figure of this week beside that of the digest before; null when there was none. */
export interface DigestFigure {
  label: string;
  now: number;
  before: number | null;
  /** In the digest of the same week a quarter before. */
  quarterAgo: number | null;
}

export type FigureName = 'newMatches' | 'membersMatched' | 'crossRegional' | 'requirements';

/** A digest, ready to be rendered. Stored as it is. */
export interface DigestContent {
  cluster: { id: string; name: string };
  isoWeek: string;
  /** The week in words. */
  week: string;
  subject: string;
  memberCount: number;
  /** True when there is nothing that has not been told before. */
  quiet: boolean;
  /** The few lines that matter. */
  lines: string[];
  figures: Record<FigureName, DigestFigure>;
  highlights: DigestHighlight[];
  groups: DigestMatchGroup[];
  steps: DigestStep[];
  closing: DigestClosing[];
  /** Within so many weeks; the reader's next digest comes before they are over. */
  closingWeeks: number;
  happenings: DigestHappening[];
  /** Open requirements of its sectors that no supplier in the two regions fits. */
  gaps: DigestGap[];
  /** New matches of the digests before and of this one, oldest first: what the chart shows. */
  history: { isoWeek: string; newMatches: number }[];
  /** Facets that readers called not useful: their items are left out of the letter. */
  unwanted: string[];
}
