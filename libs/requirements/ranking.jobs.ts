import { defineJob } from '#lib/platform';
import { z } from 'zod';

/**
 * Ranks suppliers for requirements that are new or have changed; drops the lists of those no longer open. Jobs of one lane of
 * a full re-match follow each other in the order of their needs.
 */
export const rankRequirements = defineJob({
  name: 'matching.rank-requirements',
  payload: z.object({
    requirementIds: z.array(z.uuid()).min(1),
    runId: z.uuid().optional(),
    lane: z.int().min(0).optional(),
  }),
  attempts: 8,
  backoffMs: 1_000,
  keepCompleted: 200,
  keepFailed: 1_000,
});

/** Ranks every open requirement afresh: asked for once at the end of an import. */
export const rankAll = defineJob({
  name: 'matching.rank-all',
  payload: z.object({ runId: z.uuid().optional() }),
  attempts: 5,
  backoffMs: 2_000,
  keepCompleted: 50,
  keepFailed: 200,
});
