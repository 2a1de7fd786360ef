import { type Page, type PageInput } from '#lib/directory';
import { type Context, cursorError, demand, may } from '#lib/platform';
import type { EvidenceLevel, Region } from '#lib/taxonomy';
import { Injectable } from '@nestjs/common';
import type { CheckView, ClaimKind, ClaimState, QueuedClaim } from './claim.types.js';

export interface ClaimFilter {
  state?: ClaimState | null;
  evidence?: EvidenceLevel | null;
  /** Code of a certification scheme. */
  scheme?: string | null;
  region?: Region | null;
  /** Part of the name of the supplier, or its company number. */
  text?: string | null;
  /** Only suppliers that somebody is talking to: what they claim is relied upon now. */
  inPlay?: boolean | null;
}

/** A document came after the claim was refused: the answer of its holder. */
const answered = `EXISTS (SELECT FROM files f WHERE f.certificate_id = c.id AND f.stored_at > (
  SELECT max(k.at) FROM claim_checks k WHERE k.certificate_id = c.id AND k.finding = 'REFUSED' AND k.undone_at IS NULL))`;

interface Source {
  from: string;
  columns: string;
  key: string;
  /** Greater comes first. */
  urgency: string;
  /** What waits although it was refused. */
  again: string;
}

const sources: Readonly<Record<ClaimKind, Source>> = {
  CERTIFICATE: {
    from: 'certificates c',
    columns: `c.organisation_id AS "organisationId", c.id AS "certificateId", NULL AS "capabilityCode"`,
    key: 'c.id::text',
    urgency: `CASE WHEN c.evidence = 'DOCUMENT' OR c.refused_on IS NOT NULL THEN 1 ELSE 0 END`,
    again: answered,
  },
  CAPABILITY: {
    // One line a claim, though the supplier may have several parts in it.
    from: `(SELECT DISTINCT ON (organisation_id, code) * FROM supplier_capabilities
             ORDER BY organisation_id, code, role) c`,
    columns: `c.organisation_id AS "organisationId", NULL AS "certificateId", c.code AS "capabilityCode"`,
    key: `c.organisation_id || '/' || c.code`,
    urgency: '0',
    again: 'false',
  },
};

const IN_PLAY = `EXISTS (SELECT FROM introductions i WHERE i.supplier_id = c.organisation_id
  AND i.state IN ('SUGGESTED', 'INTERESTED', 'INVITED', 'SHORTLISTED'))`;

const unchecked = `c.evidence IN ('SELF_DECLARED', 'DOCUMENT')`;

function stateCondition(state: ClaimState, again: string): string {
  switch (state) {
    case 'TO_CHECK':
      return `${unchecked} AND (c.refused_on IS NULL OR ${again})`;
    case 'CHECKED':
      return `NOT ${unchecked}`;
    case 'REFUSED':
      return 'c.refused_on IS NOT NULL';
  }
}

/** Claims for those who check them, and what came of checks. */
@Injectable()
export class ClaimQueue {
  /**
   * A page of claims: those with a document to look at first, then as they were made.
   * @throws AppError NOT_FOUND unless the actor may check claims
   */
  async page(
    ctx: Context,
    kind: ClaimKind,
    filter: ClaimFilter,
    { first, after }: PageInput,
  ): Promise<Page<QueuedClaim>> {
    demand(ctx.actor, 'evidence.vouch');
    const { from, columns, key, urgency, again } = sources[kind];
    const values: unknown[] = [];
    const value = (given: unknown): string => `$${values.push(given)}`;
    const conditions = [stateCondition(filter.state ?? 'TO_CHECK', again)];
    if (filter.evidence) conditions.push(`c.evidence = ${value(filter.evidence)}`);
    if (filter.scheme && kind === 'CERTIFICATE') conditions.push(`c.scheme = ${value(filter.scheme)}`);
    if (filter.inPlay) conditions.push(IN_PLAY);
    if (filter.region) {
      conditions.push(
        `EXISTS (SELECT FROM sites s WHERE s.organisation_id = c.organisation_id AND s.is_primary AND s.region = ${value(filter.region)})`,
      );
    }
    const text = filter.text?.trim() ?? '';
    if (text !== '') {
      conditions.push(
        `EXISTS (SELECT FROM organisations o WHERE o.id = c.organisation_id
           AND (position(lower(${value(text)}) IN lower(o.name)) > 0 OR o.company_number = upper(${value(text)})))`,
      );
    }
    const where = conditions.join(' AND ');
    const [count] = await ctx.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${from} WHERE ${where}`,
      values,
    );
    const place = after == null ? undefined : cursorOf(after);
    const beyond = place
      ? `AND (${urgency} < ${value(place.urgency)}::int OR (${urgency} = $${values.length}::int AND ${key} > ${value(place.key)}))`
      : '';
    const rows = await ctx.query<QueuedClaim & { key: string; urgency: number }>(
      `SELECT ${columns}, ${key} AS key, ${urgency} AS urgency FROM ${from} WHERE ${where} ${beyond}
        ORDER BY urgency DESC, key LIMIT ${value(first + 1)}`,
      values,
    );
    return {
      items: rows.slice(0, first).map(({ key: at, urgency: now, ...item }) => ({
        cursor: `${now} ${at}`,
        item,
      })),
      hasNextPage: rows.length > first,
      totalCount: count?.n ?? 0,
    };
  }

  /** Checks by supplier, latest first, of those whose private data the actor may see. One statement. */
  async checks(ctx: Context, supplierIds: readonly string[]): Promise<Map<string, CheckView[]>> {
    const seen = supplierIds.filter((id) => may(ctx.actor, 'organisation.view-private', id));
    const found = new Map<string, CheckView[]>();
    if (seen.length === 0) return found;
    const rows = await ctx.query<CheckView>(
      `SELECT id, organisation_id AS "organisationId", certificate_id AS "certificateId",
              capability_code AS "capabilityCode", finding, reason, person_id AS "personId",
              cluster_id AS "clusterId", at, undone_at AS "undoneAt"
         FROM claim_checks WHERE organisation_id = ANY($1) ORDER BY id DESC`,
      [seen],
    );
    for (const row of rows) found.set(row.organisationId, [...(found.get(row.organisationId) ?? []), row]);
    return found;
  }
}

/** @throws AppError BAD_INPUT */
function cursorOf(text: string): { urgency: number; key: string } {
  const [, urgency, key] = /^([01]) (\S{1,200})$/.exec(text) ?? [];
  if (urgency === undefined || key === undefined) {
    throw cursorError();
  }
  return { urgency: Number(urgency), key };
}
