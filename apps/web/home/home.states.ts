import { bareAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate } from '../testing/template.harness.js';
import { HEIGHT, land, roads, WIDTH } from '../map/map.cells.js';
import { latestDigest, mapLabels } from './home.view.js';
import { homePublicQuery, homeRequirementQuery, homeStaffQuery } from './document.operations.js';

const map = { width: WIDTH, height: HEIGHT, land, roads, labels: mapLabels };
const { clusterBodies } = fullAnswer(homeStaffQuery);
const page = { title: 'Suppliers and manufacturers across the Midlands', map };

describeTemplate(
  'home/home.njk',
  {
    full: {
      ...page,
      ...fullAnswer(homePublicQuery),
      ...fullAnswer(homeRequirementQuery),
      digest: latestDigest(clusterBodies),
    },
    bare: { ...page, ...bareAnswer(homePublicQuery), requirement: null, digest: null },
  },
  { full: 'The latest digest', bare: 'Where to begin' },
);
