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

/** What an editor always sends. */
type Edited = Omit<UpdateRequirementInput, 'id' | 'title'> & { title: string };

/** What the API is sent; absent values are null, which clears them. */
export const inputOf = (fields: Fields): Edited => ({
  title: textOf(fields, 'title'),
  description: textOf(fields, 'description') || undefined,
  needs: [
    ...linesOf(fields, 'musts').map((phrase) => ({ phrase, importance: 'MUST' as const })),
    ...linesOf(fields, 'shoulds').map((phrase) => ({ phrase, importance: 'SHOULD' as const })),
  ],
  certifications: { required: linesOf(fields, 'required'), desired: linesOf(fields, 'desired') },
  postcode: textOf(fields, 'postcode') || undefined,
  closesOn: textOf(fields, 'closesOn') || null,
  sectors: choicesOf(fields, 'sectors', sectorItems),
  visibility: choiceOf(fields, 'visibility', visibilityItems) ?? 'OPEN',
  ...numbersToSend(numbersOf(fields)),
  ...(numberOf(fields, 'replyDays') === null && { replyDays: undefined }),
});
