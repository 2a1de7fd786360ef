import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, problemsAt, visitor } from '../testing/template.harness.js';
import { sectorItems } from '../choices.js';
import { draftFrom, draftOf, visibilityItems } from './editor.view.js';
import { editedQuery, previewQuery } from './document.operations.js';

const { requirement } = fullAnswer(editedQuery);
const page = { title: 'A requirement', buyerId: 'org_1', visitor, sectorItems, visibilityItems };
const fresh = { ...page, id: null, draft: draftFrom({}), effect: null };

describeTemplate(
  'editor/editor.njk',
  {
    fresh,
    full: { ...page, id: 'req_1', draft: draftOf(requirement!), effect: requirement!.effect },
    bare: { ...page, id: 'req_1', draft: draftOf(bareAnswer(editedQuery).requirement!), effect: null },
    nobody: { ...fresh, effect: emptyAnswer(previewQuery).previewRequirement.effect },
    wrong: {
      ...fresh,
      problems: problemsAt(
        'title',
        'musts',
        'required',
        'postcode',
        'maxDriveMinutes',
        'valueGbp',
        'quantityBatch',
        'leadTimeDays',
        'closesOn',
        'replyDays',
        'sectors',
        'visibility',
        'description',
      ),
    },
  },
  { full: /of \d+ suppliers meet this/, fresh: 'As soon as there is something to look for' },
);
