import type { Place } from '#lib/geography';
import {
  AppError,
  type Context,
  demand,
  fail,
  isFailure,
  mayEditOrganisation,
  newId,
  type Result,
  succeed,
  type TransactionContext,
  userError,
} from '#lib/platform';
import type { SectorCode } from '#lib/taxonomy';
import { Injectable } from '@nestjs/common';
import { DraftChecks } from './draft.checks.js';
import type { Origin } from './organisation.entity.js';
import { readCompanyNumber, readWebsite } from './organisation.name.js';
import { organisationOf, organisationSelection, siteSelection } from './organisation.sql.js';
import { insertPlainOrganisations, markClaimed, type OrganisationEntry } from './organisation.writer.js';
import { PlaceService } from './place.service.js';
import { shippedLookups } from './profile.lookups.js';
import type { NaturalKey } from './supplier.draft.js';
import { findKnown } from './supplier.lookup.js';
import type { BuyerView, OrganisationView, SiteView } from './supplier.view.js';

/** A buyer as stated by a form, a file or the sample. */
export interface BuyerDraft {
  name: string;
  postcode?: string | null;
  /** Where it is, when already known. */
  place?: Place | null;
  description?: string | null;
  /** Sector labels or codes. */
  sectors?: readonly string[] | null;
  companyNumber?: string | null;
  website?: string | null;
  reference?: NaturalKey | null;
  origin?: Origin;
  fictional?: boolean;
}

interface PreparedBuyer extends Omit<OrganisationEntry, 'id' | 'claimed'> {
  description: string;
  sectors: SectorCode[];
}

/** Buyers: registering and finding them. */
@Injectable()
export class BuyerService {
  constructor(private readonly places: PlaceService) {}

  /**
   * Registers a buyer, or makes an organisation that is there already one: the actor's own, or an unused entry of a
   * register. A supplier that buys becomes both.
   */
  async register(ctx: TransactionContext, draft: BuyerDraft): Promise<Result<{ id: string }>> {
    if (ctx.actor.kind === 'anonymous') throw new AppError('UNAUTHENTICATED');
    const read = await this.prepare(ctx, draft);
    if (isFailure(read)) return read;
    const buyer = read.value;
    const known = (await findKnown(ctx, [buyer])).get(0);
    if (known && !known.unused && !mayEditOrganisation(ctx.actor, known.id)) return fail(taken());
    const id = known?.id ?? newId();
    if (!known) {
      const entry = { ...buyer, id, claimed: ctx.actor.kind === 'person' };
      if (!(await insertPlainOrganisations(ctx, [entry])).has(id)) return fail(taken());
    }
    if (ctx.actor.kind === 'person') await markClaimed(ctx, id);
    await this.storeProfiles(ctx, [{ id, ...buyer }]);
    return succeed({ id });
  }

  /**
   * Says whether an award of a buyer counts only once a second person has approved it. For its owners and staff.
   * @throws AppError NOT_FOUND for anybody else, or when there is no such buyer
   */
  async setTwoPersonAwards(ctx: TransactionContext, id: string, wanted: boolean): Promise<void> {
    // Who could switch it off alone would need nobody else: that is for those who say who belongs to it.
    demand(ctx.actor, 'organisation.manage-people', id);
    const stored = await ctx.query(
      `UPDATE buyer_profiles SET two_person_awards = $2 WHERE organisation_id = $1 RETURNING organisation_id`,
      [id, wanted],
    );
    if (stored.length === 0) throw new AppError('NOT_FOUND');
  }

  /**
   * Buyers of an import: those that are not stored yet are, found again by reference, else by company number. Ids in
   * the order given; null for a draft that cannot be stored, with its errors in `rejected`.
   */
  async ensureMany(
    ctx: TransactionContext,
    drafts: readonly BuyerDraft[],
  ): Promise<{
    ids: (string | null)[];
    created: number;
    rejected: { index: number; errors: ReturnType<typeof fail>['errors'] }[];
  }> {
    demand(ctx.actor, 'platform.operate');
    const rejected: { index: number; errors: ReturnType<typeof fail>['errors'] }[] = [];
    const prepared: { at: number; buyer: PreparedBuyer }[] = [];
    const locate = await this.places.locateMany(
      ctx,
      drafts.flatMap(({ postcode, place }) => (postcode && !place ? [postcode] : [])),
    );
    for (const [at, draft] of drafts.entries()) {
      const read = prepareBuyer(draft, (postcode) => locate.get(postcode)!);
      if (isFailure(read)) rejected.push({ index: at, errors: read.errors });
      else prepared.push({ at, buyer: read.value });
    }
    const known = await findKnown(
      ctx,
      prepared.map(({ buyer }) => buyer),
    );
    const ids: (string | null)[] = drafts.map(() => null);
    const fresh = new Map<string, OrganisationEntry & PreparedBuyer>();
    prepared.forEach(({ at, buyer }, index) => {
      const key = JSON.stringify(buyer.reference ?? buyer.companyNumber ?? index);
      ids[at] = known.get(index)?.id ?? fresh.get(key)?.id ?? null;
      if (ids[at] !== null) return;
      const id = newId();
      ids[at] = id;
      fresh.set(key, { ...buyer, id, claimed: false });
    });
    const entries = [...fresh.values()];
    if (entries.length > 0) {
      const stored = await insertPlainOrganisations(ctx, entries);
      if (stored.size < entries.length) throw new AppError('CONFLICT');
      await this.storeProfiles(ctx, entries);
    }
    // An organisation that was stored as a supplier alone becomes a buyer; a buyer's own profile stands.
    const become = prepared.flatMap(({ at, buyer }) => {
      const id = ids[at];
      return id ? [{ ...buyer, id }] : [];
    });
    await this.storeProfiles(ctx, become, true);
    return { ids, created: entries.length, rejected };
  }

  /** Buyers by id, in two statements; ids of no buyer are left out. */
  async find(ctx: Context, ids: readonly string[]): Promise<Map<string, BuyerView>> {
    if (ids.length === 0) return new Map();
    const rows = await ctx.query<OrganisationView & { description: string; sectors: SectorCode[] }>(
      `SELECT ${organisationSelection}, b.description, b.sectors
         FROM organisations o JOIN buyer_profiles b ON b.organisation_id = o.id WHERE o.id = ANY($1)`,
      [ids],
    );
    const sites = await ctx.query<SiteView>(
      `SELECT ${siteSelection} FROM sites s WHERE s.is_primary AND s.organisation_id = ANY($1)`,
      [ids],
    );
    const siteOf = new Map(sites.map((site) => [site.organisationId, site]));
    return new Map(
      rows.map((row) => [
        row.id,
        {
          id: row.id,
          organisation: organisationOf(row),
          site: siteOf.get(row.id) ?? null,
          description: row.description,
          sectors: row.sectors,
        },
      ]),
    );
  }

  private async prepare(ctx: Context, draft: BuyerDraft): Promise<Result<PreparedBuyer>> {
    const located =
      draft.postcode && !draft.place ? await this.places.locate(ctx, draft.postcode) : undefined;
    const read = prepareBuyer(draft, () => located!);
    if (draft.postcode?.trim() || draft.place) return read;
    const missing = userError('REQUIRED', 'Give the postcode of the main site.', ['postcode']);
    return fail(...(isFailure(read) ? read.errors : []), missing);
  }

  private async storeProfiles(
    ctx: TransactionContext,
    buyers: readonly { id: string; description: string; sectors: readonly SectorCode[] }[],
    onlyMissing = false,
  ): Promise<void> {
    if (buyers.length === 0) return;
    const rows = [
      ...new Map(buyers.map(({ id, description, sectors }) => [id, { id, description, sectors }])).values(),
    ];
    await ctx.query(
      `WITH stored AS (
         INSERT INTO buyer_profiles (organisation_id, description, sectors)
         SELECT id, description, sectors FROM json_to_recordset($1) AS d(id uuid, description text, sectors text[])
         ON CONFLICT (organisation_id) ${
           onlyMissing
             ? 'DO NOTHING'
             : 'DO UPDATE SET description = excluded.description, sectors = excluded.sectors'
         } RETURNING organisation_id
       )
       UPDATE organisations o SET buyer = true, updated_at = $2 FROM stored WHERE o.id = stored.organisation_id AND NOT o.buyer`,
      [JSON.stringify(rows), ctx.now()],
    );
  }
}

const taken = (): ReturnType<typeof userError> =>
  userError(
    'COMPANY_ALREADY_REGISTERED',
    'A business with this company number is registered already. Ask its owner to add you, or check the number.',
    ['companyNumber'],
  );

function prepareBuyer(draft: BuyerDraft, locate: (postcode: string) => Result<Place>): Result<PreparedBuyer> {
  const checks = new DraftChecks();
  const name = checks.text(draft.name, 300, ['name']);
  if (name === '') checks.error('REQUIRED', 'Give the name of the business.', ['name']);
  const description = checks.text(draft.description, 5_000, ['description']);
  const sectors = checks.sectors(draft.sectors, shippedLookups().sector, 'sectors');
  const companyNumber = draft.companyNumber ? readCompanyNumber(draft.companyNumber) : null;
  if (companyNumber === undefined) {
    checks.error('INVALID_VALUE', 'A company number has 8 digits, or 2 letters and 6 digits.', [
      'companyNumber',
    ]);
  }
  const website = draft.website ? readWebsite(draft.website) : null;
  if (website === undefined) {
    checks.error('INVALID_VALUE', 'Give a web address such as https://www.example.com.', ['website']);
  }
  let place = draft.place ?? null;
  if (!place && draft.postcode) {
    const located = locate(draft.postcode);
    if (isFailure(located)) checks.errors.push(...located.errors);
    else place = located.value;
  }
  if (checks.errors.length > 0) return fail(...checks.errors);
  return succeed({
    name,
    description,
    sectors,
    companyNumber: companyNumber ?? null,
    website: website ?? null,
    origin: draft.origin ?? 'REGISTERED',
    fictional: draft.fictional ?? false,
    reference: draft.reference ?? null,
    postcode: place?.postcode ?? place?.outcode ?? null,
    place,
  });
}
