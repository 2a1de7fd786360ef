import type { MeantBecause } from '../schema.types.js';
import type { RecogniseQuery } from './document.operations.js';

type Line = RecogniseQuery['recogniseMembers'][number];

const reasons: Readonly<Record<MeantBecause, string>> = {
  COMPANY_NUMBER: 'by its company number',
  NAME: 'by its name',
  LIKE: 'by a part of its name',
};

/** What was read in a list, sorted by what there is to do. */
export interface Recognised {
  /** To be added, each once; those that are certain are ticked. */
  items: { value: string; text: string; hint: { text: string }; checked: boolean }[];
  /** Belong already. */
  already: string[];
  /** Nobody is called so. */
  unknown: string[];
}

/** Sorts the lines of a list: a supplier that several lines name is offered once. */
export function sortLines(lines: readonly Line[]): Recognised {
  const items = new Map<string, Recognised['items'][number]>();
  const already = new Set<string>();
  const unknown: string[] = [];
  for (const { line, meant } of lines) {
    if (meant.length === 0) unknown.push(line);
    for (const one of meant) {
      if (one.member) {
        already.add(one.name);
        continue;
      }
      const isSure = meant.length === 1 && one.because !== 'LIKE';
      const known = items.get(one.organisationId);
      if (known) known.checked ||= isSure;
      else
        items.set(one.organisationId, {
          value: one.organisationId,
          text: one.name,
          hint: {
            text: [
              one.districtName,
              one.companyNumber && `company number ${one.companyNumber}`,
              `“${line}”, ${reasons[one.because]}`,
            ]
              .filter(Boolean)
              .join('; '),
          },
          checked: isSure,
        });
    }
  }
  return { items: [...items.values()], already: [...already], unknown };
}
