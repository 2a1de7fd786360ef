import type { Page, PageRequest } from '#lib/match-lists';
import { levelOfFit } from '#lib/matching';
import {
  type Context,
  cursorError,
  mayEverywhere,
  organisationsOf,
  permitted,
  toOpaqueId,
  tryFromOpaqueId,
} from '#lib/platform';
import { awaitedSide, contactsRevealed, INTRODUCTION_STATES } from './introduction.rules.js';
import type {
  Contact,
  IntroductionEventView,
  IntroductionFilter,
  IntroductionView,
  MessageView,
  Standing,
} from './introduction.types.js';

const selection = `i.id, i.requirement_id AS "requirementId", r.title AS "requirementTitle", r.buyer_id AS "buyerId",
  b.name AS "buyerName", i.supplier_id AS "supplierId", s.name AS "supplierName", i.state,
  i.reason_code AS "reasonCode", i.reason, i.cross_regional AS "crossRegional", i.due_on::text AS "dueOn",
  i.invited_at AS "invitedAt", i.supplier_replied_at AS "supplierRepliedAt", i.interested_at AS "interestedAt",
  i.buyer_replied_at AS "buyerRepliedAt", i.supplier_agreed_at AS "supplierAgreedAt",
  i.buyer_agreed_at AS "buyerAgreedAt", i.award_proposed_by AS "awardProposedBy", i.created_at AS "createdAt",
  i.updated_at AS "updatedAt",
  CASE WHEN i.award_value_gbp IS NOT NULL THEN json_build_object('valueGbp', i.award_value_gbp, 'jobs', i.award_jobs,
    'awardedOn', i.awarded_on, 'startsOn', i.award_starts_on) END AS award`;
const tables = `introductions i JOIN requirements r ON r.id = i.requirement_id
  JOIN organisations b ON b.id = r.buyer_id JOIN organisations s ON s.id = i.supplier_id`;

/** Organisations whose introductions the actor may see, on either side; null means all. */
const viewable = (ctx: Context): string[] | null => {
  const { actor } = ctx;
  if (mayEverywhere(actor, 'organisation.view-private')) return null;
  return [...permitted(actor, 'organisation.view-private', organisationsOf(actor))];
};

type Add = (value: unknown, test: (parameter: string) => string) => void;

/** The conditions of a filter and of what the actor may see. */
function conditionsOf(ctx: Context, filter: IntroductionFilter): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const conditions = ['true'];
  const add: Add = (value, test) => {
    if (value === undefined || value === null) return;
    values.push(value);
    conditions.push(test(`$${values.length}`));
  };
  add(viewable(ctx), (p) => `(r.buyer_id = ANY(${p}) OR i.supplier_id = ANY(${p}))`);
  add(filter.organisationId, (p) => `(r.buyer_id = ${p} OR i.supplier_id = ${p})`);
  add(filter.requirementId, (p) => `i.requirement_id = ${p}`);
  add(filter.supplierId, (p) => `i.supplier_id = ${p}`);
  add(filter.states, (p) => `i.state = ANY(${p})`);
  const { awaiting } = filter;
  if (awaiting) {
    const states = INTRODUCTION_STATES.filter((state) => awaitedSide(state) === awaiting);
    add(states, (p) => `i.state = ANY(${p})`);
  }
  add(filter.overdue === null || filter.overdue === undefined ? null : ctx.today(), (p) =>
    filter.overdue ? `i.due_on < ${p}` : `(i.due_on IS NULL OR i.due_on >= ${p})`,
  );
  return { where: conditions.join(' AND '), values };
}

/** Introductions by id that the actor may see; the others are left out. One statement. */
export async function readIntroductions(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, IntroductionView>> {
  const { where, values } = conditionsOf(ctx, {});
  const rows = await ctx.query<IntroductionView>(
    `SELECT ${selection} FROM ${tables} WHERE ${where} AND i.id = ANY($${values.length + 1})`,
    [...values, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The introductions between pairs, by `requirement:supplier`; those the actor may not see are left out. */
export async function readPairs(
  ctx: Context,
  pairs: readonly { requirementId: string; supplierId: string }[],
): Promise<Map<string, IntroductionView>> {
  const { where, values } = conditionsOf(ctx, {});
  const at = values.length;
  const rows = await ctx.query<IntroductionView>(
    `SELECT ${selection} FROM ${tables}
       JOIN unnest($${at + 1}::uuid[], $${at + 2}::uuid[]) AS pair (requirement_id, supplier_id)
         ON pair.requirement_id = i.requirement_id AND pair.supplier_id = i.supplier_id
      WHERE ${where}`,
    [...values, pairs.map(({ requirementId }) => requirementId), pairs.map(({ supplierId }) => supplierId)],
  );
  return new Map(rows.map((row) => [pairKey(row), row]));
}

export const pairKey = (pair: { requirementId: string; supplierId: string }): string =>
  `${pair.requirementId}:${pair.supplierId}`;

export type IntroductionPage = Page<{ cursor: string; node: IntroductionView }>;

/**
 * A page of introductions that the actor may see, newest first, in two statements.
 * @throws AppError BAD_INPUT for a cursor that is none
 */
export async function listIntroductions(
  ctx: Context,
  filter: IntroductionFilter,
  { first, after }: PageRequest,
): Promise<IntroductionPage> {
  const { where, values } = conditionsOf(ctx, filter);
  const [count] = await ctx.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM introductions i JOIN requirements r ON r.id = i.requirement_id WHERE ${where}`,
    values,
  );
  const at = values.length;
  const rows = await ctx.query<IntroductionView>(
    `SELECT ${selection} FROM ${tables} WHERE ${where} AND ($${at + 1}::uuid IS NULL OR i.id < $${at + 1})
      ORDER BY i.id DESC LIMIT $${at + 2}`,
    [...values, cursorId(after), first + 1],
  );
  return pageFrom(rows, first, count?.n ?? 0);
}

/**
 * The first page of each parent's introductions that the actor may see, newest first: two statements however many
 * parents there are.
 */
export async function listIntroductionsOf(
  ctx: Context,
  parent: 'requirement' | 'supplier',
  parentIds: readonly string[],
  filter: Pick<IntroductionFilter, 'states'>,
  { first, after }: PageRequest,
): Promise<Map<string, IntroductionPage>> {
  const { where, values } = conditionsOf(ctx, filter);
  const column = parent === 'requirement' ? 'i.requirement_id' : 'i.supplier_id';
  const at = values.length;
  const counts = await ctx.query<{ parent: string; n: number }>(
    `SELECT ${column} AS parent, count(*)::int AS n FROM introductions i JOIN requirements r ON r.id = i.requirement_id
      WHERE ${where} AND ${column} = ANY($${at + 1}) GROUP BY 1`,
    [...values, parentIds],
  );
  const rows = await ctx.query<IntroductionView & { parent: string }>(
    `SELECT parent.id AS parent, page.* FROM unnest($${at + 1}::uuid[]) AS parent (id)
      CROSS JOIN LATERAL (
        SELECT ${selection} FROM ${tables}
         WHERE ${where} AND ${column} = parent.id AND ($${at + 2}::uuid IS NULL OR i.id < $${at + 2})
         ORDER BY i.id DESC LIMIT $${at + 3}) AS page`,
    [...values, parentIds, cursorId(after), first + 1],
  );
  const totals = new Map(counts.map(({ parent: id, n }) => [id, n]));
  return new Map(
    parentIds.map((id) => {
      const own = rows.filter((row) => row.parent === id).map(({ parent: _, ...row }) => row);
      return [id, pageFrom(own, first, totals.get(id) ?? 0)];
    }),
  );
}

function pageFrom(rows: IntroductionView[], first: number, totalCount: number): IntroductionPage {
  const edges = rows.slice(0, first).map((node) => ({ cursor: toOpaqueId('intro', node.id), node }));
  return { edges, totalCount, hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null };
}

function cursorId(after: string | null | undefined): string | null {
  if (!after) return null;
  const id = tryFromOpaqueId('intro', after);
  if (id === undefined) throw cursorError();
  return id;
}

/** The steps of introductions in the order they were taken; the caller has been shown the introductions. */
export async function readEvents(
  ctx: Context,
  introductionIds: readonly string[],
): Promise<Map<string, IntroductionEventView[]>> {
  const rows = await ctx.query<IntroductionEventView>(
    `SELECT id, introduction_id AS "introductionId", action, state, side, person_id AS "personId",
            reason_code AS "reasonCode", reason, at
       FROM introduction_events WHERE introduction_id = ANY($1) ORDER BY id`,
    [introductionIds],
  );
  return grouped(introductionIds, rows);
}

/** How suppliers stood at steps that were decisions, by step. */
export async function readStandings(
  ctx: Context,
  eventIds: readonly string[],
): Promise<Map<string, Standing>> {
  const rows = await ctx.query<{ id: string; standing: Standing }>(
    `SELECT id, standing FROM introduction_events WHERE id = ANY($1::uuid[]) AND standing IS NOT NULL`,
    [eventIds],
  );
  // Kept before needs had a level: worked out from their fit.
  for (const need of rows.flatMap(({ standing }) => standing.needs)) need.level ??= levelOfFit(need.fit);
  return new Map(rows.map(({ id, standing }) => [id, standing]));
}

/** The messages of introductions, oldest first; the caller has been shown the introductions. */
export async function readMessages(
  ctx: Context,
  introductionIds: readonly string[],
): Promise<Map<string, MessageView[]>> {
  const rows = await ctx.query<MessageView>(
    `SELECT m.id, m.introduction_id AS "introductionId", m.side, m.person_id AS "personId", p.name AS "personName",
            m.body, m.sent_at AS "sentAt"
       FROM introduction_messages m LEFT JOIN people p ON p.id = m.person_id
      WHERE m.introduction_id = ANY($1) ORDER BY m.id`,
    [introductionIds],
  );
  return grouped(introductionIds, rows);
}

function grouped<T extends { introductionId: string }>(
  ids: readonly string[],
  rows: readonly T[],
): Map<string, T[]> {
  const groups = new Map<string, T[]>(ids.map((id) => [id, []]));
  for (const row of rows) groups.get(row.introductionId)?.push(row);
  return groups;
}

/** Whom to talk to on each side, for introductions that both sides agreed to; the others are left out. */
export async function readContacts(
  ctx: Context,
  introductions: readonly IntroductionView[],
): Promise<Map<string, { supplier: Contact[]; buyer: Contact[] }>> {
  const revealed = introductions.filter(contactsRevealed);
  if (revealed.length === 0) return new Map();
  const organisationIds = [...new Set(revealed.flatMap(({ supplierId, buyerId }) => [supplierId, buyerId]))];
  const rows = await ctx.query<Contact & { organisationId: string }>(
    `SELECT m.organisation_id AS "organisationId", p.name, p.email
       FROM memberships m JOIN people p ON p.id = m.person_id
      WHERE m.organisation_id = ANY($1) AND m.role IN ('OWNER', 'EDITOR') ORDER BY m.role DESC, p.name, p.id`,
    [organisationIds],
  );
  const of = (id: string): Contact[] =>
    rows.filter(({ organisationId }) => organisationId === id).map(({ name, email }) => ({ name, email }));
  return new Map(
    revealed.map(({ id, supplierId, buyerId }) => [id, { supplier: of(supplierId), buyer: of(buyerId) }]),
  );
}
