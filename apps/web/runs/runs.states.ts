import { bareAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, officer, visitor } from '../testing/template.harness.js';
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
    failed: { ...page, run: { ...bare, state: 'FAILED', outcome: 'It stopped.' }, running: false },
    stalled: { ...page, run: { ...bare, state: 'RUNNING', stalled: true }, running: true },
    'of somebody else': { ...page, visitor, run: { ...bare, state: 'FAILED' }, running: false },
    'with errors': { ...page, run: { ...full, state: 'DONE' }, running: false },
  },
  {
    running: /3 of 9.*You can close this page/,
    failed: /It stopped\..*Ask for it again/s,
    stalled: 'It has not moved since',
    'of somebody else': 'What was done stays.',
    'with errors': 'What to put right',
  },
);
