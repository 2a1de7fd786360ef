/**
 * A process of the product that edits suppliers at random, or looks what a process that starts afresh would hold: run
 * from the product as it is, and from a copy of it that ships another taxonomy.
 */
import { rereadProfiles } from '#lib/directory';
import { MatchIndexHolder, MatchListService } from '#lib/match-lists';
import {
  type Context,
  createLogger,
  type Logger,
  openDatabase,
  readConfig,
  systemActor,
  type TransactionContext,
  UnitOfWork,
} from '#lib/platform';
import { rereadRequirements } from '#lib/requirements';
import { schema } from '#lib/schema';
import 'reflect-metadata';
import { type Services, withServices } from '../services.js';
import { dice, type EditsMade, RandomEdits } from './random.edits.js';

export type EditsOrder = { act: 'edit'; edits: number; seed: number } | { act: 'compare' };

/** What a process that starts afresh ranks and reads otherwise than what is stored. */
export interface Differences {
  lists: number;
  listsOtherwise: number;
  words: number;
  wordsOtherwise: number;
}

const actor = systemActor('bench');

/** Everything that is read in words: one text a row. */
const WORDS = `
  SELECT 'claim ' || (organisation_id, code, role, source, weight, evidence, refused_on)::text FROM supplier_capabilities
  UNION ALL SELECT 'certificate ' || (id, stated, scheme, edition, level, commodity)::text FROM certificates
  UNION ALL SELECT 'roles ' || (organisation_id, roles)::text FROM supplier_profiles
  UNION ALL SELECT 'need ' || (requirement_id, position, phrase, codes)::text FROM requirement_needs
  UNION ALL SELECT 'asked for ' || (requirement_id, position, stated, scheme, edition, level, commodity)::text
              FROM requirement_certifications`;

async function edit(
  unitOfWork: UnitOfWork,
  suppliers: Services['suppliers'],
  { edits, seed }: { edits: number; seed: number },
): Promise<EditsMade> {
  const ids = await unitOfWork
    .reading({ actor })
    .query<{ id: string }>(`SELECT organisation_id AS id FROM supplier_profiles ORDER BY no`);
  const random = new RandomEdits(
    suppliers,
    ids.map(({ id }) => id),
    dice(seed),
  );
  for (let done = 0; done < edits; done += 1)
    await unitOfWork.transaction({ actor }, (ctx) => random.make(ctx));
  return random.made;
}

class RolledBack extends Error {}

/** Ranks and reads everything, counts what comes out otherwise, and leaves all as it was. */
async function compare(unitOfWork: UnitOfWork, databaseUrl: string, log: Logger): Promise<Differences> {
  let found: Differences | undefined;
  const holder = new MatchIndexHolder();
  await holder.load({ unitOfWork, databaseUrl, log });
  const lists = new MatchListService(holder);
  try {
    await unitOfWork.transaction({ actor }, async (ctx) => {
      const open = await ctx.query<{ id: string }>(
        `SELECT id FROM requirements WHERE state IN ('OPEN', 'SHORTLISTING') ORDER BY id`,
      );
      const { ranked, changed, removed } = await lists.rankAndStore(
        ctx,
        open.map(({ id }) => id),
      );
      found = { lists: ranked, listsOtherwise: changed + removed, ...(await rereadAll(ctx)) };
      throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  } finally {
    await lists.onApplicationShutdown();
    await holder.stop();
  }
  return found!;
}

async function rereadAll(ctx: TransactionContext): Promise<{ words: number; wordsOtherwise: number }> {
  const before = await words(ctx);
  for (const reread of [rereadProfiles, rereadRequirements]) {
    for (let at: number | undefined = 0; at !== undefined;)
      at = await reread(ctx, at, 500, () => Promise.resolve());
  }
  const after = await words(ctx);
  const otherwise = [...before].filter((row) => !after.has(row)).length;
  const more = [...after].filter((row) => !before.has(row)).length;
  return { words: before.size, wordsOtherwise: Math.max(otherwise, more) };
}

const words = async (ctx: Context): Promise<Set<string>> =>
  new Set(
    (await ctx.query<{ row: string }>(`SELECT row FROM (${WORDS}) AS words(row)`)).map(({ row }) => row),
  );

const order = JSON.parse(process.argv[2]!) as EditsOrder;
const config = readConfig();
const log = createLogger(config, 'bench');
const url = config.databaseUrl!;
const database = await openDatabase({ url, schema, applicationName: 'bench edits' });
const unitOfWork = new UnitOfWork(database.writer, database.reader, log);
try {
  const told = await withServices(
    { config, log, url, database, unitOfWork },
    ({ suppliers }): Promise<EditsMade | Differences> =>
      order.act === 'edit' ? edit(unitOfWork, suppliers, order) : compare(unitOfWork, url, log),
  );
  process.stdout.write(JSON.stringify(told));
} finally {
  await database.close();
}
