import { describeTemplate, visitor } from '../testing/template.harness.js';

describeTemplate('problem/problem.njk', {
  lost: { title: 'Page not found', message: 'Check the address, or start from the search.' },
  visitor: { title: 'Somebody was faster', message: 'Look again.', visitor },
});
