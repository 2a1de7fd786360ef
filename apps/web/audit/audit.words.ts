import { sentenceCase } from '#lib/taxonomy';
import { DateTime } from 'luxon';
import type { AuditSubject } from '../schema.types.js';
import { words } from '../words.js';

/** A field that differs, as it was and as it is: lines of words. */
export interface FieldChange {
  field: string;
  before: string[];
  after: string[];
}

const subjects: Readonly<Record<AuditSubject, string>> = {
  SUPPLIER: 'Supplier profile',
  BUYER: 'Buyer profile',
  REQUIREMENT: 'Requirement',
  INTRODUCTION: 'Introduction',
  CERTIFICATE: 'Certificate',
  CAPABILITY: 'Capability',
  PERSON: 'Person',
  INVITATION: 'Invitation',
  ACCESS_REQUEST: 'Request for access',
  WEBHOOK: 'Webhook',
  CLUSTER_BODY: 'Cluster body',
};

export const subjectItems = (Object.keys(subjects) as AuditSubject[]).map((value) => ({
  value,
  text: subjects[value],
}));

/** Actions whose code does not read as words by itself. */
const actions: Readonly<Record<string, string>> = {
  EMAIL_CHANGED: 'e-mail address changed',
  ROLE_GIVEN: 'given a role',
  ROLE_ENDED: 'left, or was removed',
  MERGED: 'another record merged into it',
  MERGER_UNDONE: 'merging of two records taken back',
  DISTINGUISHED: 'found to be another firm than one like it',
  DISTINCTION_UNDONE: 'no longer said to be another firm than one like it',
  CHECK_UNDONE: 'check taken back',
  REGISTER_CHECKED: 'found in the register',
  CLUSTER_VOUCHED: 'vouched for by a cluster body',
  SITE_AUDITED: 'seen on site',
  REFUSED: 'could not be confirmed',
  PUBLISHED_FIELDS: 'what is public chosen',
  TERMS_SET: 'confidentiality terms set',
  CLAIM_ASKED: 'claim of the record made',
  CLAIM_APPROVED: 'claim of the record approved',
  CLAIM_REFUSED: 'claim of the record refused',
  CLAIM_UNDONE: 'claim of the record taken back',
  CLAIM_REOPENED: 'refusal of a claim taken back',
  JOIN_ASKED: 'wish to join made',
  JOIN_APPROVED: 'wish to join approved',
  JOIN_REFUSED: 'wish to join refused',
  JOIN_UNDONE: 'approval of a wish to join taken back',
  DIGEST_CHANGED: 'what it chose for its digest changed',
  ADDRESS_RESUMED: 'letters to an address tried again',
  JOIN_REOPENED: 'refusal of a wish to join taken back',
};

/** What was done, e.g. "Requirement: drafted". */
export const deedOf = (subject: AuditSubject, action: string): string =>
  `${subjects[subject]}: ${actions[action] ?? action.toLowerCase().replaceAll('_', ' ')}`;

/** Names of fields that do not read as words by themselves. */
const fields: Readonly<Record<string, string>> = {
  closesOn: 'Closes on',
  employees: 'People employed',
  leadTimeDays: 'Lead time in days',
  leastScore: 'Least score',
  side: 'Whose step it was',
  tellWhenQuiet: 'One line when there is no news',
  statedCapabilities: 'Capabilities, as stated',
  companyNumber: 'Company number',
};

/** Ends of names that say what the value is, and need not be read. */
const UNITS = /(Gbp|Iso)$/;

function fieldName(key: string): string {
  const spelled = key
    .replace(UNITS, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return fields[key] ?? sentenceCase(spelled);
}

const NOTHING = 'Nothing';
const pounds = new Intl.NumberFormat('en-GB', {
  style: 'currency',
  currency: 'GBP',
  maximumFractionDigits: 0,
});
const whole = new Intl.NumberFormat('en-GB');
const zone = { zone: 'Europe/London' };

/** Fields that hold a code of ours even where it is a single word, which somebody might have typed elsewhere. */
const CODED = new Set([
  'disclosure',
  'events',
  'evidence',
  'finding',
  'importance',
  'kind',
  'markets',
  'published',
  'region',
  'role',
  'sectors',
  'side',
  'state',
  'visibility',
]);

function textWords(text: string, key: string): string {
  if (text.trim() === '') return NOTHING;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return DateTime.fromISO(text, zone).toFormat('d MMMM yyyy');
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text))
    return DateTime.fromISO(text, zone).toFormat("d MMMM yyyy 'at' HH:mm");
  // A code, such as EAST_MIDLANDS; what people have typed keeps its letters.
  if (/^[A-Z]+(_[A-Z]+)+$/.test(text) || (CODED.has(key) && /^[A-Z]+$/.test(text))) return words(text);
  return /^[A-Z]+(_[A-Z\d]+)+$/.test(text) ? text.replaceAll('_', ' ') : text;
}

/** One value on one line. */
function inWords(value: unknown, key: string): string {
  if (value === null || value === undefined) return NOTHING;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return key.endsWith('Gbp') ? pounds.format(value) : whole.format(value);
  if (typeof value === 'string') return textWords(value, key);
  if (Array.isArray(value)) {
    return value.length === 0 ? NOTHING : value.map((one) => inWords(one, key)).join(', ');
  }
  const parts = Object.entries(value as Record<string, unknown>)
    .filter(([, part]) => !isEmpty(part))
    .map(([name, part]) => `${fieldName(name)}: ${inWords(part, name)}`);
  return parts.length === 0 ? NOTHING : parts.join('; ');
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

const linesOf = (value: unknown, key: string): string[] =>
  Array.isArray(value) && value.length > 0 ? value.map((one) => inWords(one, key)) : [inWords(value, key)];

type Values = Record<string, unknown>;

const valuesOf = (json: string | null): Values => {
  const read: unknown = json === null ? {} : JSON.parse(json);
  return typeof read === 'object' && read !== null ? (read as Values) : {};
};

/** What differs, field by field; empty when nothing is told. A field that was and is empty is left out. */
export function changesOf({ before, after }: { before: string | null; after: string | null }): FieldChange[] {
  const [was, is] = [valuesOf(before), valuesOf(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((key) => !isEmpty(was[key] ?? null) || !isEmpty(is[key] ?? null))
    .map((key) => ({
      field: fieldName(key),
      before: linesOf(was[key] ?? null, key),
      after: linesOf(is[key] ?? null, key),
    }));
}

/** An entry with what was done, and what differs, in words. */
export const told = <
  Entry extends { subjectKind: AuditSubject; action: string; before: string | null; after: string | null },
>(
  entry: Entry,
): Entry & { deed: string; changes: FieldChange[] } => ({
  ...entry,
  deed: deedOf(entry.subjectKind, entry.action),
  changes: changesOf(entry),
});
