import { type Page, type PageInput, PlaceService, type UpsertReport } from '#lib/directory';
import type { RequirementRecord } from '#lib/matching';
import {
  AppError,
  type AuditRecord,
  type Context,
  demand,
  enqueue,
  fail,
  may,
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
import { isMatched, mayChange, mayMove, publicationBlockers } from './publication.rules.js';
import { rankRequirements } from './ranking.jobs.js';
import type { PreparedRequirement, RequirementDraft, RequirementPatch } from './requirement.draft.js';
import type { RequirementState } from './requirement.entity.js';
import { draftOf, patched } from './requirement.patch.js';
import { placeRequirements } from './requirement.places.js';
import { readRequirementDraft, REQUIREMENT_LIMITS } from './requirement.preparation.js';
import { recordOfContent } from './requirement.record.js';
import { listRequirements, pageOfRequirements, readRequirements } from './requirement.reader.js';
import { upsertRequirements } from './requirement.upsert.js';
import type { RequirementFilter, RequirementView } from './requirement.view.js';
import { type RequirementEntry, writeRequirements } from './requirement.writer.js';

/** How many drafts are published in one transaction. */
const MOST_AT_ONCE = 100;

/** Requirements: drafting, publishing, changing, closing and finding them. */
@Injectable()
export class RequirementService {
  constructor(private readonly places: PlaceService) {}

  /**
   * Drafts a requirement. Expected failures name the field.
   * @throws AppError NOT_FOUND when the buyer is none, or not one the actor may act for
   */
  async create(ctx: TransactionContext, draft: RequirementDraft): Promise<Result<{ id: string }>> {
    const [created] = await this.createMany(ctx, [draft]);
    return created!;
  }

  /**
   * Drafts requirements, each with an outcome of its own, in the order given: what is wrong with one keeps no other
   * back. Those that are drafted are stored together, in a fixed number of statements.
   * @throws AppError NOT_FOUND when a buyer is none, or not one the actor may act for
   */
  async createMany(
    ctx: TransactionContext,
    drafts: readonly RequirementDraft[],
  ): Promise<Result<{ id: string }>[]> {
    await demandBuyers(ctx, [...new Set(drafts.map(({ buyerId }) => buyerId))]);
    const outcomes: Result<{ id: string }>[] = [];
    const read: { at: number; requirement: PreparedRequirement }[] = [];
    for (const [at, draft] of drafts.entries()) {
      const { requirement, errors } = readRequirementDraft({ ...draft, state: 'DRAFT' });
      if (requirement) read.push({ at, requirement });
      else outcomes[at] = fail(...(await this.places.withUnknownPlace(ctx, draft, errors)));
    }
    const placed = await placeRequirements(
      ctx,
      this.places,
      read.map(({ requirement }) => requirement),
    );
    const entries = read.flatMap(({ at, requirement }, index): RequirementEntry[] => {
      const { place, errors } = placed[index]!;
      const id = newId();
      outcomes[at] = errors.length > 0 ? fail(...errors) : succeed({ id });
      return errors.length > 0 ? [] : [{ id, requirement, place, state: 'DRAFT', known: false }];
    });
    if (entries.length > 0) await writeRequirements(ctx, entries);
    await recordAudit(
      ctx,
      drafts.flatMap((draft, at) => {
        const outcome = outcomes[at]!;
        return outcome.ok ? [auditOf(draft.buyerId, outcome.value.id, 'DRAFTED', undefined, draft)] : [];
      }),
    );
    return outcomes;
  }

  /**
   * Changes a requirement that is a draft, open or shortlisting: what the patch leaves out stays, null clears, a list
   * replaces the whole list. A published one stays fit to be published, and is matched again.
   * @param unchangedSince when who sends the patch read it: what somebody changed after that is not overwritten
   * @throws AppError NOT_FOUND when there is none, or it is not the actor's to change
   */
  async update(
    ctx: TransactionContext,
    id: string,
    patch: RequirementPatch,
    unchangedSince?: Date | null,
  ): Promise<Result<{ id: string }>> {
    const view = await this.lockOwn(ctx, id);
    if (!mayChange(view.state)) {
      return fail(userError('NOT_CHANGEABLE', 'It is over: what it asked for stands as it was.'));
    }
    if (unchangedSince && view.updatedAt > unchangedSince) {
      return fail(
        userError('CONFLICT', 'Somebody changed it after that. Load it again.', ['unchangedSince']),
      );
    }
    const draft = patched(draftOf(view), patch);
    const read = readRequirementDraft(draft);
    if (!read.requirement) return fail(...(await this.places.withUnknownPlace(ctx, draft, read.errors)));
    const stored = await this.store(ctx, id, read.requirement, view.state);
    if (!stored.ok) return stored;
    const after = (await readRequirements(ctx, [id])).get(id);
    await recordAudit(ctx, [auditOf(view.buyerId, id, 'CHANGED', statedOf(view), after && statedOf(after))]);
    return stored;
  }

  /**
   * A new draft that asks for the same; days that have passed are left out.
   * @throws AppError NOT_FOUND as update does
   */
  async clone(ctx: TransactionContext, id: string, title?: string): Promise<Result<{ id: string }>> {
    const view = await this.lockOwn(ctx, id);
    const ahead = (day: string | null): string | null => (day !== null && day > ctx.today() ? day : null);
    return this.create(ctx, {
      ...draftOf(view),
      title: title ?? `${view.title.slice(0, REQUIREMENT_LIMITS.title - 7)} (copy)`,
      firstDeliveryOn: ahead(view.firstDeliveryOn),
      closesOn: ahead(view.closesOn),
      source: null,
      origin: 'REGISTERED',
    });
  }

  /**
   * What a draft would ask of suppliers, as the engine takes it, and what its words left unread. Stores nothing.
   * @throws AppError NOT_FOUND when the buyer is not one the actor may act for
   */
  async preview(
    ctx: Context,
    draft: RequirementDraft,
  ): Promise<Result<{ record: RequirementRecord; warnings: UserError[] }>> {
    demand(ctx.actor, 'requirement.edit', draft.buyerId);
    const read = readRequirementDraft({ ...draft, state: 'DRAFT' });
    if (!read.requirement) return fail(...(await this.places.withUnknownPlace(ctx, draft, read.errors)));
    const [placed] = await placeRequirements(ctx, this.places, [read.requirement]);
    const { place, errors } = placed!;
    if (errors.length > 0) return fail(...errors);
    const { lat = null, lon = null, region = null } = place ?? {};
    const record = recordOfContent({ ...read.requirement, lat, lon, region }, ctx.today());
    return succeed({ record, warnings: read.requirement.warnings });
  }

  /**
   * Opens a draft to suppliers and asks for its matches.
   * @throws AppError NOT_FOUND as update does
   */
  async publish(ctx: TransactionContext, id: string): Promise<Result<{ id: string }>> {
    const view = await this.lockOwn(ctx, id);
    const blockers = publicationBlockers(view, ctx.today());
    if (blockers.length > 0) return fail(...blockers);
    return this.move(ctx, id, 'OPEN');
  }

  /**
   * Opens drafts to suppliers, all of them or none; what keeps one back is named by its place among the ids.
   * @throws AppError NOT_FOUND as update does
   */
  async publishMany(ctx: TransactionContext, ids: readonly string[]): Promise<Result<{ ids: string[] }>> {
    if (ids.length === 0) return fail(userError('REQUIRED', 'Choose at least one draft.', ['ids']));
    if (ids.length > MOST_AT_ONCE) {
      return fail(userError('TOO_MANY', `At most ${MOST_AT_ONCE} at once. Choose fewer.`, ['ids']));
    }
    const errors: UserError[] = [];
    const wanted = [...new Set(ids)];
    // In one order, so that two who publish the same drafts wait for each other and not in a ring.
    for (const id of wanted.toSorted()) {
      const published = await this.publish(ctx, id);
      if (published.ok) continue;
      const at = String(ids.indexOf(id));
      errors.push(...published.errors.map((error) => ({ ...error, path: ['ids', at, ...error.path] })));
    }
    const placeOf = ({ path }: UserError): number => Number(path[1]);
    if (errors.length > 0) return fail(...errors.sort((a, b) => placeOf(a) - placeOf(b)));
    return succeed({ ids: wanted });
  }

  /** Ends a requirement with what came of it, in a sentence; @throws AppError NOT_FOUND as update does. */
  close(ctx: TransactionContext, id: string, outcome?: string): Promise<Result<{ id: string }>> {
    return this.move(ctx, id, 'CLOSED', outcome);
  }

  /** Takes a published requirement back: only the buyer's people and officers still see it. */
  withdraw(ctx: TransactionContext, id: string, reason?: string): Promise<Result<{ id: string }>> {
    return this.move(ctx, id, 'WITHDRAWN', reason);
  }

  /**
   * Moves a requirement along its life cycle. A draft is opened by `publish`, which asks first whether it may be.
   * @throws AppError NOT_FOUND as update does
   */
  async move(
    ctx: TransactionContext,
    id: string,
    to: RequirementState,
    outcome?: string,
  ): Promise<Result<{ id: string }>> {
    const { state, buyerId } = await this.lockOwn(ctx, id);
    if (!mayMove(state, to)) {
      const message =
        state === to
          ? `It is ${words(state)} already.`
          : `A requirement that is ${words(state)} cannot become ${words(to)}.`;
      return fail(userError('NOT_POSSIBLE_NOW', message, ['state']));
    }
    if (outcome !== undefined && outcome.length > 2_000) {
      return fail(userError('TOO_LONG', 'At most 2000 characters. Shorten it.', ['outcome']));
    }
    await ctx.query(
      `UPDATE requirements SET state = $2, outcome = coalesce($3, outcome), updated_at = $4, version = version + 1,
              published_at = coalesce(published_at, $4),
              closed_at = CASE WHEN $2 IN ('CLOSED', 'AWARDED', 'WITHDRAWN') THEN coalesce(closed_at, $4) END
        WHERE id = $1`,
      [id, to, outcome?.trim() || null, ctx.now()],
    );
    await this.announce(ctx, id);
    const after = { state: to, outcome: outcome?.trim() || null };
    await recordAudit(ctx, [auditOf(buyerId, id, to, { state }, after)]);
    return succeed({ id });
  }

  /** Requirements by id that the actor may see, in a fixed number of statements; the others are left out. */
  find(ctx: Context, ids: readonly string[]): Promise<Map<string, RequirementView>> {
    return readRequirements(ctx, ids);
  }

  /**
   * A page of the requirements that the actor may see, newest first.
   * @throws AppError BAD_INPUT for a cursor that is not of this list
   */
  list(ctx: Context, filter: RequirementFilter, page: PageInput): Promise<Page<RequirementView>> {
    return listRequirements(ctx, filter, page);
  }

  /**
   * Every requirement of a buyer, newest first.
   * @throws AppError NOT_FOUND unless the actor may see all of them
   */
  async ofBuyer(ctx: Context, buyerId: string): Promise<RequirementView[]> {
    demand(ctx.actor, 'requirement.view-private', buyerId);
    const rows = await ctx.query<{ id: string }>(
      `SELECT id FROM requirements WHERE buyer_id = $1 ORDER BY created_at DESC, id DESC`,
      [buyerId],
    );
    const views = await readRequirements(
      ctx,
      rows.map(({ id }) => id),
    );
    return rows.flatMap(({ id }) => views.get(id) ?? []);
  }

  /**
   * The ids of the same page, for those who read requirements together with others.
   * @throws AppError BAD_INPUT for a cursor that is not of this list
   */
  listIds(ctx: Context, filter: RequirementFilter, page: PageInput): Promise<Page<string>> {
    return pageOfRequirements(ctx, filter, page);
  }

  /**
   * Stores what an import has read, idempotent by source; rows that are the same as before write nothing, and those
   * that have moved on (shortlisting, awarded …) are left alone. Asks for no ranking: the import does, at its end.
   */
  upsertMany(
    ctx: TransactionContext,
    requirements: readonly PreparedRequirement[],
    { recordChanges = true }: { recordChanges?: boolean } = {},
  ): Promise<UpsertReport> {
    demand(ctx.actor, 'platform.operate');
    return upsertRequirements(ctx, this.places, requirements, recordChanges);
  }

  private async store(
    ctx: TransactionContext,
    id: string,
    requirement: PreparedRequirement,
    state: RequirementState,
  ): Promise<Result<{ id: string }>> {
    const [placed] = await placeRequirements(ctx, this.places, [requirement]);
    const { place, errors } = placed!;
    if (errors.length > 0) return fail(...errors);
    if (isMatched(state)) {
      const facts = { ...requirement, state: 'DRAFT' as const, lat: place?.lat ?? null };
      const blockers = publicationBlockers(facts, ctx.today());
      if (blockers.length > 0) return fail(...blockers);
    }
    await writeRequirements(ctx, [{ id, requirement, place, state, known: true }]);
    if (state !== 'DRAFT') await this.announce(ctx, id);
    return succeed({ id });
  }

  private async announce(ctx: TransactionContext, id: string): Promise<void> {
    await recordChange(ctx, 'requirement', { ids: [id] });
    await enqueue(ctx, rankRequirements, { requirementIds: [id] });
  }

  /** The requirement, held until the transaction ends, so that two changes at once follow one another. */
  private async lockOwn(ctx: TransactionContext, id: string): Promise<RequirementView> {
    await ctx.query(`SELECT 1 FROM requirements WHERE id = $1 FOR UPDATE`, [id]);
    const view = (await readRequirements(ctx, [id])).get(id);
    if (!view || !may(ctx.actor, 'requirement.edit', view.buyerId)) throw new AppError('NOT_FOUND');
    return view;
  }
}

async function demandBuyers(ctx: TransactionContext, buyerIds: readonly string[]): Promise<void> {
  for (const buyerId of buyerIds) demand(ctx.actor, 'requirement.edit', buyerId);
  const known = await ctx.query(`SELECT 1 FROM buyer_profiles WHERE organisation_id = ANY($1)`, [buyerIds]);
  if (known.length < buyerIds.length) throw new AppError('NOT_FOUND');
}

const auditOf = (
  organisationId: string,
  subjectId: string,
  action: string,
  before: object | undefined,
  after: object | undefined,
): AuditRecord => ({ organisationId, subjectKind: 'requirement', subjectId, action, before, after });

/** What the buyer says, without what is worked out from it. */
function statedOf(view: RequirementView): object {
  const { place: _, ...stated } = draftOf(view);
  return stated;
}

const words = (state: RequirementState): string => state.toLowerCase();
