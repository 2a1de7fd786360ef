import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, visitor } from '../testing/template.harness.js';
import { sectorItems } from '../choices.js';
import { pathwaysQuery, unlocksQuery } from './document.operations.js';

const manyMore = fullAnswer(unlocksQuery);
const page = { title: 'What would open more', visitor, most: 30, sectorItems };

describeTemplate(
  'unlocks/unlocks.njk',
  {
    full: { ...page, ...fullAnswer(unlocksQuery), ...fullAnswer(pathwaysQuery), sector: 'CREATIVE' },
    bare: { ...page, ...bareAnswer(unlocksQuery), ...bareAnswer(pathwaysQuery) },
    'more than are shown': {
      ...page,
      ...emptyAnswer(pathwaysQuery),
      ...manyMore,
      unlocks: {
        ...manyMore.unlocks,
        edges: manyMore.unlocks.edges.map(({ node }) => ({
          node: { ...node, requirementCount: node.opens.length + 1200 },
        })),
      },
    },
    empty: { ...page, ...emptyAnswer(unlocksQuery), ...emptyAnswer(pathwaysQuery) },
  },
  { 'more than are shown': 'and 1,200 more', empty: /No single change opens more today.*No short way/ },
);
