import { loadSupplierRecords } from '#lib/directory';
import {
  type CorpusStatistics,
  IndexBuilder,
  type MatchIndex,
  type RequirementRecord,
  type SupplierRecord,
} from '#lib/matching';
import { type ChangePosition, type Context, systemActor, type UnitOfWork } from '#lib/platform';
import { loadRequirementRecords } from '#lib/requirements';
import { engineOptions } from './engine.options.js';
import { findStatistics, keepStatistics, latestEpoch } from './engine-statistics.store.js';
import { inTurns, Pace } from './event-loop.turn.js';

export interface LoadedIndex {
  index: MatchIndex;
  /** Position in the change log that its statistics were counted at. */
  epoch: ChangePosition;
}

/**
 * Loads every supplier and indexes it with the statistics that all processes share, counted now if need be.
 * @param onStep told of every small step, for those who wait and want to know that it goes on
 */
export async function loadIndex(
  ctx: Context,
  unitOfWork: UnitOfWork,
  onStep: () => void,
): Promise<LoadedIndex> {
  const epoch = await latestEpoch(ctx);
  const kept = await findStatistics(ctx, epoch);
  const index = await buildIndex(ctx, kept, onStep);
  if (kept) return { index, epoch };
  const first = await unitOfWork.transaction({ actor: systemActor('match index') }, (tx) =>
    keepStatistics(tx, epoch, index.statistics),
  );
  if (first) return { index, epoch };
  // Another process counted at the same time: its count is the one that holds.
  return { index: await buildIndex(ctx, await findStatistics(ctx, epoch), onStep), epoch };
}

/** Indexes suppliers as they come, and lets the process do its other work meanwhile. */
async function buildIndex(
  ctx: Context,
  statistics: CorpusStatistics | undefined,
  onStep: () => void,
): Promise<MatchIndex> {
  const pace = new Pace();
  const builder = new IndexBuilder({ ...engineOptions(), statistics });
  for await (const batch of loadSupplierRecords(ctx)) {
    for (const record of batch) {
      builder.add(record);
      onStep();
      await pace.rest();
    }
  }
  return inTurns(told(builder.finish(), onStep));
}

function* told<T>(work: Generator<void, T>, onStep: () => void): Generator<void, T> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    onStep();
    yield;
  }
}

/** Suppliers by id as the engine takes them; ids of none are left out. */
export async function loadSuppliers(ctx: Context, ids: readonly string[]): Promise<SupplierRecord[]> {
  const found: SupplierRecord[] = [];
  for await (const batch of loadSupplierRecords(ctx, { ids })) found.push(...batch);
  return found;
}

/** Open requirements as they stand today: all, or those of the ids. */
export async function loadStanding(ctx: Context, ids?: readonly string[]): Promise<RequirementRecord[]> {
  const found: RequirementRecord[] = [];
  const today = ctx.today();
  for await (const batch of loadRequirementRecords(ctx, { ids, today })) {
    for (const record of batch) found.push(record);
  }
  return found;
}
