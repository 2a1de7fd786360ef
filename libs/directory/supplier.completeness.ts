/** What a buyer looks for first weighs most; the weights add up to 100. */
const parts = [
  ['postcode', 15],
  ['summary', 15],
  ['capabilities', 25],
  ['certificates', 10],
  ['markets', 10],
  ['employees', 5],
  ['turnover', 5],
  ['batch', 5],
  ['leadTime', 5],
  ['website', 5],
] as const;

export type ProfilePart = (typeof parts)[number][0];

/** Share of a profile that is filled in, per cent: the weights of the parts that are there. */
export function completenessOf(filled: Readonly<Record<ProfilePart, boolean>>): number {
  return parts.reduce((sum, [part, weight]) => sum + (filled[part] ? weight : 0), 0);
}

/** The parts still missing, those that weigh most first. */
export function missingParts(filled: Readonly<Record<ProfilePart, boolean>>): ProfilePart[] {
  return parts
    .filter(([part]) => !filled[part])
    .sort((a, b) => b[1] - a[1])
    .map(([part]) => part);
}
