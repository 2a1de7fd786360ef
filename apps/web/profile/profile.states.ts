import { expect, it } from '@jest/globals';
import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, problemsAt, visitor } from '../testing/template.harness.js';
import { activityOf } from '../activity/activity.view.js';
import { supplierActivityQuery } from '../activity/document.operations.js';
import { sectorItems } from '../choices.js';
import {
  changeOf,
  publicItems,
  type SectionName,
  namesOf,
  sectionNames,
  steps,
  tasks,
  titleOf,
  valuesOf,
} from './profile.view.js';
import {
  findCapabilitiesQuery,
  profileQuery,
  readWordsQuery,
  registerMutation,
  schemesQuery,
  treeQuery,
} from './document.operations.js';

const full = fullAnswer(profileQuery).supplier!;
const bare = bareAnswer(profileQuery).supplier!;
const empty = emptyAnswer(profileQuery).supplier!;
const title = 'A profile';

describeTemplate(
  'profile/register.njk',
  {
    first: { title: 'Register a supplier', visitor, steps: steps() },
    buyer: {
      title: 'Register a buyer',
      as: 'buyer',
      visitor,
      steps: steps(),
      alike: fullAnswer(registerMutation).saved.alike,
    },
    alike: {
      title: 'Register a supplier',
      visitor,
      steps: steps(),
      alike: fullAnswer(registerMutation).saved.alike,
    },
    wrong: {
      title: 'Register a supplier',
      visitor,
      steps: steps(),
      problems: problemsAt('name', 'postcode', 'companyNumber'),
    },
  },
  { alike: 'Is it one of these?', buyer: /first requirement.*its people can invite you/ },
);

const emptyWeeks = [
  { weekStarting: '2026-03-02', registrations: null, matches: 0, interests: 0, invitations: 0, awards: 0 },
];
const activity = activityOf(fullAnswer(supplierActivityQuery).supplier!.activity);

const byName = {
  ...empty,
  summary: '',
  capabilities: [{ ...full.capabilities[0]!, source: 'PROSE' as const }],
};

describeTemplate(
  'profile/profile.njk',
  {
    full: { title, visitor, supplier: full, tasks: tasks(full), done: 'Saved.', activity },
    bare: { title, visitor, supplier: bare, tasks: tasks(bare) },
    empty: { title, visitor, supplier: empty, tasks: tasks(empty), activity: activityOf(emptyWeeks) },
    'known by its name alone': { title, visitor, supplier: byName, tasks: tasks(byName) },
  },
  {
    empty: 'Nothing in the last weeks.',
    'known by its name alone': /^(?![^]*Filled in)/,
    full: 'The figures, week by week',
  },
);

describeTemplate(
  'profile/check.njk',
  {
    full: { title, visitor, supplier: full, steps: steps() },
    bare: { title, visitor, supplier: bare, steps: steps() },
    empty: { title, visitor, supplier: empty, steps: steps() },
  },
  { empty: 'None yet: buyers cannot find you' },
);

const fields: Record<SectionName, string[]> = {
  capabilities: ['statedCapabilities'],
  markets: ['sectors'],
  certificates: ['stated', 'validTo', 'number', 'issuer', 'validFrom'],
  capacity: [
    'batchMin',
    'batchMax',
    'leadTimeDays',
    'employees',
    'annualTurnoverGbp',
    'publicFields',
    'acceptingWork',
  ],
  business: ['summary', 'name', 'postcode', 'otherPostcodes', 'companyNumber', 'website'],
};
const picker = { find: '', below: '', picked: [], read: [], found: [], branch: [], schemes: [] };
const section = (name: SectionName, supplier: typeof full) => ({
  title: `${titleOf(name)}: ${supplier.name}`,
  heading: titleOf(name),
  visitor,
  section: name,
  steps: steps(name),
  supplier,
  values: valuesOf(supplier),
  names: namesOf(supplier.certificates),
  sectorItems,
  publicItems,
  ...picker,
});
const { capabilities: branch } = fullAnswer(treeQuery);
const { capabilities: found } = fullAnswer(findCapabilitiesQuery);
const boughtIn = fullAnswer(readWordsQuery).proposed.map((one) => ({ ...one, role: 'BUYS_IN' as const }));

describeTemplate(
  'profile/section.njk',
  {
    ...Object.fromEntries(
      sectionNames.flatMap((name) => [
        [`${name}, full`, { ...section(name, full), schemes: fullAnswer(schemesQuery).certifications }],
        [`${name}, bare`, section(name, bare)],
        [`${name}, empty`, section(name, empty)],
        [`${name}, wrong`, { ...section(name, full), problems: problemsAt(...fields[name]) }],
      ]),
    ),
    picking: {
      ...section('capabilities', full),
      picked: full.capabilities.map(({ code, label }) => ({ code, label })),
      read: fullAnswer(readWordsQuery).proposed,
      branch,
    },
    'done by others': { ...section('capabilities', full), read: boughtIn },
    'read as nothing': { ...section('capabilities', full), read: [], unread: true },
    'looking up': {
      ...section('capabilities', full),
      find: 'mill',
      found: found.map((one) => ({ ...one, code: `x${one.code}` })),
    },
    'found nothing': { ...section('capabilities', full), find: 'mill' },
    browsing: { ...section('capabilities', full), below: 'cap_1', branch },
  },
  {
    picking: 'Your words are read as',
    'done by others': 'Has done by others',
    'read as nothing': 'No capability is read in your words yet',
    'looking up': 'Called like “mill”',
    'found nothing': 'Nothing else is called “mill”',
    browsing: 'Back to the top',
  },
);

it('loses no day that was typed without the name of its certificate', () => {
  const { certificates } = changeOf('certificates', { stated: '', validTo: '2028-05-01' }, empty);
  expect(certificates).toContainEqual(expect.objectContaining({ stated: '', validTo: '2028-05-01' }));
  expect(changeOf('certificates', { stated: '', validTo: '' }, empty).certificates).toHaveLength(
    empty.certificates.length,
  );
});
