import type { PlaceService, UpsertReport } from '#lib/directory';
import { newId, recordChange, type TransactionContext, type UserError, userError } from '#lib/platform';
import { publicationBlockers } from './publication.rules.js';
import type { PreparedRequirement } from './requirement.draft.js';
import type { RequirementState } from './requirement.entity.js';
import { placeRequirements } from './requirement.places.js';
import { type DeliveryPlace, type RequirementEntry, writeRequirements } from './requirement.writer.js';

const batchSize = 1_000;
/** One import at a time looks for what is there and adds what is not. */
const upsertLock = 7_302;

interface Known {
  id: string;
  state: RequirementState;
  contentHash: string | null;
}

/** See RequirementService.upsertMany. */
export async function upsertRequirements(
  ctx: TransactionContext,
  places: PlaceService,
  requirements: readonly PreparedRequirement[],
  recordChanges: boolean,
): Promise<UpsertReport> {
  await ctx.query(`SELECT pg_advisory_xact_lock($1)`, [upsertLock]);
  const report: UpsertReport = {
    created: 0,
    updated: 0,
    unchanged: 0,
    kept: 0,
    rejected: [],
    ids: requirements.map(() => null),
    createdIds: [],
  };
  for (let from = 0; from < requirements.length; from += batchSize) {
    const batch = requirements.slice(from, from + batchSize);
    const changed = await upsertBatch(ctx, places, batch, from, report);
    if (recordChanges && changed.length > 0) await recordChange(ctx, 'requirement', { ids: changed });
  }
  return report;
}

async function upsertBatch(
  ctx: TransactionContext,
  places: PlaceService,
  batch: readonly PreparedRequirement[],
  from: number,
  report: UpsertReport,
): Promise<string[]> {
  const known = await findKnown(ctx, batch);
  const placed = await placeRequirements(ctx, places, batch);
  // A source repeated within the batch: the last row counts.
  const latest = new Map(batch.map((requirement, at) => [keyOf(requirement), at]));
  const entries: RequirementEntry[] = [];
  batch.forEach((requirement, at) => {
    if (latest.get(keyOf(requirement)) !== at) return;
    const before = known.get(keyOf(requirement));
    const { place, errors } = placed[at]!;
    const problems: UserError[] = requirement.source ? errors : [...errors, withoutSource()];
    if (problems.length > 0) {
      report.rejected.push({ index: from + at, errors: problems });
      return;
    }
    report.ids[from + at] = before?.id ?? newId();
    if (before?.contentHash === requirement.contentHash) report.unchanged += 1;
    else if (before && before.state !== 'DRAFT' && before.state !== 'OPEN') report.kept += 1;
    else {
      const state = stateOf(requirement, place, ctx.today());
      const id = report.ids[from + at]!;
      entries.push({ id, requirement, place, state, known: before !== undefined });
      if (before) report.updated += 1;
      else {
        report.created += 1;
        report.createdIds.push(id);
      }
    }
  });
  if (entries.length > 0) await writeRequirements(ctx, entries);
  batch.forEach((requirement, at) => {
    const last = latest.get(keyOf(requirement))!;
    if (last !== at) report.ids[from + at] = report.ids[from + last]!;
  });
  return entries.map(({ id }) => id);
}

/** An open requirement whose day has passed is closed; one that could not be published stays a draft. */
function stateOf(
  requirement: PreparedRequirement,
  place: DeliveryPlace | null,
  today: string,
): RequirementState {
  if (requirement.state !== 'OPEN') return requirement.state;
  if (requirement.closesOn !== null && requirement.closesOn < today) return 'CLOSED';
  const facts = { ...requirement, state: 'DRAFT' as const, lat: place?.lat ?? null };
  // A past day of delivery in somebody else's notice is no reason to hide it.
  const blockers = publicationBlockers({ ...facts, firstDeliveryOn: null }, today);
  return blockers.length > 0 ? 'DRAFT' : 'OPEN';
}

async function findKnown(
  ctx: TransactionContext,
  batch: readonly PreparedRequirement[],
): Promise<Map<string, Known>> {
  const rows = await ctx.query<Known & { scheme: string; identifier: string }>(
    `SELECT r.id, r.state, r.content_hash AS "contentHash", d.scheme, d.identifier
       FROM json_to_recordset($1) AS d(scheme text, identifier text)
       JOIN requirements r ON r.source_scheme = d.scheme AND r.source_identifier = d.identifier`,
    [JSON.stringify(batch.flatMap(({ source }) => source ?? []))],
  );
  return new Map(rows.map(({ scheme, identifier, ...row }) => [JSON.stringify([scheme, identifier]), row]));
}

const keyOf = ({ source, contentHash }: PreparedRequirement): string =>
  source ? JSON.stringify([source.scheme, source.identifier]) : contentHash;

const withoutSource = (): UserError =>
  userError('NO_NATURAL_KEY', 'Nothing tells this row again in a later file: give an identifier.');
