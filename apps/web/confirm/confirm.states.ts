import { describeTemplate, problemsAt, visitor } from '../testing/template.harness.js';
import type { Confirmation } from './confirm.view.js';

const first: Confirmation = {
  title: 'Remove Ann & Bob?',
  warning: 'Ann & Bob lose all they may do here.',
  button: 'Remove them',
  keep: 'Keep them',
  back: '/work/org_1/settings',
  backText: 'Settings',
};

const words = { name: 'outcome', label: 'How did it end?', hint: 'They read it.', value: 'Made & sold' };

describeTemplate(
  'confirm/confirm.njk',
  {
    first: { ...first, visitor },
    full: { ...first, visitor, caption: 'A & B', address: 'https://erp.example/hook' },
    'with words': { ...first, visitor, words },
    wrong: { ...first, visitor, words, problems: problemsAt('outcome') },
  },
  {
    first: /Ann & Bob lose.*Remove them.*Keep them/,
    full: 'https://erp.example/hook',
    'with words': 'Made & sold',
  },
);
