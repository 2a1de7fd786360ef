import { criteria, weighed } from '../match.view.js';
import { regionWords, words } from '../words.js';
import type { ShortlistMatchesQuery, ShortlistQuery } from './document.operations.js';

/** Decisions and matches are asked for apart: together they would be more than one document may cost. */
export type ShortlistRequirement = NonNullable<ShortlistQuery['requirement']> &
  NonNullable<ShortlistMatchesQuery['requirement']>;
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

type Worked = ShortlistRequirement['introductions']['edges'][number]['node'];
type Standing = NonNullable<Worked['events'][number]['standing']>;

/** How a supplier stood when the buyer decided last: what the decision rested on. */
export type Decided = Standing & Pick<Worked['events'][number], 'action' | 'at'>;

const decidedOf = ({ events }: Worked): Decided | null => {
  const last = events.findLast(({ standing }) => standing !== null);
  return last ? { ...last.standing!, action: last.action, at: last.at } : null;
};

/** Whether what is shown of a match today is what was kept with the decision. */
function unchanged(decided: Decided, match: ShortlistMatch | undefined): boolean {
  const shown = ({ score, criteria: parts, needs, blockers }: Standing | ShortlistMatch): string =>
    JSON.stringify([
      score,
      weighed(parts).map(({ name, contribution, reason }) => [name, contribution, reason]),
      needs.map(({ phrase, level }) => [phrase, level]),
      blockers.map(({ message }) => message),
    ]);
  return match !== undefined && shown(decided) === shown(match);
}

/** Introductions by where they stand, each with its match today, and with how it stood when it was decided on. */
export function shortlistGroups({ introductions, matches }: ShortlistRequirement) {
  const bySupplier = new Map((matches?.edges ?? []).map((edge) => [edge.node.id, edge]));
  const worked = introductions.edges.map(({ node }) => {
    const match = bySupplier.get(node.supplierId);
    const decided = decidedOf(node);
    return { ...node, match, decided, unchanged: decided !== null && unchanged(decided, match) };
  });
  return groups.flatMap(({ states, title }) => {
    const items = worked
      .filter(({ state }) => states.includes(state))
      .sort((a, b) => scoreOf(b) - scoreOf(a));
    return items.length ? [{ title, items }] : [];
  });
}

const scoreOf = (one: { match?: ShortlistMatch; decided: Decided | null }): number =>
  (one.match ?? one.decided)?.score ?? 0;

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

const criteriaColumns = (when: string): string[] =>
  criteria.flatMap(({ label }) => [`${label.toLowerCase()}${when}`, `${label.toLowerCase()}${when}: reason`]);

const criteriaCells = (scored: Pick<Standing, 'criteria'> | null | undefined): (string | number | null)[] =>
  criteria.flatMap(({ name }) => {
    const part = scored?.criteria.find((own) => own.name === name);
    return part && part.weight > 0 ? [round(part.contribution), part.reason] : [null, null];
  });

const decidedCells = (decided: Decided | null): (string | number | null)[] => [
  decided ? words(decided.action) : null,
  decided?.at ?? null,
  decided?.rank ?? null,
  decided ? round(decided.score) : null,
  decided?.summary ?? null,
  ...criteriaCells(decided),
  decided?.engineVersion ?? null,
];

/** Every decision with its reasons, today's and those of the day, as rows that a spreadsheet takes. */
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
    ...criteriaColumns(''),
    'last decision',
    'decided at',
    'rank then',
    'score then',
    'why then',
    ...criteriaColumns(' then'),
    'engine then',
  ];
  const rows = shortlistGroups(requirement).flatMap(({ items }) =>
    items.map(({ match, decided, ...one }) => [
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
      ...criteriaCells(match),
      ...decidedCells(decided),
    ]),
  );
  return [header, ...rows];
}
