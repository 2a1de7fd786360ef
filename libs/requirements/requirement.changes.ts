import { dayInWords } from '#lib/platform';
import type { RequirementChange } from './requirement-amendment.entity.js';
import type { RequirementView } from './requirement.view.js';

const none = 'not stated';
const text = (value: string | number | null): string =>
  value === null || value === '' ? none : String(value);
const list = (values: readonly string[] | null): string =>
  values && values.length > 0 ? values.join(', ') : none;
const day = (value: string | null): string => (value === null ? none : dayInWords(value));
const pounds = (value: number | null): string =>
  value === null ? none : `£${value.toLocaleString('en-GB')}`;
const counted = (value: number | null, unit: string): string =>
  value === null ? none : `${value.toLocaleString('en-GB')} ${unit}`;
const regionWords = {
  EAST_MIDLANDS: 'East Midlands',
  WEST_MIDLANDS: 'West Midlands',
  OTHER: 'elsewhere',
} as const;

/** What suppliers are told of, each in words; weights and the like are the buyer's own affair. */
const told: readonly { field: string; of: (view: RequirementView) => string }[] = [
  { field: 'Title', of: ({ title }) => title },
  { field: 'Description', of: ({ description }) => text(description) },
  { field: 'Musts', of: ({ needs }) => phrases(needs, 'must') },
  { field: 'Shoulds', of: ({ needs }) => phrases(needs, 'should') },
  { field: 'Certificates required', of: ({ certifications }) => stated(certifications, 'required') },
  { field: 'Certificates desired', of: ({ certifications }) => stated(certifications, 'desired') },
  { field: 'Value a year', of: ({ valueGbp }) => pounds(valueGbp) },
  { field: 'Quantity a year', of: ({ quantityPerYear }) => counted(quantityPerYear, 'pieces') },
  { field: 'Lot', of: ({ quantityBatch }) => counted(quantityBatch, 'pieces') },
  { field: 'Lead time', of: ({ leadTimeDays }) => counted(leadTimeDays, 'days') },
  { field: 'Place of delivery', of: ({ postcode }) => text(postcode) },
  { field: 'Longest drive', of: ({ maxDriveMinutes }) => counted(maxDriveMinutes, 'minutes') },
  { field: 'Regions', of: ({ regions }) => list(regions?.map((region) => regionWords[region]) ?? null) },
  { field: 'First delivery', of: ({ firstDeliveryOn }) => day(firstDeliveryOn) },
  { field: 'Closing day', of: ({ closesOn }) => day(closesOn) },
  { field: 'Working days to answer', of: ({ replyDays }) => String(replyDays) },
];

const phrases = (needs: RequirementView['needs'], importance: 'must' | 'should'): string =>
  list(needs.filter((need) => need.importance === importance).map(({ phrase }) => phrase));

const stated = (wanted: RequirementView['certifications'], importance: 'required' | 'desired'): string =>
  list(wanted.filter((one) => one.importance === importance).map((one) => one.stated));

/** What a change to a requirement means to those who answer it; empty when it means nothing to them. */
export function changesBetween(before: RequirementView, after: RequirementView): RequirementChange[] {
  return told.flatMap(({ field, of }) => {
    const change = { field, before: of(before), after: of(after) };
    return change.before === change.after ? [] : [change];
  });
}

/** A change in a line; long words are cut. */
export function changeInWords({ field, before, after }: RequirementChange): string {
  const cut = (words: string): string => (words.length > 200 ? `${words.slice(0, 199)}…` : words);
  return `${field}: ${cut(after)} (was: ${cut(before)})`;
}
