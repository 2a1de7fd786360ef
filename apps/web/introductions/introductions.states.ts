import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, problemsAt, visitor } from '../testing/template.harness.js';
import type { IntroductionAction } from '../schema.types.js';
import { reasons, stateItems } from './introductions.view.js';
import { introductionPageQuery, introductionsQuery } from './document.operations.js';

const list = (answer: typeof fullAnswer) => ({
  title: 'Introductions',
  visitor,
  organisationId: null,
  stateItems,
  ...answer(introductionsQuery),
});
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
  mySide: 'BUYER',
  reasons,
  introduction: { ...answer(introductionPageQuery).introduction!, steps },
});
const nothing = { ...one(bareAnswer), introduction: bareAnswer(introductionPageQuery).introduction! };
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
