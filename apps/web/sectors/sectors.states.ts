import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate } from '../testing/template.harness.js';
import { sectorsQuery, type SectorSuppliersQuery, sectorSuppliersQuery } from './document.operations.js';
import { sectorCard } from './sectors.view.js';

const title = 'Sectors';
const full = fullAnswer(sectorsQuery);
const code = full.sectors[0]!.code;
const served: SectorSuppliersQuery = {
  ...fullAnswer(sectorSuppliersQuery),
  [code]: {
    totalCount: 63,
    facets: [
      {
        dimension: 'REGIONS' as const,
        values: [
          { value: 'WEST_MIDLANDS', label: 'West Midlands', count: 40 },
          { value: 'EAST_MIDLANDS', label: 'East Midlands', count: 23 },
        ],
      },
      { dimension: 'CAPABILITIES' as const, values: [{ value: 'turning', label: 'Turning', count: 12 }] },
    ],
  },
};

const cards = (suppliers: SectorSuppliersQuery, open = 1) => {
  const answer = { ...full, [code]: { totalCount: open } };
  return { title, sectors: full.sectors.map((one) => sectorCard(one, answer, suppliers)) };
};

describeTemplate(
  'sectors/sectors.njk',
  {
    full: cards(fullAnswer(sectorSuppliersQuery)),
    bare: cards(bareAnswer(sectorSuppliersQuery), 0),
    nobody: cards(emptyAnswer(sectorSuppliersQuery), 0),
    served: cards(served),
  },
  { served: /40 in the West.*63 suppliers.*1 open requirement/s },
);
