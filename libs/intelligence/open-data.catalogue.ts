/** What is published, in the words of a catalogue (W3C DCAT). */

export interface Column {
  name: string;
  description: string;
}

export type OpenRow = Readonly<Record<string, string | number | null>>;

export interface DatasetEntry {
  name: string;
  title: string;
  description: string;
  columns: readonly Column[];
  /** Whether its counts are under disclosure control. */
  controlled: boolean;
}

export const LICENCE = {
  title: 'Open Government Licence v3.0',
  url: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
} as const;

const column = (name: string, description: string): Column => ({ name, description });
const byRegion = [
  column('all', 'In all; empty where withheld.'),
  column('east_midlands', 'With their primary site in the East Midlands; empty where withheld.'),
  column('west_midlands', 'With their primary site in the West Midlands; empty where withheld.'),
  column('elsewhere', 'With their primary site elsewhere; empty where withheld.'),
];

export const DATASETS = [
  {
    name: 'suppliers-by-sector',
    title: 'Suppliers by sector served',
    description:
      'Registered suppliers by the priority sector they serve; one that serves several counts under each.',
    columns: [column('sector', 'Code of the sector.'), column('label', 'Its name.'), ...byRegion],
    controlled: true,
  },
  {
    name: 'suppliers-by-capability',
    title: 'Suppliers by capability',
    description: 'Registered suppliers by what they offer, over the upper two levels of the capability tree.',
    columns: [
      column('capability', 'Code in the capability tree.'),
      column('label', 'Its name.'),
      column('level', '1 for a branch, 2 for what lies right below one.'),
      ...byRegion,
    ],
    controlled: true,
  },
  {
    name: 'suppliers-by-certificate',
    title: 'Suppliers by certificate held',
    description: 'Registered suppliers that hold a certificate in date, by scheme.',
    columns: [column('scheme', 'Code of the scheme.'), column('label', 'Its name.'), ...byRegion],
    controlled: true,
  },
  {
    name: 'suppliers-by-district',
    title: 'Suppliers by district',
    description:
      'Registered suppliers by the local authority district of their primary site. Districts add up to regions.',
    columns: [
      column('district', 'GSS code; empty for a whole region.'),
      column('label', 'Its name.'),
      column('region', 'Region it lies in.'),
      column('suppliers', 'How many; empty where withheld.'),
    ],
    controlled: true,
  },
  {
    name: 'supply-gaps',
    title: 'Demand that nobody here meets',
    description:
      'Open requirements, by branch of the capability tree that a must-have asks for, for which no supplier of the two regions is eligible. One that asks for several counts under each.',
    columns: [
      column('capability', 'Code of the branch.'),
      column('label', 'Its name.'),
      column('requirements', 'How many; empty where withheld.'),
      column('east_midlands', 'Of buyers in the East Midlands; empty where withheld.'),
      column('west_midlands', 'Of buyers in the West Midlands; empty where withheld.'),
      column('elsewhere', 'Of other buyers; empty where withheld.'),
      column('value_gbp', 'Pounds a year of those that state a value; empty where withheld.'),
    ],
    controlled: true,
  },
  {
    name: 'scorecard',
    title: 'Cross-regional working',
    description:
      'Matches, introductions and awards within the two regions and across them: this financial year and the one before, by sector and by quarter.',
    columns: [
      column('period', 'Financial year from April.'),
      column('part', 'total, sector or quarter.'),
      column('key', 'Code of the sector, or the quarter.'),
      column('measure', 'What is counted; AWARD_VALUE_GBP is pounds.'),
      column('within', 'Within one region; empty where withheld.'),
      column('across', 'Across the two; empty where withheld.'),
      column('total', 'Both; empty where withheld.'),
    ],
    controlled: true,
  },
  {
    name: 'sectors',
    title: 'Priority sectors',
    description: 'The five sectors the two regions share.',
    columns: [column('code', 'Code.'), column('label', 'Name.'), column('description', 'What it takes in.')],
    controlled: false,
  },
  {
    name: 'zones',
    title: 'Investment Zone and Freeport sites',
    description: 'Sites with a point each; the legal edge is the map of the instrument.',
    columns: [
      column('code', 'Code.'),
      column('name', 'Name.'),
      column('programme', 'The zone or freeport it belongs to.'),
      column('kind', 'INVESTMENT_ZONE or FREEPORT.'),
      column('region', 'Region.'),
      column('lat', 'Degrees north, by judgement.'),
      column('lon', 'Degrees east, by judgement.'),
      column('instrument', 'The statutory instrument that designates it.'),
      column('source', 'Where the fact comes from.'),
      column('confidence', 'H primary source, M secondary, L to be checked.'),
      column('checked_on', 'Day of the last check.'),
    ],
    controlled: false,
  },
] as const satisfies readonly DatasetEntry[];

export type DatasetName = (typeof DATASETS)[number]['name'];

/** A catalogue as JSON-LD with the terms of DCAT. */
export function catalogueOf(base: string, modified: string): Record<string, unknown> {
  return {
    '@context': { dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/' },
    '@id': `${base}/open-data`,
    '@type': 'dcat:Catalog',
    'dct:title': 'Midlands Match open data',
    'dct:license': LICENCE.url,
    'dcat:dataset': [
      ...DATASETS.map(({ name, title, description, columns, controlled }) => ({
        '@id': `${base}/open-data/${name}`,
        '@type': 'dcat:Dataset',
        'dct:identifier': name,
        'dct:title': title,
        'dct:description': description,
        'dct:license': LICENCE.url,
        'dct:modified': modified,
        disclosureControl: controlled,
        columns,
        'dcat:distribution': [
          distribution(`${base}/open-data/${name}.csv`, 'text/csv'),
          distribution(`${base}/open-data/${name}.json`, 'application/json'),
        ],
      })),
      {
        '@id': `${base}/ocds`,
        '@type': 'dcat:Dataset',
        'dct:identifier': 'ocds',
        'dct:title': 'Requirements as Open Contracting releases',
        'dct:description':
          'Every requirement that is open to all, as OCDS 1.1 releases: packages of a hundred, or one a line.',
        'dct:license': LICENCE.url,
        'dct:conformsTo': 'https://standard.open-contracting.org/1.1/',
        'dct:modified': modified,
        disclosureControl: false,
        'dcat:distribution': [
          distribution(`${base}/ocds/releases.json`, 'application/json'),
          distribution(`${base}/ocds/releases.jsonl`, 'application/jsonl'),
        ],
      },
    ],
  };
}

const distribution = (url: string, mediaType: string) => ({
  '@type': 'dcat:Distribution',
  'dcat:downloadURL': url,
  'dcat:mediaType': mediaType,
});
