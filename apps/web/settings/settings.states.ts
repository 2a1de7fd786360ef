import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, problemsAt, visitor } from '../testing/template.harness.js';
import { told } from '../audit/audit.words.js';
import { roleItems } from '../choices.js';
import { keptHref } from '../search/search.view.js';
import { settingsQuery } from './document.operations.js';

const page = (answer: typeof fullAnswer) => {
  const settings = answer(settingsQuery);
  const trail = settings.organisation!.auditTrail.edges.map(({ node }) =>
    told({ ...node, before: null, after: JSON.stringify({ leadTimeDays: 12 }) }),
  );
  const savedSearches = settings.savedSearches.map((one) => ({ ...one, href: keptHref(one) }));
  return { title: 'Settings', visitor, roleItems, ...settings, savedSearches, trail };
};

describeTemplate(
  'settings/settings.njk',
  {
    owner: { ...page(fullAnswer), owns: true, edits: true, done: 'Done.' },
    member: { ...page(bareAnswer), owns: false },
    empty: { ...page(emptyAnswer), owns: false },
    wrong: {
      ...page(fullAnswer),
      owns: true,
      typed: { email: 'x', role: 'OWNER' },
      problems: problemsAt('email', 'role'),
    },
  },
  { owner: /Webhooks.*1 field differs/s, empty: 'Nobody yet.' },
);

const organisation = { id: 'org_1', name: 'A & B' };
describeTemplate('settings/erase.njk', {
  first: { title: 'Erase A & B', visitor, organisation },
  wrong: { title: 'Erase A & B', visitor, organisation, problems: problemsAt('name', 'reason') },
});
