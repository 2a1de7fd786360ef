import { isDeepStrictEqual } from 'node:util';
import type { AuditSubject } from './audit.entity.js';
import type { TransactionContext } from './context.js';
import { newId } from './ids.js';

export interface AuditRecord {
  organisationId: string;
  subjectKind: AuditSubject;
  subjectId: string;
  action: string;
  before?: object | null;
  after?: object | null;
  /** Who did it, where it reaches us under a ticket that a person was given; else the actor did. */
  personId?: string | null;
}

type Values = Record<string, unknown>;

/** The fields in which two states differ; JSON has no undefined, so that absent and null are the same. */
function difference(before: object | null | undefined, after: object | null | undefined): [Values, Values] {
  const plain = (value: object | null | undefined): Values =>
    JSON.parse(JSON.stringify(value ?? {})) as Values;
  const [was, is] = [plain(before), plain(after)];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (key) => !isDeepStrictEqual(was[key] ?? null, is[key] ?? null),
  );
  const only = (values: Values): Values => Object.fromEntries(keys.map((key) => [key, values[key] ?? null]));
  return [only(was), only(is)];
}

/**
 * Writes what was changed, by whom and how, in the transaction of the change: one statement, however many. Of states
 * before and after, only what differs is kept; a change that changed nothing leaves no entry.
 */
export async function recordAudit(ctx: TransactionContext, records: readonly AuditRecord[]): Promise<void> {
  const rows = records.flatMap(({ before, after, ...record }) => {
    const [was, is] = difference(before, after);
    const isChange = before !== undefined && after !== undefined;
    if (isChange && Object.keys(is).length === 0) return [];
    return [
      {
        id: newId(),
        organisation_id: record.organisationId,
        subject_kind: record.subjectKind,
        subject_id: record.subjectId,
        action: record.action,
        before: before ? was : null,
        after: after ? is : null,
        person_id: record.personId ?? null,
      },
    ];
  });
  if (rows.length === 0) return;
  const { actor } = ctx;
  await ctx.prepared(
    `INSERT INTO audit_entries (id, at, organisation_id, person_id, system_name, request_id, subject_kind, subject_id,
                                action, before, after)
     SELECT id, $2, organisation_id, coalesce(person_id, $3), CASE WHEN person_id IS NULL THEN $4 END, $5, subject_kind,
            subject_id, action, before, after
       FROM json_to_recordset($1) AS d(id uuid, organisation_id uuid, subject_kind text, subject_id uuid, action text,
                                       before jsonb, after jsonb, person_id uuid)`,
    [
      JSON.stringify(rows),
      ctx.now(),
      actor.kind === 'person' ? actor.personId : null,
      actor.kind === 'system' ? actor.name : null,
      ctx.requestId,
    ],
  );
}
