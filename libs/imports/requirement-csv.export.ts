import { csvText, toOpaqueId } from '#lib/platform';
import type { RequirementView } from '#lib/requirements';
import { sectors } from '#lib/taxonomy';
import { shippedResolvers } from './import.lookups.js';
import { REGION_WORDS, REQUIREMENT_TEMPLATE, VISIBILITY_WORDS } from './requirement-csv.columns.js';
import {
  readRequirementValues,
  REQUIREMENT_HEADINGS,
  type RequirementValues,
} from './requirement-csv.row.js';
import { RowFindings } from './row.findings.js';

/** The list that requirements of a buyer's own files are known by. */
export const listScheme = (buyerId: string): string => `requirement-csv:${buyerId}`;

const listed = (items: readonly string[]): string => items.join('; ');
const written = (value: string | number | null): string => (value === null ? '' : String(value));
const sectorLabel = (code: string): string => sectors().resolve(code)?.label ?? code;

/** The cells of a requirement, by column. */
function cellsOf(view: RequirementView): Record<keyof RequirementValues, string> {
  const needs = (importance: 'must' | 'should'): string =>
    listed(view.needs.filter((need) => need.importance === importance).map(({ phrase }) => phrase));
  const stated = (importance: 'required' | 'desired'): string =>
    listed(view.certifications.filter((one) => one.importance === importance).map((one) => one.stated));
  return {
    title: view.title,
    description: view.description,
    musts: needs('must'),
    shoulds: needs('should'),
    required: stated('required'),
    desired: stated('desired'),
    quantityPerYear: written(view.quantityPerYear),
    quantityBatch: written(view.quantityBatch),
    valueGbp: written(view.valueGbp),
    leadTimeDays: written(view.leadTimeDays),
    postcode: written(view.postcode),
    maxDriveMinutes: written(view.maxDriveMinutes),
    regions: listed((view.regions ?? []).map((region) => REGION_WORDS[region])),
    firstDeliveryOn: written(view.firstDeliveryOn),
    closesOn: written(view.closesOn),
    replyDays: written(view.replyDays),
    visibility: VISIBILITY_WORDS[view.visibility],
    sectors: listed(view.sectors.map(sectorLabel)),
    cpvCodes: listed(view.cpvCodes),
  };
}

/** What a row would say that leaves a requirement as it is: its own row of the list, read again. */
export function valuesOf(view: RequirementView): RequirementValues {
  const cells = cellsOf(view);
  const byHeading = new Map(
    (Object.keys(cells) as (keyof RequirementValues)[]).map((field) => [
      REQUIREMENT_HEADINGS[field],
      cells[field],
    ]),
  );
  const row = { cell: (heading: string) => byHeading.get(heading) ?? '', has: () => true, from1904: false };
  return readRequirementValues(row, shippedResolvers, new RowFindings(0)) as RequirementValues;
}

/** Requirements of one buyer as the list they can be imported from again, with the state of each for people. */
export function requirementCsv(views: readonly RequirementView[]): string {
  const headings = REQUIREMENT_TEMPLATE.columns.map(({ heading }) => heading);
  const fields = new Map(
    (Object.keys(REQUIREMENT_HEADINGS) as (keyof RequirementValues)[]).map((field) => [
      REQUIREMENT_HEADINGS[field],
      field,
    ]),
  );
  const rows = views.map((view) => {
    const cells = cellsOf(view);
    return [
      ...headings.map((heading) => {
        const field = fields.get(heading);
        return field === undefined ? referenceOf(view) : cells[field];
      }),
      view.state.toLowerCase(),
    ];
  });
  return csvText([[...headings, 'state'], ...rows]);
}

/** The reference it was brought with, or else our id, by which a list means it as well. */
const referenceOf = ({ id, buyerId, source }: RequirementView): string =>
  source?.scheme === listScheme(buyerId) ? source.identifier : toOpaqueId('req', id);
