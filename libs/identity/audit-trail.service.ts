import { type AuditEntry, type AuditSubject, type Context, cursorError, demand, may } from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { validate } from 'uuid';

export interface AuditFilter {
  /** Without one, the entries of all: for officers. */
  organisationId?: string | null;
  /** Part of the name of the organisation, or its company number. */
  organisation?: string | null;
  /** Part of the name or the address of who did it, or of the part of the system that did. */
  person?: string | null;
  subject?: AuditSubject | null;
  /** First and last day, as clocks in Britain show them. */
  from?: string | null;
  to?: string | null;
}

export type AuditView = Pick<
  AuditEntry,
  'id' | 'at' | 'organisationId' | 'subjectKind' | 'action' | 'before' | 'after' | 'requestId'
> & {
  organisationName: string;
  by: string;
  cursor: string;
};

export interface AuditPage {
  items: AuditView[];
  hasNextPage: boolean;
  totalCount: number;
}

const ZONE = `'Europe/London'`;
const source = `audit_entries e LEFT JOIN organisations o ON o.id = e.organisation_id LEFT JOIN people p ON p.id = e.person_id`;

/** Who changed what: for the organisation concerned its own, for officers everybody's. */
@Injectable()
export class AuditTrailService {
  /**
   * A page of entries, newest first. Two statements, however many there are.
   * @throws AppError NOT_FOUND unless the actor may read them; BAD_INPUT when `after` is no cursor
   */
  async page(
    ctx: Context,
    filter: AuditFilter,
    { first, after }: { first: number; after: string | null },
  ): Promise<AuditPage> {
    demand(ctx.actor, 'organisation.audit', filter.organisationId ?? undefined);
    const place = after === null ? undefined : placeOf(after);
    const values: unknown[] = [];
    const value = (given: unknown): string => `$${values.push(given)}`;
    const where = conditionsOf(filter, value).join(' AND ');
    const [count] = await ctx.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${source} WHERE ${where}`,
      values,
    );
    const beyond = place
      ? `AND (e.at, e.id) < (timestamptz 'epoch' + ${value(place.micros)}::bigint * interval '1 microsecond', ${value(place.id)}::uuid)`
      : '';
    const rows = await ctx.query<AuditView>(
      `SELECT e.id, e.at, e.organisation_id AS "organisationId", e.subject_kind AS "subjectKind", e.action, e.before,
              e.after, e.request_id AS "requestId", coalesce(o.name, 'An organisation that is gone') AS "organisationName",
              coalesce(e.system_name, p.name, 'Somebody who has been erased') AS by,
              (extract(epoch FROM e.at) * 1000000)::bigint || '_' || e.id AS cursor
         FROM ${source} WHERE ${where} ${beyond} ORDER BY e.at DESC, e.id DESC LIMIT ${value(first + 1)}`,
      values,
    );
    return {
      items: rows.slice(0, first).map((entry) => withheldFrom(ctx, entry)),
      hasNextPage: rows.length > first,
      totalCount: count?.n ?? 0,
    };
  }
}

function conditionsOf(filter: AuditFilter, value: (given: unknown) => string): string[] {
  const conditions = ['true'];
  const organisation = filter.organisation?.trim() ?? '';
  const person = filter.person?.trim() ?? '';
  if (filter.organisationId != null) conditions.push(`e.organisation_id = ${value(filter.organisationId)}`);
  if (organisation !== '') {
    const text = value(organisation);
    conditions.push(`(position(lower(${text}) IN lower(o.name)) > 0 OR o.company_number = upper(${text}))`);
  }
  if (person !== '') {
    const text = value(person);
    conditions.push(
      `position(lower(${text}) IN lower(coalesce(e.system_name, p.name || ' ' || p.email))) > 0`,
    );
  }
  if (filter.subject != null) conditions.push(`e.subject_kind = ${value(filter.subject)}`);
  if (filter.from != null)
    conditions.push(`e.at >= ${value(filter.from)}::date::timestamp AT TIME ZONE ${ZONE}`);
  if (filter.to != null)
    conditions.push(`e.at < (${value(filter.to)}::date + 1)::timestamp AT TIME ZONE ${ZONE}`);
  return conditions;
}

/** That somebody was invited is for all who may read the trail; who, for those who may list invitations. */
function withheldFrom({ actor }: Context, entry: AuditView): AuditView {
  const withheld =
    entry.subjectKind === 'invitation' && !may(actor, 'organisation.manage-people', entry.organisationId);
  return withheld ? { ...entry, before: null, after: null } : entry;
}

/** @throws AppError BAD_INPUT */
function placeOf(cursor: string): { micros: string; id: string } {
  const [, micros, id] = /^(\d{1,17})_([0-9a-f-]{36})$/.exec(cursor) ?? [];
  if (micros === undefined || !validate(id)) {
    throw cursorError();
  }
  return { micros, id: id! };
}
