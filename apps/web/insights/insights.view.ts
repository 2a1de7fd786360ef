import { facetValues } from '../facet.values.js';
import type { ScorecardMeasure } from '../schema.types.js';
import { regionWords } from '../words.js';
import type { CountsFragment, GapsQuery, ScorecardQuery } from './document.operations.js';

export interface InsightRow {
  label: string;
  /** What narrows a search to it. */
  value: string;
  west: number;
  east: number;
}

export interface InsightTable {
  name: string;
  title: string;
  /** Name of the filter in the address of a search. */
  filter: string;
  rows: InsightRow[];
  most: number;
}

const tables = [
  { name: 'sectors', title: 'Markets served', dimension: 'SECTORS', filter: 'sectors' },
  { name: 'zones', title: 'In or affiliated with zones', dimension: 'ZONES', filter: 'zones' },
  {
    name: 'capabilities',
    title: 'Capabilities offered',
    dimension: 'CAPABILITIES',
    filter: 'capabilities',
  },
  {
    name: 'certificates',
    title: 'Certificates held in date',
    dimension: 'CERTIFICATIONS',
    filter: 'certifications',
  },
] as const;
const SHOWN = 15;
/** A figure below this could point at a single business. */
export const FEWEST_TOLD = 5;

const suppressed = (count: number): number => (count < FEWEST_TOLD ? 0 : count);

/** The two regions side by side, most first; small counts are not told. */
export const insightTables = (west: CountsFragment, east: CountsFragment): InsightTable[] =>
  tables.map(({ name, title, dimension, filter }) => {
    const rows = new Map<string, InsightRow>();
    for (const [side, counts] of [
      ['west', west],
      ['east', east],
    ] as const) {
      for (const { value, label, count } of facetValues(counts.facets, dimension)) {
        const row = rows.get(value) ?? { value, label, west: 0, east: 0 };
        row[side] = suppressed(count);
        rows.set(value, row);
      }
    }
    const sorted = [...rows.values()]
      .filter((row) => row.west + row.east > 0)
      .sort((a, b) => b.west + b.east - (a.west + a.east) || a.label.localeCompare(b.label))
      .slice(0, SHOWN);
    return {
      name,
      title,
      filter,
      rows: sorted,
      most: Math.max(1, ...sorted.map((row) => Math.max(row.west, row.east))),
    };
  });

export const measures: Readonly<Record<ScorecardMeasure, string>> = {
  MATCHES: 'New matches',
  INTRODUCTIONS: 'Introductions',
  AWARDS: 'Awards',
  AWARD_VALUE_GBP: 'Value of awards (£)',
  JOBS: 'Jobs made or kept',
};

/** Each measure with the figure of the period before beside it. */
export const scorecardRows = ({ total, before }: Pick<ScorecardQuery['scorecard'], 'total' | 'before'>) =>
  Object.entries(measures).map(([measure, label]) => ({
    label,
    now: total.find((one) => one.measure === measure),
    before: before.find((one) => one.measure === measure),
  }));

export type CsvRow = (string | number | null)[];

export const gapsHeader: CsvRow = [
  'requirement',
  'buyer',
  'region',
  'pounds a year',
  'capabilities needed',
  'one step away',
];

/** Gaps as rows of a file; those one step away with what keeps each. */
export const gapRows = ({ edges }: GapsQuery['supplyGaps']): CsvRow[] =>
  edges.map(({ node: { requirement, capabilities, nearMisses } }) => [
    requirement.title,
    requirement.buyer?.name ?? null,
    requirement.region && regionWords(requirement.region),
    requirement.valueGbp,
    capabilities.map(({ label }) => label).join('; '),
    nearMisses.map(({ supplier, blocker }) => `${supplier.name}: ${blocker.message}`).join(' '),
  ]);
