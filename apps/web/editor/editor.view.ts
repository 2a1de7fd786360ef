import { sectorItems } from '../choices.js';
import {
  allProblems,
  type ApiError,
  type Choice,
  choiceOf,
  choicesOf,
  type Fields,
  linesOf,
  numberOf,
  numbersToSend,
  type Problem,
  problemsOf,
  textOf,
} from '../form.fields.js';
import type {
  CertificationImportance,
  Importance,
  RequirementVisibility,
  SectorCode,
  UpdateRequirementInput,
} from '../schema.types.js';
import type { EditedQuery } from './document.operations.js';

/** A requirement as the editor's form holds it: text, as typed. */
export interface Draft {
  title: string;
  description: string;
  musts: string;
  shoulds: string;
  required: string;
  desired: string;
  postcode: string;
  maxDriveMinutes: string;
  valueGbp: string;
  quantityBatch: string;
  leadTimeDays: string;
  closesOn: string;
  replyDays: string;
  visibility: RequirementVisibility;
  sectors: readonly SectorCode[];
  /** When what is edited was read; empty while it is new. */
  readAt: string;
}

export type EditedRequirement = NonNullable<EditedQuery['requirement']>;

export const visibilityItems: readonly Choice<RequirementVisibility>[] = [
  { value: 'OPEN', text: 'Everybody' },
  {
    value: 'SECTOR_ONLY',
    text: 'Everybody sees its sectors and capabilities; only those you invite see the rest',
  },
  { value: 'INVITED_ONLY', text: 'Only those you invite' },
];

/** Where the input fields of the API are on the page. */
const controls: Readonly<Record<string, string>> = {
  needs: 'musts',
  quantity: 'quantityBatch',
  certifications: 'required',
  phrase: 'musts',
};

const text = (value: number | string | null): string => (value === null ? '' : String(value));

export const draftOf = (requirement: EditedRequirement): Draft => {
  const phrases = (importance: Importance): string =>
    requirement.needs
      .filter((need) => need.importance === importance)
      .map(({ phrase }) => phrase)
      .join('\n');
  const stated = (importance: CertificationImportance): string =>
    requirement.certifications
      .filter((item) => item.importance === importance)
      .map((item) => item.stated)
      .join('\n');
  return {
    title: requirement.title,
    description: requirement.description,
    musts: phrases('MUST'),
    shoulds: phrases('SHOULD'),
    required: stated('REQUIRED'),
    desired: stated('DESIRED'),
    postcode: text(requirement.postcode),
    maxDriveMinutes: text(requirement.maxDriveMinutes),
    valueGbp: text(requirement.valueGbp),
    quantityBatch: text(requirement.quantityBatch),
    leadTimeDays: text(requirement.leadTimeDays),
    closesOn: text(requirement.closesOn),
    replyDays: text(requirement.replyDays),
    visibility: requirement.visibility,
    sectors: requirement.sectors,
    readAt: requirement.updatedAt,
  };
};

export const draftFrom = (fields: Fields): Draft => ({
  title: textOf(fields, 'title'),
  description: textOf(fields, 'description'),
  musts: textOf(fields, 'musts'),
  shoulds: textOf(fields, 'shoulds'),
  required: textOf(fields, 'required'),
  desired: textOf(fields, 'desired'),
  postcode: textOf(fields, 'postcode'),
  maxDriveMinutes: textOf(fields, 'maxDriveMinutes'),
  valueGbp: textOf(fields, 'valueGbp'),
  quantityBatch: textOf(fields, 'quantityBatch'),
  leadTimeDays: textOf(fields, 'leadTimeDays'),
  closesOn: textOf(fields, 'closesOn'),
  replyDays: textOf(fields, 'replyDays'),
  visibility: choiceOf(fields, 'visibility', visibilityItems) ?? 'OPEN',
  sectors: choicesOf(fields, 'sectors', sectorItems),
  readAt: textOf(fields, 'readAt'),
});

const numbersOf = (fields: Fields) => ({
  maxDriveMinutes: numberOf(fields, 'maxDriveMinutes'),
  valueGbp: numberOf(fields, 'valueGbp'),
  quantityBatch: numberOf(fields, 'quantityBatch'),
  leadTimeDays: numberOf(fields, 'leadTimeDays'),
  replyDays: numberOf(fields, 'replyDays'),
});

/** The controls as they stand on the page. */
const order = [
  ...['title', 'musts', 'shoulds', 'required', 'desired', 'postcode', 'maxDriveMinutes', 'valueGbp'],
  ...['quantityBatch', 'leadTimeDays', 'closesOn', 'replyDays', 'sectors', 'visibility', 'description'],
];

/** All that is wrong, in the order of the page. */
export const problemsIn = (fields: Fields, errors: readonly ApiError[]): Problem[] =>
  allProblems(problemsOf(errors, controls), numbersOf(fields), order);

/** What a control says, however its numbers and spaces are written. */
const plain = (value: string): string =>
  /^[£\d,\s]+$/.test(value) ? value.replaceAll(/[£,\s]/g, '') : value.replaceAll(/\s+/g, ' ').trim();

/** What keeps a requirement from being published, each leading to the control of the editor where it is put right. */
export const publicationProblems = (id: string, errors: readonly ApiError[]): Problem[] =>
  problemsOf(errors, controls).map((problem) =>
    problem.field === 'main' ? problem : { ...problem, href: `/requirements/${id}/edit#${problem.field}` },
  );

/** What is stored in a control, in a few words. */
const shown = (control: keyof Draft, stored: Draft): string => {
  const value = stored[control];
  if (control === 'visibility') return visibilityItems.find((item) => item.value === value)!.text;
  if (control === 'sectors')
    return sectorItems
      .filter((item) => stored.sectors.includes(item.value))
      .map((item) => item.text)
      .join(', ');
  return (value as string).split('\n').join('; ');
};

/** What to tell whose text would overwrite what somebody else has saved: where the two differ, and how it goes on. */
export function conflictsOf(typed: Draft, stored: Draft): Problem[] {
  const differing = order.filter((name) => {
    const control = name as keyof Draft;
    return plain(String(typed[control])) !== plain(String(stored[control]));
  });
  return [
    {
      field: 'main',
      message:
        'Somebody has changed this requirement since you opened it. Nothing of yours is saved yet: look at where the two differ, then save again.',
    },
    ...differing.map((field) => {
      const there = shown(field as keyof Draft, stored);
      return { field, message: there === '' ? 'Saved here: nothing.' : `Saved here: “${there}”.` };
    }),
  ];
}

/** What an editor always sends. */
type Edited = Omit<UpdateRequirementInput, 'id' | 'title' | 'unchangedSince'> & { title: string };

/** What the API is sent; absent values are null, which clears them. */
export const inputOf = (fields: Fields): Edited => ({
  title: textOf(fields, 'title'),
  description: textOf(fields, 'description') || null,
  needs: [
    ...linesOf(fields, 'musts').map((phrase) => ({ phrase, importance: 'MUST' as const })),
    ...linesOf(fields, 'shoulds').map((phrase) => ({ phrase, importance: 'SHOULD' as const })),
  ],
  certifications: { required: linesOf(fields, 'required'), desired: linesOf(fields, 'desired') },
  postcode: textOf(fields, 'postcode') || null,
  closesOn: textOf(fields, 'closesOn') || null,
  sectors: choicesOf(fields, 'sectors', sectorItems),
  visibility: choiceOf(fields, 'visibility', visibilityItems) ?? 'OPEN',
  ...numbersToSend(numbersOf(fields)),
});
