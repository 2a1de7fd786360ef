import { criteria } from '../match.view.js';
import { regionWords, words } from '../words.js';
import type { ShortlistQuery } from './document.operations.js';

export type ShortlistRequirement = NonNullable<ShortlistQuery['requirement']>;
type ShortlistMatch = NonNullable<ShortlistRequirement['matches']>['edges'][number];

/** In the order in which they matter to a buyer who looks in. */
const groups = [
  { states: ['AWARDED'], title: 'Awarded' },
  { states: ['SHORTLISTED'], title: 'On the shortlist' },
  { states: ['INTERESTED'], title: 'They would like to supply: your answer' },
  { states: ['INVITED'], title: 'Invited: their answer' },
  { states: ['SUGGESTED'], title: 'Suggested' },
  { states: ['DECLINED', 'WITHDRAWN', 'LAPSED'], title: 'Ended' },
];

/** Introductions by where they stand, each with its match. */
export function shortlistGroups({ introductions, matches }: ShortlistRequirement) {
  const bySupplier = new Map((matches?.edges ?? []).map((edge) => [edge.node.id, edge]));
  const worked = introductions.edges.map(({ node }) => ({ ...node, match: bySupplier.get(node.supplierId) }));
  return groups.flatMap(({ states, title }) => {
    const items = worked
      .filter(({ state }) => states.includes(state))
      .sort((a, b) => (b.match?.score ?? 0) - (a.match?.score ?? 0));
    return items.length ? [{ title, items }] : [];
  });
}

const MOST_COMPARED = 6;

export interface ComparedRow {
  label: string;
  cells: { text: string; part?: number; weight?: number; needs?: ShortlistMatch['needs'] }[];
  /** All say the same: nothing to decide on. */
  same: boolean;
}

/** Suppliers side by side: those picked, or the best; first what counts most and differs. */
export function comparison({ matches }: ShortlistRequirement, picked: readonly string[]) {
  const edges = matches?.edges ?? [];
  const chosen = (picked.length ? edges.filter(({ node }) => picked.includes(node.id)) : edges).slice(
    0,
    MOST_COMPARED,
  );
  const weights = chosen[0]?.criteria ?? [];
  const scored = criteria
    .flatMap(({ name, label }) => {
      const weight = weights.find((one) => one.name === name)?.weight ?? 0;
      return weight > 0 ? [{ name, label, weight }] : [];
    })
    .sort((a, b) => b.weight - a.weight)
    .map(({ name, label, weight }): ComparedRow => {
      const cells = chosen.map(({ criteria: own, needs }) => {
        const one = own.find((part) => part.name === name);
        return {
          text: one?.reason ?? '',
          part: one?.value ?? 0,
          weight,
          ...(name === 'CAPABILITY' && needs.length > 0 && { needs }),
        };
      });
      return { label, cells, same: cells.length > 1 && cells.every(({ part }) => part === cells[0]!.part) };
    });
  const plain = (label: string, of: (edge: ShortlistMatch) => string): ComparedRow => {
    const cells = chosen.map((edge) => ({ text: of(edge) }));
    return { label, cells, same: cells.length > 1 && cells.every(({ text }) => text === cells[0]!.text) };
  };
  return {
    chosen,
    rows: [
      ...scored,
      plain(
        'What is missing',
        ({ blockers }) => blockers.map(({ message }) => message).join(' ') || 'Nothing',
      ),
      plain('Lead time', ({ node }) =>
        node.leadTimeDays === null ? 'Not stated' : `${node.leadTimeDays} days`,
      ),
      plain(
        'Certificates in date',
        ({ node }) =>
          node.certificates
            .filter(({ status }) => status === 'VALID')
            .map(({ stated }) => stated)
            .join('; ') || 'None known',
      ),
    ],
  };
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;

/** Every decision with its reasons, as rows that a spreadsheet takes. */
export function shortlistRows(requirement: ShortlistRequirement): (string | number | null)[][] {
  const header = [
    'state',
    'supplier',
    'rank',
    'score',
    'region',
    'district',
    'postcode',
    'decided on',
    'reason',
    'words',
    'award in pounds',
    'why',
    ...criteria.flatMap(({ label }) => [label.toLowerCase(), `${label.toLowerCase()}: reason`]),
  ];
  const rows = shortlistGroups(requirement).flatMap(({ items }) =>
    items.map(({ match, ...one }) => [
      words(one.state),
      one.supplierName,
      match?.rank ?? null,
      match ? round(match.score) : null,
      match?.node.region ? regionWords(match.node.region) : null,
      match?.node.site?.districtName ?? null,
      match?.node.site?.postcode ?? null,
      one.updatedAt.slice(0, 10),
      one.reasonCode && words(one.reasonCode),
      one.reason,
      one.award?.valueGbp ?? null,
      match?.summary ?? null,
      ...criteria.flatMap(({ name }) => {
        const part = match?.criteria.find((own) => own.name === name);
        return part && part.weight > 0 ? [round(part.contribution), part.reason] : [null, null];
      }),
    ]),
  );
  return [header, ...rows];
}
