import { csvText } from '#lib/platform';
import { choiceOf, type Fields, type Problem, textOf } from '../form.fields.js';
import type { AuditFilterInput, AuditSubject } from '../schema.types.js';
import { subjectItems, told } from './audit.words.js';
import type { AuditQuery } from './document.operations.js';

export type Entry = AuditQuery['auditTrail']['edges'][number]['node'];

/** How the trail is narrowed, as its address says. */
export interface AuditAsked {
  organisation: string;
  person: string;
  subject: AuditSubject | undefined;
  from: string;
  to: string;
  after: string | null;
}

const LONGEST_TEXT = 200;

export const auditAsked = (query: Fields): AuditAsked => ({
  organisation: textOf(query, 'organisation').slice(0, LONGEST_TEXT),
  person: textOf(query, 'person').slice(0, LONGEST_TEXT),
  subject: choiceOf(query, 'subject', subjectItems),
  from: textOf(query, 'from').slice(0, LONGEST_TEXT),
  to: textOf(query, 'to').slice(0, LONGEST_TEXT),
  after: textOf(query, 'after') || null,
});

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** Days that are none, or in the wrong order. */
export function auditProblems({ from, to }: AuditAsked): Problem[] {
  const wrong = [
    ['from', from],
    ['to', to],
  ].filter(([, day]) => day !== '' && !isDay(day!));
  if (wrong.length)
    return wrong.map(([field]) => ({ field: field!, message: 'Choose a day of the calendar.' }));
  return from && to && from > to
    ? [{ field: 'to', message: 'The last day must not be before the first.' }]
    : [];
}

/** What the API is asked for. */
export const auditFilter = ({ organisation, person, subject, from, to }: AuditAsked): AuditFilterInput => ({
  ...(organisation && { organisation }),
  ...(person && { person }),
  ...(subject && { subject }),
  ...(from && { from }),
  ...(to && { to }),
});

/** The trail narrowed in this way, at an address of the office. */
export function auditHref(asked: AuditAsked, at: 'audit' | 'audit.csv' = 'audit'): string {
  const { after, ...filter } = asked;
  const query = new URLSearchParams(auditFilter(filter as AuditAsked) as Record<string, string>);
  if (after !== null) query.set('after', after);
  const text = query.toString();
  return `/office/${at}${text && `?${text}`}`;
}

const HEAD = ['when', 'organisation', 'what', 'by', 'field', 'before', 'after', 'request'] as const;

/** A row for each field that differs; an entry that tells of none has one row. */
export const auditCsv = (entries: readonly Entry[]): string =>
  csvText([
    HEAD,
    ...entries.map(told).flatMap(({ at, organisationName, deed, by, changes, requestId }) => {
      const row = (field: string, before: string, after: string) => [
        at,
        organisationName,
        deed,
        by,
        field,
        before,
        after,
        requestId,
      ];
      return changes.length === 0
        ? [row('', '', '')]
        : changes.map(({ field, before, after }) => row(field, before.join('; '), after.join('; ')));
    }),
  ]);
