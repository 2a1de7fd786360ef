import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate } from '../testing/template.harness.js';
import { zonesQuery } from './document.operations.js';
import { programmesOf } from './zones.view.js';

const title = 'Investment Zones and Freeport';
const programmes = programmesOf(fullAnswer(zonesQuery));

describeTemplate(
  'zones/zones.njk',
  {
    full: { title, programmes },
    bare: { title, programmes: programmesOf(bareAnswer(zonesQuery)) },
    empty: { title, programmes: programmesOf(emptyAnswer(zonesQuery)) },
    served: {
      title,
      programmes: programmes.map((one) => ({
        ...one,
        sites: one.sites.map((site) => ({ ...site, suppliers: 12 })),
      })),
    },
  },
  { served: '12 suppliers', bare: 'No supplier has said yet' },
);
