import { defineJob } from '#lib/platform';
import { z } from 'zod';

/** Imports a file that somebody has sent in; its run says how far that is. */
export const importFile = defineJob({
  name: 'imports.import-file',
  payload: z.object({ runId: z.uuid() }),
  attempts: 5,
  backoffMs: 5_000,
  keepCompleted: 50,
  keepFailed: 200,
});
