import type { Place } from '#lib/geography';
import {
  AppError,
  type Context,
  demand,
  enqueue,
  fail,
  isFailure,
  mayEditOrganisation,
  mayEverywhere,
  newId,
  recordAudit,
  recordChange,
  type Result,
  succeed,
  type TransactionContext,
  type UserError,
  userError,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import {
  findLikeness,
  findNamesakes,
  type LikenessQuery,
  type LikeOrganisation,
  type Namesake,
} from './likeness.finder.js';
import { locateOtherSites, writeOtherSites } from './other.sites.js';
import { PlaceService } from './place.service.js';
import { rankSuppliers } from './ranking.jobs.js';
import { statedAfter, type SupplierPart, unchangedParts } from './supplier.difference.js';
import type { CertificateDraft, PreparedSupplier, SupplierDraft, SupplierPatch } from './supplier.draft.js';
import { findKnown, type KnownOrganisation } from './supplier.lookup.js';
import { listSupplierIds, type SupplierFilter } from './supplier.list.js';
import { draftOf, patched } from './supplier.patch.js';
import { readSupplierDraft } from './supplier.preparation.js';
import { readSupplierCards, readSuppliers } from './supplier.reader.js';
import { upsertSuppliers, type UpsertOptions, type UpsertReport } from './supplier.upsert.js';
import type { Page, PageInput, SupplierCard, SupplierView } from './supplier.view.js';
import { writeSuppliers } from './supplier.writer.js';

/** Suppliers: registering, changing, finding them. */
@Injectable()
export class SupplierService {
  constructor(private readonly places: PlaceService) {}

  /**
   * Registers a supplier, or makes an organisation that is there already one: the actor's own, or one from a register
   * that nobody looks after and that offers nothing yet. Expected failures name the field.
   */
  async register(ctx: TransactionContext, draft: SupplierDraft): Promise<Result<{ id: string }>> {
    if (ctx.actor.kind === 'anonymous') throw new AppError('UNAUTHENTICATED');
    const read = readSupplierDraft(draft);
    const errors = [...read.errors, ...beyondActor(ctx, draft)];
    if (!draft.postcode?.trim() && !draft.place) {
      errors.push(userError('REQUIRED', 'Give the postcode of the site the work is done at.', ['postcode']));
    }
    const others = await this.otherSites(ctx, draft.otherPostcodes, read.supplier, errors);
    if (!read.supplier || errors.length > 0)
      return fail(...(await this.places.withUnknownPlace(ctx, draft, errors)));
    const known = (await findKnown(ctx, [read.supplier])).get(0);
    const refusal = known && refusalOf(ctx, known);
    if (refusal) return fail(refusal);
    const stored = await this.store(ctx, read.supplier, known?.id ?? newId(), {
      known: known !== undefined,
      hasProfile: false,
      claim: ctx.actor.kind === 'person',
    });
    if (!isFailure(stored) && others) await writeOtherSites(ctx, stored.value.id, others);
    return stored;
  }

  /**
   * Changes a supplier: what the patch leaves out stays, null clears, a list replaces the whole list.
   * @throws AppError NOT_FOUND when there is none, or it is not the actor's to change
   */
  async update(ctx: TransactionContext, id: string, patch: SupplierPatch): Promise<Result<{ id: string }>> {
    demand(ctx.actor, 'organisation.edit', id);
    // Two changes at once would each write the other's old values back: the second waits and reads the first's.
    const locked = await ctx.prepared(
      `SELECT 1 FROM supplier_profiles WHERE organisation_id = $1 FOR UPDATE`,
      [id],
    );
    const view = (await this.find(ctx, [id])).get(id);
    if (locked.length === 0 || !view) throw new AppError('NOT_FOUND');
    const draft = patched(draftOf(view), patch);
    const read = readSupplierDraft(draft);
    const errors = [...read.errors, ...beyondActor(ctx, patch)];
    const others = await this.otherSites(ctx, patch.otherPostcodes, read.supplier, errors);
    if (!read.supplier || errors.length > 0)
      return fail(...(await this.places.withUnknownPlace(ctx, draft, errors)));
    if (read.supplier.companyNumber !== view.organisation.companyNumber) {
      const known = (
        await findKnown(ctx, [{ reference: null, companyNumber: read.supplier.companyNumber }])
      ).get(0);
      if (known && known.id !== id) return fail(numberTaken());
    }
    const unchanged = unchangedParts(view, read.supplier);
    const stored = await this.store(ctx, read.supplier, id, { known: true, hasProfile: true, unchanged });
    if (isFailure(stored)) return stored;
    if (others) await writeOtherSites(ctx, id, others);
    const known = others ? undefined : statedAfter(view, read.supplier, unchanged);
    const after = known ?? (await this.find(ctx, [id])).get(id);
    await recordAudit(ctx, [
      {
        organisationId: id,
        subjectKind: 'supplier',
        subjectId: id,
        action: 'CHANGED',
        before: statedOf(view),
        after: after && statedOf(after),
      },
    ]);
    return stored;
  }

  /** Replaces a supplier's certificates; @throws AppError NOT_FOUND as update does. */
  setCertificates(
    ctx: TransactionContext,
    id: string,
    certificates: readonly CertificateDraft[],
  ): Promise<Result<{ id: string }>> {
    return this.update(ctx, id, { certificates });
  }

  /**
   * Stores what an import has read: whole batches in a fixed number of statements, idempotent by natural key, else by
   * company number. Rows that are the same as before write nothing. Asks for no ranking: the import does, at its end.
   */
  upsertMany(
    ctx: TransactionContext,
    suppliers: readonly PreparedSupplier[],
    options: UpsertOptions = {},
  ): Promise<UpsertReport> {
    demand(ctx.actor, 'platform.operate');
    return upsertSuppliers(ctx, this.places, suppliers, options);
  }

  /** Suppliers by id, in a fixed number of statements; ids of no supplier are left out. */
  find(ctx: Context, ids: readonly string[]): Promise<Map<string, SupplierView>> {
    return readSuppliers(ctx, ids);
  }

  /** What lists show of suppliers, by id, in one statement: a fifth of what reading all of them takes. */
  cards(ctx: Context, ids: readonly string[]): Promise<Map<string, SupplierCard>> {
    return readSupplierCards(ctx, ids);
  }

  /**
   * A page of suppliers in the order they came.
   * @throws AppError BAD_INPUT for a cursor that is not of this list
   */
  async list(ctx: Context, page: PageInput, filter: SupplierFilter = {}): Promise<Page<SupplierView>> {
    const { rows, ...rest } = await listSupplierIds(ctx, page, filter);
    const views = await this.find(
      ctx,
      rows.map(({ id }) => id),
    );
    const items = rows.flatMap(({ id, no }) => {
      const item = views.get(id);
      return item ? [{ cursor: String(no), item }] : [];
    });
    return { items, ...rest };
  }

  /** Ids by the engine's numbers; numbers of no supplier are left out. */
  async idsByNo(ctx: Context, nos: readonly number[]): Promise<Map<number, string>> {
    const rows = await ctx.query<{ no: number; id: string }>(
      `SELECT no, organisation_id AS id FROM supplier_profiles WHERE no = ANY($1)`,
      [nos],
    );
    return new Map(rows.map(({ no, id }) => [no, id]));
  }

  /** The engine's numbers by id; ids of no supplier are left out. */
  async nosById(ctx: Context, ids: readonly string[]): Promise<Map<string, number>> {
    const rows = await ctx.query<{ no: number; id: string }>(
      `SELECT no, organisation_id AS id FROM supplier_profiles WHERE organisation_id = ANY($1)`,
      [ids],
    );
    return new Map(rows.map(({ no, id }) => [id, no]));
  }

  /** The engine's number of one supplier, or undefined. */
  async noById(ctx: Context, id: string): Promise<number | undefined> {
    return (await this.nosById(ctx, [id])).get(id);
  }

  /** Stored organisations that may be the one described, for a registration that is about to start. */
  findLikeness(ctx: Context, query: LikenessQuery): Promise<LikeOrganisation[]> {
    return findLikeness(ctx, query);
  }

  /** Of each organisation that was just stored one that was there before and may be the same. */
  findNamesakes(ctx: Context, ids: readonly string[]): Promise<Namesake[]> {
    return findNamesakes(ctx, ids);
  }

  /** Where further sites are; what is wrong with them joins the errors. */
  private async otherSites(
    ctx: Context,
    postcodes: readonly string[] | null | undefined,
    supplier: PreparedSupplier | undefined,
    errors: UserError[],
  ): Promise<Place[] | undefined> {
    const located = await locateOtherSites(ctx, this.places, postcodes, supplier?.site?.postcode);
    if (!isFailure(located)) return located.value;
    errors.push(...located.errors);
    return undefined;
  }

  private async store(
    ctx: TransactionContext,
    supplier: PreparedSupplier,
    id: string,
    entry: { known: boolean; hasProfile: boolean; claim?: boolean; unchanged?: ReadonlySet<SupplierPart> },
  ): Promise<Result<{ id: string }>> {
    let place = supplier.site?.place ?? null;
    if (supplier.site && !place) {
      const located = await this.places.locate(ctx, supplier.site.postcode);
      if (isFailure(located)) return located;
      place = located.value;
    }
    const stored = await writeSuppliers(ctx, [{ id, supplier, place, ...entry }]);
    if (!stored.has(id)) return fail(numberTaken());
    await recordChange(ctx, 'supplier', { ids: [id] });
    await enqueue(ctx, rankSuppliers, { supplierIds: [id] });
    return succeed({ id });
  }
}

const numberTaken = (): UserError =>
  userError(
    'COMPANY_ALREADY_REGISTERED',
    'A business with this company number is registered already. Ask its owner to add you, or check the number.',
    ['companyNumber'],
  );

/** Why a stored organisation cannot be registered by this actor, if so. */
function refusalOf(ctx: Context, known: KnownOrganisation): UserError | undefined {
  const own = mayEditOrganisation(ctx.actor, known.id);
  if (!known.hasProfile && (own || known.unused)) return undefined;
  return known.byReference && known.numberHolderId !== known.id
    ? userError('ALREADY_REGISTERED', 'This business is registered already.', ['reference'])
    : numberTaken();
}

/** What a draft claims that its writer may not claim alone: verification, and evidence that somebody else gives. */
function beyondActor(ctx: Context, draft: SupplierPatch): UserError[] {
  if (mayEverywhere(ctx.actor, 'evidence.vouch')) return [];
  const errors: UserError[] = [];
  if (draft.reference) {
    errors.push(userError('NOT_YOURS_TO_SAY', 'Only imports know a business by a reference.', ['reference']));
  }
  if (draft.verified !== undefined && draft.verified !== null) {
    errors.push(userError('NOT_YOURS_TO_SAY', 'Only officers verify a business.', ['verified']));
  }
  for (const [at, { evidence }] of (draft.certificates ?? []).entries()) {
    if (evidence && evidence !== 'SELF_DECLARED' && evidence !== 'DOCUMENT') {
      const message = 'Whoever checked the certificate records that. Say self-declared or document.';
      errors.push(userError('NOT_YOURS_TO_SAY', message, ['certificates', at, 'evidence']));
    }
  }
  return errors;
}

/** What an organisation says of itself, without what is worked out from it. */
function statedOf(view: SupplierView): object {
  const { place: _, ...stated } = draftOf(view);
  return stated;
}
