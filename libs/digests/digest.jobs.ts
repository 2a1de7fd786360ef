import { defineJob } from '#lib/platform';
import { z } from 'zod';

/** Composes the digest of one cluster body for one week, unless there is one. */
export const composeDigest = defineJob({
  name: 'digests.compose',
  payload: z.object({
    clusterId: z.uuid(),
    isoWeek: z.string().regex(/^\d{4}-W\d{2}$/),
    /** The piece of long work it is part of. */
    runId: z.uuid().optional(),
  }),
  attempts: 6,
  backoffMs: 2_000,
  keepCompleted: 200,
  keepFailed: 500,
  // Several at once read their members at the same time, and whoever searches meanwhile waits for a core.
  sideBySide: 1,
});

/** Asks for every digest of this week that is due and missing: on schedule, and hourly in case that was missed. */
export const composeDueDigests = defineJob({
  name: 'digests.compose-due',
  payload: z.object({}),
  attempts: 6,
  backoffMs: 2_000,
  keepCompleted: 50,
  keepFailed: 100,
});
