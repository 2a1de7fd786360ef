import { describeTemplate } from '../testing/template.harness.js';

describeTemplate('letter/letter.njk', {
  full: {
    title: 'Two new matches',
    caption: 'To a@b.example',
    written: '2026-03-09T10:30:00Z',
    frame: '/letters/1/content',
  },
});
