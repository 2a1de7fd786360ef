import { bareAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, officer } from '../testing/template.harness.js';
import { runPageQuery } from './document.operations.js';

const full = fullAnswer(runPageQuery).run!;
const bare = bareAnswer(runPageQuery).run!;
const page = { title: '33 %: Import', heading: 'Import', visitor: officer };

describeTemplate(
  'runs/run.njk',
  {
    queued: { ...page, run: { ...bare, state: 'QUEUED' }, running: true },
    running: {
      ...page,
      run: { ...full, state: 'RUNNING', done: 3, total: 9, importSummary: null },
      running: true,
    },
    failed: { ...page, run: { ...bare, state: 'FAILED' }, running: false },
    'with errors': { ...page, run: { ...full, state: 'DONE' }, running: false },
  },
  {
    running: /3 of 9.*You can close this page/,
    failed: 'It stopped before its end.',
    'with errors': 'What to put right',
  },
);
