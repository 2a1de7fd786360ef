import type { IndexImage, RequirementRecord } from '#lib/matching';

/** A requirement to rank. */
export interface RankingTask {
  record: RequirementRecord;
  /** The engine's number of the buyer, where it is a supplier too. */
  own: number | undefined;
}

/** What a ranking thread is sent. */
export type RankingMessage =
  | { kind: 'open'; image: IndexImage }
  | { kind: 'follow'; image: IndexImage }
  | { kind: 'rank'; id: number; tasks: RankingTask[] };

/** What it answers to `rank`: the lists in COPY's text form, or why there are none. */
export type RankingAnswer = { id: number; lists: Uint8Array } | { id: number; error: string };
