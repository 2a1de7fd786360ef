import type { Blocker, CriterionScore, NeedExplanation } from '#lib/matching';

/** Matches kept for each requirement. */
export const LIST_LIMIT = 50;

/** One match as it is stored. */
export interface StoredMatch {
  supplierNo: number;
  supplierId: string;
  /** 1 is the best. */
  rank: number;
  /** 0 … 1. */
  score: number;
  /** The score in the engine's integer units. */
  units: number;
  /** Value of each criterion, 0 … 255, in the engine's order. */
  values: readonly number[];
  crossRegional: boolean;
  /** When the supplier entered the list and has stayed since. */
  since: Date;
}

/** The stored matches of one requirement, best first. */
export interface MatchListView {
  requirementId: string;
  engineVersion: string;
  computedAt: Date;
  matches: StoredMatch[];
}

/** One stored match, seen from its supplier. */
export interface SupplierListing {
  requirementId: string;
  supplierNo: number;
  rank: number;
  /** 0 … 1. */
  score: number;
  crossRegional: boolean;
  since: Date;
}

/** The same of a requirement that anybody may know of. */
export type PublicListing = Omit<SupplierListing, 'since'>;

/** A page of anything that has a cursor. */
export interface Page<T> {
  edges: T[];
  totalCount: number;
  hasNextPage: boolean;
  endCursor: string | null;
}

export interface PageRequest {
  /** 1 … 100. */
  first: number;
  /** Cursor of the last edge of the page before. */
  after?: string | null;
}

/** How one supplier stands to one requirement, with the reasons. */
export interface ExplainedMatch {
  requirementId: string;
  supplierId: string;
  supplierNo: number;
  /** 0 … 1. The contributions of the criteria add up to it. */
  score: number;
  crossRegional: boolean;
  /** True when nothing blocks. */
  eligible: boolean;
  criteria: CriterionScore[];
  needs: NeedExplanation[];
  blockers: Blocker[];
  /** One sentence. */
  summary: string;
}

/** A match as a buyer sees it. Blocked suppliers follow after every eligible one, and have no rank. */
export interface MatchEdge extends ExplainedMatch {
  cursor: string;
  rank: number | null;
  since: Date | null;
}

export interface MatchPage extends Page<MatchEdge> {
  /** Eligible suppliers in all; `totalCount` counts the edges that can be paged through. */
  eligibleCount: number;
  /** Null until the requirement has been matched. */
  computedAt: Date | null;
  engineVersion: string | null;
}

/** A requirement as a supplier sees it: one it fits, or nearly fits (exactly one blocker, `rank` null). */
export interface OpportunityEdge extends ExplainedMatch {
  cursor: string;
  rank: number | null;
  since: Date | null;
}

/** What a ranking did to the stored lists. */
export interface RankingOutcome {
  ranked: number;
  changed: number;
  unchanged: number;
  removed: number;
}
