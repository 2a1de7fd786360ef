import { csvText } from '#lib/platform';
import type { Confidence } from '../schema.types.js';
import type { ReferenceQuery } from './document.operations.js';

type Scheme = ReferenceQuery['certifications'][number];
type Programme = ReferenceQuery['supportProgrammes'][number];

/** How sure a fact is, in words. */
export const sureness: Readonly<Record<Confidence, string>> = {
  PRIMARY: 'Primary source',
  SECONDARY: 'Secondary source',
  UNCHECKED: 'Not checked yet',
  JUDGEMENT: 'Our judgement',
};

/** Certificates with the programmes that help towards each. */
export const withHelp = ({
  certifications,
  supportProgrammes,
}: ReferenceQuery): (Scheme & { helpers: Programme[] })[] =>
  certifications.map((scheme) => ({
    ...scheme,
    helpers: supportProgrammes.filter(({ schemes }) => schemes.some(({ code }) => code === scheme.code)),
  }));

const lastHeads = ['source', 'how sure', 'checked on'] as const;
const mark = (fact: { source: string; confidence: Confidence; checkedOn: string }): string[] => [
  fact.source,
  sureness[fact.confidence],
  fact.checkedOn,
];
const codes = (items: readonly { code: string }[]): string => items.map(({ code }) => code).join(' ');

const tables: Readonly<Record<string, (facts: ReferenceQuery) => (string | number | null)[][]>> = {
  certifications: ({ certifications }) => [
    ['code', 'label', 'kind', 'cycle in months', 'register', 'sectors', 'note', ...lastHeads],
    ...certifications.map((one) => [
      one.code,
      one.label,
      one.kind,
      one.cycleMonths,
      one.register,
      one.sectors.join(' '),
      one.note,
      ...mark(one),
    ]),
  ],
  zones: ({ zones }) => [
    ['code', 'name', 'programme', 'region', 'in force from', 'ends on', ...lastHeads],
    ...zones.map((one) => [
      one.code,
      one.name,
      one.programme,
      one.region,
      one.inForceFrom,
      one.endsOn,
      ...mark(one),
    ]),
  ],
  'cluster-bodies': ({ knownClusterBodies }) => [
    ['code', 'name', 'sectors', 'regions', 'note', ...lastHeads],
    ...knownClusterBodies.map((one) => [
      one.code,
      one.name,
      one.sectors.join(' '),
      one.regions.join(' '),
      one.note,
      ...mark(one),
    ]),
  ],
  'support-programmes': ({ supportProgrammes }) => [
    ['code', 'name', 'helps', 'regions', 'certificates', 'capabilities', ...lastHeads],
    ...supportProgrammes.map((one) => [
      one.code,
      one.name,
      one.helps,
      one.regions.join(' '),
      codes(one.schemes),
      codes(one.capabilities),
      ...mark(one),
    ]),
  ],
};

/** A table of facts as CSV; undefined when there is none of this name. */
export const factsCsv = (table: string, facts: ReferenceQuery): string | undefined => {
  const rows = Object.hasOwn(tables, table) ? tables[table]!(facts) : undefined;
  return rows && csvText(rows);
};
