import type { DigestPreparing } from '#lib/digests';
import { type Logger, systemActor, type UnitOfWork } from '#lib/platform';
import { repeatedly } from './repeated.work.js';

/** Other work of a start comes first: what was asked for meanwhile, ranking above all. */
const FIRST_MS = 10_000;
const EVERY_MS = 5 * 60_000;

/**
 * Prepares digests ahead of their hour, in each worker: what it finds is kept in the memory of its process, so that no job
 * of a queue could do it for another.
 * @returns stops it
 */
export function prepareAhead(
  preparing: DigestPreparing,
  unitOfWork: UnitOfWork,
  log: Logger,
  firstMs = FIRST_MS,
): () => Promise<void> {
  return repeatedly(
    async () => {
      const suppliers = await preparing.prepare(unitOfWork.reading({ actor: systemActor('digests'), log }));
      if (suppliers > 0) log.debug({ suppliers }, 'digests prepared');
    },
    { firstMs, everyMs: EVERY_MS },
    // Whoever composes finds it by itself then.
    (error) => log.warn({ err: error }, 'digests could not be prepared'),
  );
}
