import { defineJob } from '#lib/platform';
import { z } from 'zod';

/** Brings the match lists in step with suppliers that have changed. */
export const rankSuppliers = defineJob({
  name: 'matching.rank-suppliers',
  payload: z.object({ supplierIds: z.array(z.uuid()).min(1) }),
  attempts: 8,
  backoffMs: 1_000,
  keepCompleted: 200,
  keepFailed: 1_000,
});
