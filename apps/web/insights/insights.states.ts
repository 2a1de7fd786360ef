import { expect, it } from '@jest/globals';
import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, officer } from '../testing/template.harness.js';
import { regionItems, sectorItems } from '../choices.js';
import { FEWEST_TOLD, gapRows, gapsHeader, insightTables, measures, scorecardRows } from './insights.view.js';
import { gapsQuery, insightsQuery, scorecardQuery, transitionQuery } from './document.operations.js';

const open = (answer: typeof fullAnswer) => {
  const { overview, west, east } = answer(insightsQuery);
  return { title: 'Open insights', overview, tables: insightTables(west, east), fewest: FEWEST_TOLD };
};
describeTemplate('insights/insights.njk', {
  full: open(fullAnswer),
  bare: open(bareAnswer),
  empty: open(emptyAnswer),
  officer: { ...open(fullAnswer), visitor: officer },
});

const card = (answer: typeof fullAnswer) => {
  const { scorecard } = answer(scorecardQuery);
  return { title: 'Scorecard', scorecard, typed: '2026', measures, rows: scorecardRows(scorecard) };
};
describeTemplate(
  'insights/scorecard.njk',
  { full: card(fullAnswer), bare: card(bareAnswer), empty: card(emptyAnswer) },
  { bare: 'withheld' },
);

const gaps = (answer: typeof fullAnswer) => {
  const { supplyGaps } = answer(gapsQuery);
  return {
    title: 'Gaps in supply',
    visitor: officer,
    gaps: supplyGaps,
    cells: supplyGaps.cells,
    most: 9,
    sectorItems,
    regionItems,
    address: 'region=EAST_MIDLANDS',
  };
};
describeTemplate(
  'insights/gaps.njk',
  { full: { ...gaps(fullAnswer), sector: 'CREATIVE' }, bare: gaps(bareAnswer), empty: gaps(emptyAnswer) },
  { full: 'One step away', empty: 'No gap that you may see.' },
);

const steps = (answer: typeof fullAnswer) => ({
  title: 'Steps into a sector',
  visitor: officer,
  sector: 'CLEAN_ENERGY',
  sectorItems,
  steps: answer(transitionQuery).transitionSteps,
});
describeTemplate(
  'insights/transition.njk',
  { full: steps(fullAnswer), bare: steps(bareAnswer), empty: steps(emptyAnswer) },
  { empty: 'No single change' },
);

it('gives gaps as rows, with who is one step away and from what', () => {
  const [row] = gapRows(fullAnswer(gapsQuery).supplyGaps);
  expect(row).toHaveLength(gapsHeader.length);
  expect(row!.at(-1)).toMatch(/^Some name & <\d+>: Some message/);
});
