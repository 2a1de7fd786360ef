import { dayInWords } from '#lib/platform';
import type { MergePart, Origin } from '../schema.types.js';
import { words } from '../words.js';
import type { AlikePageQuery } from './document.operations.js';

export type Plan = AlikePageQuery['alikeSuppliers']['edges'][number]['node'];
type MergeRecord = Plan['stays'];

/** A line of two records side by side; `same` where both say one thing. */
export interface ComparedLine {
  label: string;
  stays: string[];
  goes: string[];
  same: boolean;
}

const origins: Readonly<Record<Origin, string>> = {
  REGISTERED: 'registered here',
  COMPANIES_HOUSE: 'from Companies House',
  SUPPLIER_CSV: 'from a file of suppliers',
  COLLECTION: 'from a collection',
  OCDS: 'from a public notice',
  SAMPLE: 'from the sample',
};

const lines: readonly [label: string, of: (record: MergeRecord) => (string | null)[]][] = [
  ['Company number', ({ supplier }) => [supplier.companyNumber]],
  [
    'Came',
    ({ supplier, registeredAt, registeredBy }) => [
      `${dayInWords(registeredAt.slice(0, 10))}, ${registeredBy === null ? origins[supplier.origin] : `registered by ${registeredBy}`}`,
    ],
  ],
  [
    'People',
    ({ members }) =>
      members.map(({ name, email, role }) => `${name}, ${email}: ${words(role).toLowerCase()}`),
  ],
  [
    'Introductions',
    ({ introductions }) =>
      introductions.map(
        ({ requirementTitle, buyerName, state }) =>
          `${requirementTitle}, ${buyerName}: ${words(state).toLowerCase()}`,
      ),
  ],
  [
    'Sites',
    ({ supplier }) =>
      supplier.sites.map(({ postcode, districtName }) =>
        districtName ? `${postcode}, ${districtName}` : postcode,
      ),
  ],
  ['Capabilities', ({ supplier }) => supplier.capabilities.map(({ label }) => label)],
  [
    'Certificates',
    ({ supplier }) =>
      supplier.certificates.map(({ stated, number, validTo }) =>
        [stated, number, validTo && `to ${dayInWords(validTo)}`].filter(Boolean).join(', '),
      ),
  ],
  ['Cluster bodies', ({ clusterBodies }) => [...clusterBodies]],
  ['Website', ({ supplier }) => [supplier.website]],
  ['Filled in', ({ supplier }) => [`${supplier.completeness}%`]],
];

/** Two records side by side, line by line; lines in which both say nothing are left out. */
export function comparedLines({ stays, goes }: Plan): ComparedLine[] {
  return lines.flatMap(([label, of]) => {
    const [its, others] = [stays, goes].map((record) =>
      [...new Set(of(record).filter((text): text is string => text !== null))].sort((a, b) =>
        a.localeCompare(b),
      ),
    ) as [string[], string[]];
    if (its.length + others.length === 0) return [];
    return [{ label, stays: its, goes: others, same: its.join('\n') === others.join('\n') }];
  });
}

const parts: Readonly<Record<MergePart, string>> = {
  PROFILE: 'Profile',
  REFERENCES: 'References in lists',
  SITES: 'Sites',
  CAPABILITIES: 'Capabilities',
  CERTIFICATES: 'Certificates',
  PEOPLE: 'People, who may do here what they may there',
  INVITATIONS: 'Invitations',
  CLUSTER_BODIES: 'Cluster bodies',
  INTRODUCTIONS: 'Introductions',
  CONTRACTS: 'Public contracts',
  SAVED_SEARCHES: 'Saved searches',
  WEBHOOKS: 'Webhooks',
};

/** What happens, part by part, in words. */
export const mergeParts = ({
  steps,
}: Plan): { title: string; moves: readonly string[]; joins: readonly string[] }[] =>
  steps.map(({ part, moves, joins }) => ({ title: parts[part], moves, joins }));

/** The list of pairs, as it is asked for. */
export function alikeHref({
  distinct,
  ...rest
}: Partial<Record<'supplier' | 'after' | 'done' | 'distinction', string | null>> & {
  distinct?: boolean;
}): string {
  const asked = Object.entries({ distinct: distinct ? 'yes' : '', ...rest }).filter(([, value]) => value);
  const query = new URLSearchParams(asked as [string, string][]).toString();
  return query === '' ? '/office/alike' : `/office/alike?${query}`;
}

/** The control for what tells the two of one pair apart, on a page of many. */
export const noteField = (oneId: string, otherId: string): string => `note-${oneId}-${otherId}`;

export const mergeHref = (staysId: string, goesId: string): string =>
  `/office/alike/${encodeURIComponent(staysId)}/${encodeURIComponent(goesId)}`;
