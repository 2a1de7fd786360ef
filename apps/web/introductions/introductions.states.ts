import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, problemsAt, visitor } from '../testing/template.harness.js';
import type { IntroductionAction } from '../schema.types.js';
import { reasons, seenFrom, stateItems } from './introductions.view.js';
import { introductionPageQuery, introductionsQuery } from './document.operations.js';

const list = (answer: typeof fullAnswer) => {
  const { introductions } = answer(introductionsQuery);
  return {
    title: 'Introductions',
    visitor,
    organisationId: null,
    stateItems,
    introductions,
    listed: introductions.edges.map(({ node }) => seenFrom(visitor, node)),
  };
};
describeTemplate(
  'introductions/introductions.njk',
  {
    full: { ...list(fullAnswer), organisationId: 'org_1', state: 'OVERDUE' },
    bare: list(bareAnswer),
    empty: list(emptyAnswer),
    narrowed: { ...list(emptyAnswer), state: 'OVERDUE' },
  },
  { empty: 'None yet.', narrowed: 'None like that.' },
);

/** Every step that can be taken, by whoever looks. */
const steps: IntroductionAction[] = ['INVITE', 'SHORTLIST', 'AWARD', 'DECLINE', 'WITHDRAW'];
const one = (answer: typeof fullAnswer) => ({
  title: 'An introduction',
  visitor,
  reasons,
  introduction: { ...seenFrom(visitor, answer(introductionPageQuery).introduction!), steps },
});
const nothing = {
  ...one(bareAnswer),
  introduction: seenFrom(visitor, bareAnswer(introductionPageQuery).introduction!),
};
describeTemplate(
  'introductions/introduction.njk',
  {
    full: { ...one(fullAnswer), done: 'Your message has been sent.' },
    bare: one(bareAnswer),
    'with words alone': { ...nothing, introduction: { ...nothing.introduction, reason: 'As agreed.' } },
    over: { ...nothing, introduction: { ...nothing.introduction, steps: [] } },
    wrong: { ...one(fullAnswer), problems: problemsAt('decline-reason', 'valueGbp', 'body') },
  },
  {
    full: 'Approve the award',
    // No colon before the words of a step that needs no reason.
    'with words alone': /(?<!: )As agreed\./,
    over: 'There is nothing to do for you here now.',
  },
);
