/** Whole pounds in a bigint column, as a number: safe up to 9 × 10¹⁵. */
export const asNumber = {
  to: (value: number | null | undefined): number | null | undefined => value,
  from: (value: string | null): number | null => (value === null ? null : Number(value)),
};
