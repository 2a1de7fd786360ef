import { benchActor, type BenchStore } from './bench.store.js';

/** Ranks every open requirement and stores the lists. */
export async function rankOpen({ unitOfWork, url, log, services }: BenchStore): Promise<void> {
  const { index, lists } = services;
  await index.load({ unitOfWork, databaseUrl: url, log });
  const open = await openRequirements(unitOfWork);
  await unitOfWork.transaction({ actor: benchActor }, (ctx) => lists.rankAndStore(ctx, open));
}

/** Ids of open requirements, oldest first. */
export async function openRequirements(unitOfWork: BenchStore['unitOfWork']): Promise<string[]> {
  const rows = await unitOfWork
    .reading({ actor: benchActor })
    .query<{ id: string }>(`SELECT id FROM requirements WHERE state = 'OPEN' ORDER BY no`);
  return rows.map(({ id }) => id);
}
