import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate } from '../testing/template.harness.js';
import { sectorFieldQuery, sectorsQuery } from './document.operations.js';
import { sectorCard } from './sectors.view.js';

const title = 'Sectors';
const { sectors, clusterBodies } = fullAnswer(sectorsQuery);
const nobody = emptyAnswer(sectorFieldQuery);
const served = {
  suppliers: {
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
  wanted: { totalCount: 1 },
};

describeTemplate(
  'sectors/sectors.njk',
  {
    full: {
      title,
      sectors: sectors.map((one) => sectorCard(one, fullAnswer(sectorFieldQuery), clusterBodies)),
    },
    bare: { title, sectors: sectors.map((one) => sectorCard(one, bareAnswer(sectorFieldQuery), [])) },
    nobody: { title, sectors: sectors.map((one) => sectorCard(one, nobody, [])) },
    served: { title, sectors: sectors.map((one) => sectorCard(one, served, clusterBodies)) },
  },
  { served: /40 in the West.*63 suppliers.*1 open requirement/s },
);
