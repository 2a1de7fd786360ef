import { bareAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, officer, visitor } from '../testing/template.harness.js';
import { runPageQuery } from './document.operations.js';
import { readOf } from './runs.view.js';

const full = fullAnswer(runPageQuery).run!;
const bare = bareAnswer(runPageQuery).run!;
const page = { title: '33 %: Import', heading: 'Import', visitor: officer, mayAct: true, read: [] };
const read = readOf(full);

describeTemplate(
  'runs/run.njk',
  {
    queued: { ...page, run: { ...bare, state: 'QUEUED' }, running: true },
    running: {
      ...page,
      run: { ...full, state: 'RUNNING', done: 3, total: 9, importSummary: null },
      running: true,
    },
    failed: {
      ...page,
      run: { ...bare, kind: 'MATCH', state: 'FAILED', outcome: 'It stopped.', retryable: false },
      running: false,
    },
    refused: { ...page, run: { ...bare, kind: 'IMPORT', state: 'FAILED', retryable: false }, running: false },
    kept: { ...page, run: { ...bare, kind: 'IMPORT', state: 'FAILED', retryable: true }, running: false },
    undoable: { ...page, run: { ...full, state: 'DONE', undoable: true }, running: false },
    stalled: { ...page, run: { ...bare, state: 'RUNNING', stalled: true }, running: true },
    'of somebody else': {
      ...page,
      visitor,
      mayAct: false,
      run: { ...bare, kind: 'MATCH', state: 'FAILED', retryable: false },
      running: false,
    },
    'of a list': { ...page, visitor, run: { ...full, state: 'DONE' }, running: false, read },
    'of a list that says little': {
      ...page,
      visitor,
      run: { ...full, state: 'DONE' },
      running: false,
      read: read.map((one) => ({ ...one, certifications: [], needs: [] })),
    },
    'with errors': { ...page, run: { ...full, state: 'DONE' }, running: false },
  },
  {
    running: /3 of 9.*You can close this page/,
    refused: 'import it again',
    kept: /The file is kept.*Try again/s,
    undoable: 'Take this import back',
    failed: /It stopped\..*Ask for it again/s,
    stalled: 'It has not moved since',
    'of somebody else': 'What was done stays.',
    'of a list': /What was read.*“.*” must/s,
    'of a list that says little': 'No need is stated.',
    'with errors': 'What to put right',
  },
);
