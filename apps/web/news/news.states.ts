import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, officer } from '../testing/template.harness.js';
import { newsQuery } from './document.operations.js';

const page = { title: 'News', visitor: officer, unreadOnly: false };

describeTemplate(
  'news/news.njk',
  {
    full: { ...page, ...fullAnswer(newsQuery) },
    bare: { ...page, ...bareAnswer(newsQuery), unreadOnly: true },
    empty: { ...page, ...emptyAnswer(newsQuery) },
    read: { ...page, ...emptyAnswer(newsQuery), unreadOnly: true },
  },
  { full: 'Mark all as read', empty: 'Nothing has happened yet.', read: 'Nothing unread.' },
);
