import type { Blocker, IndexImage, RequirementRecord } from '#lib/matching';

/** A requirement to rank. */
export interface RankingTask {
  record: RequirementRecord;
  /** The engine's number of the buyer, where it is a supplier too. */
  own: number | undefined;
}

/** A requirement of which near misses are asked. */
export interface NearMissTask {
  record: RequirementRecord;
  /** Least score that counts, in engine units. */
  least: number;
}

/** The near misses of a requirement, best first. Many lack the same, so each blocker is told once. */
export interface NearMissPage {
  requirementId: string;
  supplierNos: Int32Array;
  blockers: Blocker[];
  /** By supplier the place of its blocker. */
  blockerOf: Int32Array;
}

/** What a ranking thread is asked. `among` are bits of suppliers, by slot. */
export type RankingQuestion =
  { kind: 'rank'; tasks: RankingTask[] } | { kind: 'nearly'; tasks: NearMissTask[]; among: Uint32Array };

/** What a ranking thread is sent. */
export type RankingMessage =
  | { kind: 'open'; image: IndexImage }
  | { kind: 'follow'; image: IndexImage }
  | (RankingQuestion & { id: number });

/** What it answers: the lists in COPY's text form, or the pages asked for, or why there are none. */
export type RankingAnswer =
  { id: number; lists: Uint8Array } | { id: number; pages: NearMissPage[] } | { id: number; error: string };
