import { dayInWords } from '#lib/platform';
import { sectorItems } from '../choices.js';
import {
  allProblems,
  type ApiError,
  type Choice,
  choicesOf,
  type Fields,
  linesOf,
  listOf,
  numberOf,
  numbersToSend,
  type Problem,
  problemsOf,
  textOf,
} from '../form.fields.js';
import { otherSites } from '../other.sites.js';
import type { CertificateInput, PublishableField, UpdateSupplierInput } from '../schema.types.js';
import type { ProfileQuery } from './document.operations.js';

export type Profile = NonNullable<ProfileQuery['supplier']>;

/** In the order in which one is led through them: first what buyers look for first. */
export const sectionNames = ['capabilities', 'markets', 'certificates', 'capacity', 'business'] as const;
export type SectionName = (typeof sectionNames)[number];

export const isSection = (name: string): name is SectionName => sectionNames.some((known) => known === name);

const sections: Readonly<Record<SectionName, { title: string; hint: string }>> = {
  capabilities: { title: 'What you can do', hint: 'What buyers search for first' },
  markets: { title: 'Markets you serve', hint: 'Which sectors you have worked in' },
  certificates: { title: 'Certificates', hint: 'With the day each runs out' },
  capacity: { title: 'Size and capacity', hint: 'Lots, lead time; headcount and turnover stay private' },
  business: { title: 'Your business', hint: 'A few sentences, and where to find you' },
};

/** What the controls of a section hold before anybody has typed. */
export const valuesOf = (profile: Profile) => ({
  ...profile,
  postcode: profile.site?.postcode,
  otherPostcodes: otherSites(profile).map(({ postcode }) => postcode),
});

export const titleOf = (name: SectionName): string => sections[name].title;

/** Whether a section says what buyers look for. */
function isFilledIn(name: SectionName, profile: Profile): boolean {
  switch (name) {
    case 'business':
      return profile.summary !== '';
    case 'capabilities':
      // What was read in the name alone was said by nobody.
      return (
        profile.capabilities.some(({ source }) => source !== 'PROSE') ||
        (profile.capabilities.length > 0 && profile.summary !== '')
      );
    case 'certificates':
      return profile.certificates.length > 0;
    case 'capacity':
      return profile.employees !== null && profile.leadTimeDays !== null;
    case 'markets':
      return profile.sectors.length > 0;
  }
}

/** The task list: each can be done at any time, and left again. */
export const tasks = (profile: Profile) =>
  sectionNames.map((name) => ({
    title: { text: sections[name].title },
    hint: { text: sections[name].hint },
    href: `/work/${profile.id}/profile/${name}`,
    status: isFilledIn(name, profile)
      ? { text: 'Filled in' }
      : {
          tag: {
            text: name === 'certificates' ? 'If you hold any' : 'To do',
            classes: name === 'certificates' ? 'govuk-tag--grey' : 'govuk-tag--blue',
          },
        },
  }));

/** The address after a section: the next one, and the answers at the end. */
export function nextOf(id: string, name: SectionName): string {
  const next = sectionNames[sectionNames.indexOf(name) + 1];
  return next ? `/work/${id}/profile/${next}` : `/work/${id}/profile/check`;
}

/** What of a supplier may be shown to everybody. */
export const publicItems: readonly Choice<PublishableField>[] = [
  { value: 'SIZE_BAND', text: 'The size band' },
  { value: 'EMPLOYEES', text: 'How many people are employed' },
  { value: 'TURNOVER', text: 'The turnover' },
  { value: 'CONTACTS', text: 'Whom to talk to' },
];

/** Where one is among the sections. */
export const steps = (current?: SectionName) =>
  sectionNames.map((name) => ({ text: sections[name].title, current: name === current }));

/** Numbers typed in a section, by control. */
const numbersOf = (name: SectionName, fields: Fields): Record<string, number | null> =>
  name === 'capacity'
    ? Object.fromEntries(
        ['employees', 'annualTurnoverGbp', 'batchMin', 'batchMax', 'leadTimeDays'].map((field) => [
          field,
          numberOf(fields, field),
        ]),
      )
    : {};

/** What a section changes, as the API takes it. */
export function changeOf(
  name: SectionName,
  fields: Fields,
  profile: Profile,
): Omit<UpdateSupplierInput, 'id'> {
  switch (name) {
    case 'business':
      return {
        name: textOf(fields, 'name'),
        postcode: textOf(fields, 'postcode'),
        otherPostcodes: linesOf(fields, 'otherPostcodes'),
        website: textOf(fields, 'website') || null,
        companyNumber: textOf(fields, 'companyNumber') || null,
        summary: textOf(fields, 'summary'),
      };
    case 'capabilities':
      return {
        statedCapabilities: linesOf(fields, 'statedCapabilities'),
        capabilityCodes: [...new Set(listOf(fields, 'capabilityCodes'))],
      };
    case 'certificates':
      return { certificates: certificatesOf(fields, profile) };
    case 'capacity': {
      const { batchMin = null, batchMax = null, ...rest } = numbersToSend(numbersOf(name, fields));
      return {
        ...rest,
        batch: batchMin === null && batchMax === null ? null : { min: batchMin, max: batchMax },
        acceptingWork: textOf(fields, 'acceptingWork') !== 'no',
      };
    }
    case 'markets':
      return { sectors: choicesOf(fields, 'sectors', sectorItems) };
  }
}

/** What is asked of a certificate that is added. */
const added = ['stated', 'validTo', 'number', 'issuer', 'validFrom'];

/** The controls of all sections as they stand on their pages. */
const order = [
  ...['summary', 'name', 'postcode', 'otherPostcodes', 'companyNumber', 'website'],
  ...['statedCapabilities', 'capabilityCodes', 'sectors'],
  ...added,
  ...['batchMin', 'batchMax', 'leadTimeDays', 'employees', 'annualTurnoverGbp', 'publicFields'],
];

/** All that is wrong with a section, in the order of its page. */
export function problemsIn(
  name: SectionName,
  fields: Fields,
  { certificates }: Profile,
  errors: readonly ApiError[],
): Problem[] {
  // Of certificates that are there already one may change the last day; of the one that is added, everything.
  const days = certificates.map(({ id }) => `until-${id}`);
  const placed = errors.map((error) => {
    const [list, at, within] = error.path.filter((part) => part !== 'input');
    const control = list === 'certificates' && (days[Number(at)] ?? within);
    return control ? { ...error, path: [control] } : error;
  });
  const controls = { certificates: 'stated', batch: 'batchMin', 'batch.max': 'batchMax', '': 'main' };
  return allProblems(problemsOf(placed, controls), numbersOf(name, fields), [...days, ...order]);
}

/** What to call each certificate where one is meant: those stated alike are told apart by the day they end. */
export const namesOf = (certificates: Profile['certificates']): Record<string, string> =>
  Object.fromEntries(
    certificates.map(({ id, stated, validTo }) => {
      const isAlone = certificates.filter((other) => other.stated === stated).length === 1;
      const end = validTo === null ? 'expiry not known' : `to ${dayInWords(validTo)}`;
      return [id, isAlone ? stated : `${stated}, ${end}`];
    }),
  );

const sent = ({
  stated,
  number,
  issuer,
  validFrom,
  validTo,
}: Profile['certificates'][number]): CertificateInput => ({
  stated,
  number,
  issuer,
  validFrom,
  validTo,
});

/** All but one. */
export const certificatesWithout = ({ certificates }: Profile, id: string): CertificateInput[] =>
  certificates.filter((one) => one.id !== id).map(sent);

/** Those there are, with the days that were put right, and the one added. */
function certificatesOf(fields: Fields, { certificates }: Profile): CertificateInput[] {
  const kept = certificates.map((one) => {
    // By its id: another tab may have added one before it, or removed one.
    const until = `until-${one.id}`;
    return { ...sent(one), ...(until in fields && { validTo: textOf(fields, until) || null }) };
  });
  // A day or a number without a name is refused rather than lost: it was meant for some certificate.
  if (added.every((name) => textOf(fields, name) === '')) return kept;
  const optional = (name: string): string | null => textOf(fields, name) || null;
  return [
    ...kept,
    {
      stated: textOf(fields, 'stated'),
      number: optional('number'),
      issuer: optional('issuer'),
      validFrom: optional('validFrom'),
      validTo: optional('validTo'),
    },
  ];
}
