import type { NaturalKey, Page, PageInput } from '#lib/directory';
import { type Context, cursorError } from '#lib/platform';
import type { PreparedCertification, PreparedNeed } from './requirement.draft.js';
import type { RequirementFilter, RequirementView } from './requirement.view.js';
import { outlineOf } from './disclosure.js';
import { disclosedSql, namedSuppliers, viewableBuyers, visibleSql } from './visibility.rules.js';

type Row = Omit<RequirementView, 'source' | 'needs' | 'certifications' | 'disclosure'> & {
  disclosed: boolean;
  sourceScheme: string | null;
  sourceIdentifier: string | null;
};
type Owned<T> = T & { requirementId: string };

const selection = `r.id, r.no, r.buyer_id AS "buyerId", r.title, r.description, r.state, r.visibility, r.sectors,
  r.cpv_codes AS "cpvCodes", r.value_gbp::float8 AS "valueGbp", r.quantity_per_year AS "quantityPerYear",
  r.quantity_batch AS "quantityBatch", r.lead_time_days AS "leadTimeDays", r.postcode, r.lat, r.lon, r.region,
  r.max_drive_minutes AS "maxDriveMinutes", r.regions, r.first_delivery_on::text AS "firstDeliveryOn",
  r.closes_on::text AS "closesOn", r.weights, r.reply_days AS "replyDays", r.origin, r.source_scheme AS "sourceScheme",
  r.source_identifier AS "sourceIdentifier", r.outcome, r.published_at AS "publishedAt", r.closed_at AS "closedAt",
  r.created_at AS "createdAt", r.updated_at AS "updatedAt"`;

/** Requirements by id that the actor may see, in three statements; the others are left out. */
export async function readRequirements(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, RequirementView>> {
  if (ids.length === 0) return new Map();
  const buyers = viewableBuyers(ctx.actor);
  const rows = await ctx.query<Row>(
    `SELECT ${selection}, ${buyers ? disclosedSql('$2', '$3') : 'true'} AS disclosed FROM requirements r
      WHERE r.id = ANY($1) ${buyers ? `AND ${visibleSql('$2', '$3')}` : ''}`,
    [ids, ...(buyers ? [buyers, namedSuppliers(ctx.actor)] : [])],
  );
  const seen = rows.map(({ id }) => id);
  const needs = grouped(
    await ctx.query<Owned<PreparedNeed>>(
      `SELECT requirement_id AS "requirementId", phrase, codes, picked, importance FROM requirement_needs
        WHERE requirement_id = ANY($1) ORDER BY position`,
      [seen],
    ),
  );
  const certifications = grouped(
    await ctx.query<Owned<PreparedCertification>>(
      `SELECT requirement_id AS "requirementId", scheme, stated, edition, level, commodity, importance
         FROM requirement_certifications WHERE requirement_id = ANY($1) ORDER BY position`,
      [seen],
    ),
  );
  return new Map(
    rows.map(({ sourceScheme, sourceIdentifier, disclosed, ...row }) => {
      const view: RequirementView = {
        ...row,
        disclosure: 'FULL',
        source: sourceOf(sourceScheme, sourceIdentifier),
        needs: needs.get(row.id) ?? [],
        certifications: certifications.get(row.id) ?? [],
      };
      return [row.id, disclosed ? view : outlineOf(view)];
    }),
  );
}

const sourceOf = (scheme: string | null, identifier: string | null): NaturalKey | null =>
  scheme === null || identifier === null ? null : { scheme, identifier };

function grouped<T>(rows: readonly Owned<T>[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const { requirementId, ...item } of rows) {
    const group = groups.get(requirementId) ?? [];
    group.push(item as T);
    groups.set(requirementId, group);
  }
  return groups;
}

/** The moment by which requirements are listed, newest first: a draft has none of publication yet. */
const moment = 'coalesce(r.published_at, r.created_at)';

/**
 * A page of the ids of the requirements that the actor may see, newest first. How many there are is counted once
 * between two commits.
 * @throws AppError BAD_INPUT for a cursor of another form
 */
export async function pageOfRequirements(
  ctx: Context,
  filter: RequirementFilter,
  { first, after }: PageInput,
): Promise<Page<string>> {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const add = (value: unknown, test: (parameter: string) => string): void => {
    if (value === undefined || value === null) return;
    values.push(value);
    conditions.push(test(`$${values.length}`));
  };
  const buyers = viewableBuyers(ctx.actor);
  if (buyers) {
    values.push(buyers, namedSuppliers(ctx.actor));
    conditions.push(visibleSql('$1', '$2'));
    // What is not shown must not be found by either: a search for it would tell.
    const asksBeyondOutline = Boolean(filter.buyerIds ?? filter.region ?? (filter.text?.trim() || null));
    if (asksBeyondOutline) conditions.push(disclosedSql('$1', '$2'));
  }
  add(filter.states, (p) => `r.state = ANY(${p})`);
  add(filter.buyerIds, (p) => `r.buyer_id = ANY(${p})`);
  add(filter.sectors, (p) => `r.sectors && ${p}`);
  add(filter.region, (p) => `r.region = ${p}`);
  add(
    filter.capabilityCode,
    (p) => `EXISTS (SELECT FROM requirement_needs n WHERE n.requirement_id = r.id AND ${p} = ANY(n.codes))`,
  );
  add(filter.text?.trim() || null, (p) => `position(lower(${p}) IN lower(r.title)) > 0`);
  const where = ['true', ...conditions].join(' AND ');
  const from = after === undefined || after === null ? null : readCursor(after);
  const at = values.length;
  // Waited for together: where both fail, nobody would hear of the one left behind, and the process would end for it.
  const [rows, totalCount] = await Promise.all([
    ctx.query<{ id: string; moment: string }>(
      `SELECT r.id, ${moment}::text AS moment FROM requirements r WHERE ${where}
          AND ($${at + 1}::timestamptz IS NULL OR (${moment}, r.id) < ($${at + 1}, $${at + 2}::uuid))
        ORDER BY ${moment} DESC, r.id DESC LIMIT $${at + 3}`,
      [...values, from?.moment ?? null, from?.id ?? null, first + 1],
    ),
    ctx.shared(`requirements counted: ${where} ${JSON.stringify(values)}`, async () => {
      const [count] = await ctx.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM requirements r WHERE ${where}`,
        values,
      );
      return count!.n;
    }),
  ]);
  return {
    items: rows.slice(0, first).map((row) => ({ cursor: cursorOf(row), item: row.id })),
    hasNextPage: rows.length > first,
    totalCount,
  };
}

/**
 * A page of the requirements that the actor may see, newest first.
 * @throws AppError BAD_INPUT for a cursor of another form
 */
export async function listRequirements(
  ctx: Context,
  filter: RequirementFilter,
  page: PageInput,
): Promise<Page<RequirementView>> {
  const { items, ...rest } = await pageOfRequirements(ctx, filter, page);
  const views = await readRequirements(
    ctx,
    items.map(({ item }) => item),
  );
  return {
    ...rest,
    items: items.flatMap(({ cursor, item: id }) => {
      const item = views.get(id);
      return item ? [{ cursor, item }] : [];
    }),
  };
}

const cursorOf = ({ moment: at, id }: { moment: string; id: string }): string =>
  Buffer.from(`${at}|${id}`).toString('base64url');

function readCursor(cursor: string): { moment: string; id: string } {
  const text = Buffer.from(cursor, 'base64url').toString();
  const match = /^(\d{4}-\d\d-\d\d[ T][\d:.+-]+)\|([0-9a-f-]{36})$/.exec(text);
  if (!match) throw cursorError();
  return { moment: match[1]!, id: match[2]! };
}
