import type { UserError } from '#lib/platform';
import { needNotRecognised, publicationBlockers, type RequirementView } from '#lib/requirements';
import { type ImportError, isRowCode } from './import.report.js';
import { REQUIREMENT_HEADINGS, type RequirementValues } from './requirement-csv.row.js';

/** Columns of fields that are called otherwise than the values of a row. */
const FIELDS: Readonly<Record<string, keyof RequirementValues>> = {
  'quantity.perYear': 'quantityPerYear',
  'quantity.batch': 'quantityBatch',
};

/** The column, and what stands there, that an error of a requirement is about. */
function placeOf(
  path: readonly string[],
  values: Partial<RequirementValues>,
): { column: string; value: string } {
  const [first = '', second = '', third = ''] = path;
  if (first === 'needs') {
    const { musts = [], shoulds = [] } = values;
    const at = Number(second);
    const field = at < musts.length || second === '' ? 'musts' : 'shoulds';
    return { column: REQUIREMENT_HEADINGS[field], value: [...musts, ...shoulds][at] ?? '' };
  }
  if (first === 'certifications') {
    const field = second === 'desired' ? 'desired' : 'required';
    return { column: REQUIREMENT_HEADINGS[field], value: values[field]?.[Number(third)] ?? '' };
  }
  const field = FIELDS[path.join('.')] ?? (first as keyof RequirementValues);
  const said = values[field];
  const value = Array.isArray(said) ? (said[Number(second)] ?? said.join('; ')) : String(said ?? '');
  return { column: REQUIREMENT_HEADINGS[field] ?? '', value };
}

/** What the requirements have against a row, by its columns. */
export const refusals = (
  row: number,
  values: Partial<RequirementValues>,
  errors: readonly UserError[],
): ImportError[] =>
  errors.map(({ code, message, path }) => ({
    row,
    ...placeOf(path, values),
    code: isRowCode(code) ? code : 'NOT_STORED',
    message,
  }));

/** Why a row that says something new of a requirement cannot have its way. */
export function isNoDraft(
  row: number,
  values: Partial<RequirementValues>,
  { state }: RequirementView,
  changed: readonly (keyof RequirementValues)[],
): ImportError[] {
  const remedy =
    state === 'OPEN' || state === 'SHORTLISTING'
      ? 'Change it on its page, where suppliers are told of it, or leave the row as it was.'
      : 'What it asked for stands as it was. Leave the row as it was, or give it another reference to ask anew.';
  const words = state === 'OPEN' ? 'published' : state.toLowerCase();
  return changed.map((field) => ({
    row,
    ...placeOf([field], values),
    code: 'NOT_A_DRAFT' as const,
    message: `This requirement is ${words}, and a file changes drafts alone. ${remedy}`,
  }));
}

/** What to look at before a draft is published: words that say no capability, and what would keep it back. */
export function worthALook(row: number, view: RequirementView, today: string): ImportError[] {
  if (view.state !== 'DRAFT') return [];
  const unread = view.needs
    .filter(({ codes }) => codes.length === 0)
    .map(({ phrase, importance }) => ({
      row,
      column: REQUIREMENT_HEADINGS[importance === 'must' ? 'musts' : 'shoulds'],
      value: phrase,
      code: 'NEED_NOT_RECOGNISED' as const,
      message: needNotRecognised(phrase),
    }));
  const kept = publicationBlockers(view, today).map(({ message, path }) => ({
    row,
    column: REQUIREMENT_HEADINGS[path[0] === 'needs' ? 'musts' : (path[0] as keyof RequirementValues)],
    value: '',
    code: 'NOT_PUBLISHABLE' as const,
    message: `It cannot be published like this. ${message}`,
  }));
  return [...unread, ...kept];
}
