import { fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, problemsAt, visitor } from '../testing/template.harness.js';
import { requirementListPageQuery } from './document.operations.js';

const { organisation, requirementTemplateColumns } = fullAnswer(requirementListPageQuery);
const page = {
  title: 'Requirements from a spreadsheet',
  visitor,
  buyer: organisation!,
  columns: requirementTemplateColumns,
  count: 3,
  problems: [],
  typed: {},
};

describeTemplate(
  'requirement-list/requirement-list.njk',
  {
    some: page,
    first: { ...page, count: 0 },
    wrong: { ...page, problems: problemsAt('listFile', 'list'), typed: { list: 'reference,title' } },
  },
  { some: 'your 3 requirements as CSV', first: /It has an example.*2\. Send it in/s },
);
