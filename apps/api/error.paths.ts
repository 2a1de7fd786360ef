import type { UserError } from '#lib/platform';

/** What the services call a field, and what it is called in inputs of the API, where the two differ. */
const names: Readonly<Record<string, readonly string[]>> = {
  phrases: ['statedCapabilities'],
  markets: ['sectors'],
  'quantity.perYear': ['quantityPerYear'],
  'quantity.batch': ['quantityBatch'],
};

/** Errors whose paths lead to fields as the sender wrote them. */
export const inInputTerms = (errors: readonly UserError[]): UserError[] =>
  errors.map((error) => {
    const { path } = error;
    for (const length of [2, 1]) {
      const known = names[path.slice(0, length).join('.')];
      if (known) return { ...error, path: [...known, ...path.slice(length)] };
    }
    return error;
  });
