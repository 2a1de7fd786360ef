import { describeTemplate, visitor } from '../testing/template.harness.js';
import type { Confirmation } from './confirm.view.js';

const first: Confirmation = {
  title: 'Remove Ann & Bob?',
  warning: 'Ann & Bob lose all they may do here.',
  button: 'Remove them',
  keep: 'Keep them',
  back: '/work/org_1/settings',
  backText: 'Settings',
};

describeTemplate(
  'confirm/confirm.njk',
  {
    first: { ...first, visitor },
    full: { ...first, visitor, caption: 'A & B', address: 'https://erp.example/hook' },
  },
  { first: /Ann & Bob lose.*Remove them.*Keep them/, full: 'https://erp.example/hook' },
);
