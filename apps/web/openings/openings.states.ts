import { bareAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, problemsAt, visitor } from '../testing/template.harness.js';
import { openingsQuery, pairQuery } from './document.operations.js';

const cluster = fullAnswer(openingsQuery).clusterBody!;
const page = {
  title: 'Introductions to suggest',
  visitor,
  cluster,
  openings: cluster.openings,
  nextHref: null,
};
const nothing = { totalCount: 0, edges: [] };

describeTemplate(
  'openings/openings.njk',
  {
    full: { ...page, nextHref: '/clusters/org_1/openings?after=x', done: 'Suggested. Both sides are told.' },
    'of one member': { ...page, narrowed: true },
    empty: { ...page, openings: nothing },
    'empty, of one member': { ...page, openings: nothing, narrowed: true },
  },
  {
    full: 'More openings',
    'of one member': 'Those of all members',
    empty: 'Nothing open fits a member',
    'empty, of one member': 'Nothing open fits this member',
  },
);

const pair = { title: 'Suggest an introduction', visitor };

describeTemplate(
  'openings/suggest.njk',
  {
    full: { ...pair, ...fullAnswer(pairQuery) },
    'buyer not named': {
      ...pair,
      ...fullAnswer(pairQuery),
      requirement: bareAnswer(pairQuery).requirement,
    },
    wrong: { ...pair, ...fullAnswer(pairQuery), typed: { message: 'x' }, problems: problemsAt('message') },
  },
  { 'buyer not named': 'The buyer and' },
);
