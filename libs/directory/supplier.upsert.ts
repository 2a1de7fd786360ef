import {
  isFailure,
  newId,
  recordChange,
  type TransactionContext,
  type UserError,
  userError,
} from '#lib/platform';
import type { PlaceService } from './place.service.js';
import type { PreparedSupplier } from './supplier.draft.js';
import { findKnown, type KnownOrganisation } from './supplier.lookup.js';
import { type SupplierEntry, writeSuppliers } from './supplier.writer.js';

export interface UpsertOptions {
  /** Overwrite records that somebody of the organisation looks after; by default their own word stands. */
  overwriteClaimed?: boolean;
  /** Record each change for the engine (default). An import that will say "everything" at its end need not. */
  recordChanges?: boolean;
}

export interface UpsertReport {
  created: number;
  updated: number;
  /** The same as stored: nothing was written. */
  unchanged: number;
  /** Left alone, because somebody of the organisation looks after the record. */
  kept: number;
  /** Rows that could not be stored, by position; they do not stop the others. */
  rejected: { index: number; errors: UserError[] }[];
  /** Id of each row's organisation, null where it was rejected. */
  ids: (string | null)[];
  /** Of those, the ones that were not there before. */
  createdIds: string[];
}

const batchSize = 2_000;
/** One import at a time looks for what is there and adds what is not; others wait for its transaction. */
const upsertLock = 7_301;

/** Keeps imports out until the caller's transaction ends; false where one is under way. */
export async function keepImportsOut(ctx: TransactionContext): Promise<boolean> {
  const [row] = await ctx.query<{ held: boolean }>(`SELECT pg_try_advisory_xact_lock($1) AS held`, [
    upsertLock,
  ]);
  return row?.held ?? false;
}

/** See SupplierService.upsertMany. */
export async function upsertSuppliers(
  ctx: TransactionContext,
  places: PlaceService,
  suppliers: readonly PreparedSupplier[],
  { overwriteClaimed = false, recordChanges = true }: UpsertOptions,
): Promise<UpsertReport> {
  await ctx.query(`SELECT pg_advisory_xact_lock($1)`, [upsertLock]);
  const report: UpsertReport = {
    created: 0,
    updated: 0,
    unchanged: 0,
    kept: 0,
    rejected: [],
    ids: suppliers.map(() => null),
    createdIds: [],
  };
  for (let from = 0; from < suppliers.length; from += batchSize) {
    const batch = suppliers.slice(from, from + batchSize);
    const changed = await upsertBatch(ctx, places, batch, from, overwriteClaimed, report);
    if (recordChanges && changed.length > 0) await recordChange(ctx, 'supplier', { ids: changed });
  }
  return report;
}

async function upsertBatch(
  ctx: TransactionContext,
  places: PlaceService,
  batch: readonly PreparedSupplier[],
  from: number,
  overwriteClaimed: boolean,
  report: UpsertReport,
): Promise<string[]> {
  const known = await findKnown(ctx, batch);
  const located = await places.locateMany(
    ctx,
    batch.flatMap(({ site }) => (site && !site.place ? [site.postcode] : [])),
  );
  const latest = lastOfEachKey(batch);
  const entries = new Map<number, SupplierEntry>();
  batch.forEach((supplier, at) => {
    if (latest.get(keyOf(supplier)) !== at) return;
    const before = known.get(at);
    const errors = problemsOf(supplier, before);
    const place = supplier.site && (supplier.site.place ?? located.get(supplier.site.postcode));
    if (place && 'ok' in place && isFailure(place)) errors.push(...place.errors);
    if (errors.length > 0) {
      report.rejected.push({ index: from + at, errors });
      return;
    }
    report.ids[from + at] = before?.id ?? null;
    if (before?.contentHash === supplier.contentHash) report.unchanged += 1;
    else if (before?.claimed && before.hasProfile && !overwriteClaimed) report.kept += 1;
    else {
      entries.set(at, {
        id: before?.id ?? newId(),
        supplier: before ? overStored(supplier, before) : supplier,
        place: !place ? null : 'ok' in place ? (place.ok ? place.value : null) : place,
        known: before !== undefined,
        hasProfile: before?.hasProfile ?? false,
        keepSite: supplier.site === null,
      });
    }
  });
  const stored = entries.size > 0 ? await writeSuppliers(ctx, [...entries.values()]) : new Set<string>();
  for (const [at, { id, hasProfile, known: wasThere }] of entries) {
    if (!stored.has(id)) {
      report.rejected.push({ index: from + at, errors: [numberTaken()] });
      continue;
    }
    report.ids[from + at] = id;
    if (!wasThere) report.createdIds.push(id);
    if (hasProfile) report.updated += 1;
    else report.created += 1;
  }
  // Rows repeated within the batch share the organisation of the last of them.
  batch.forEach((supplier, at) => {
    const last = latest.get(keyOf(supplier))!;
    if (last !== at) report.ids[from + at] = report.ids[from + last]!;
  });
  return [...stored];
}

const keyOf = ({ reference, companyNumber }: PreparedSupplier): string =>
  reference ? JSON.stringify([reference.scheme, reference.identifier]) : `GB-COH ${companyNumber}`;

/** Position of the last row of each natural key: a repeated row replaces the earlier one. */
const lastOfEachKey = (batch: readonly PreparedSupplier[]): Map<string, number> =>
  new Map(batch.map((supplier, at) => [keyOf(supplier), at]));

/** A file that does not say is no reason to forget a number, an address or a hint. */
const overStored = (supplier: PreparedSupplier, before: KnownOrganisation): PreparedSupplier => ({
  ...supplier,
  companyNumber: supplier.companyNumber ?? before.companyNumber,
  website: supplier.website ?? before.website,
  sicCodes: supplier.sicCodes.length > 0 ? supplier.sicCodes : before.sicCodes,
});

function problemsOf(supplier: PreparedSupplier, before: KnownOrganisation | undefined): UserError[] {
  if (!supplier.reference && supplier.companyNumber === null) {
    const message = 'Nothing tells this row again in a later file: give an identifier or a company number.';
    return [userError('NO_NATURAL_KEY', message)];
  }
  if (before?.numberHolderId && before.numberHolderId !== before.id) return [numberTaken()];
  return [];
}

const numberTaken = (): UserError =>
  userError('COMPANY_NUMBER_TAKEN', 'Another organisation has this company number.', ['companyNumber']);
