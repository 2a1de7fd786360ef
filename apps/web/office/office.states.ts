import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { defaultButtonOf, describeTemplate, officer, problemsAt } from '../testing/template.harness.js';
import { describe, expect, it } from '@jest/globals';
import { activityOf } from '../activity/activity.view.js';
import { wholeActivityQuery } from '../activity/document.operations.js';
import { regionItems } from '../choices.js';
import { officeQuery } from './document.operations.js';

const page = { title: 'Office', visitor: officer, tookMs: 4, regionItems };
const weeks = activityOf(fullAnswer(wholeActivityQuery).activity);
const full = { ...page, weeks, ...fullAnswer(officeQuery) };

describeTemplate(
  'office/office.njk',
  {
    full: { ...full, demo: true },
    bare: { ...page, ...bareAnswer(officeQuery) },
    empty: { ...page, ...emptyAnswer(officeQuery) },
    approved: { ...full, done: 'Approved, and told so.', undo: 'req_1' },
    wrong: {
      ...full,
      problems: problemsAt(
        `reason-${full.accessRequests[0]!.id}`,
        'csvFile',
        'csv',
        'ocdsFile',
        'ocds',
        'clusterName',
        'clusterDescription',
        'digestAddress',
      ),
    },
  },
  { empty: 'Nothing waits.', approved: 'Undo', full: 'overdue' },
);

describe('deciding', () => {
  it('is never done by the Enter key in a reason', () => {
    expect(defaultButtonOf('office/office.njk', full, '/office/requests/')).toEqual(['disabled']);
  });
});
