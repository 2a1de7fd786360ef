import { BULLET } from '#lib/platform';

/** Items in one letter; the rest is counted. */
const NAMED = 5;

/** Items as a list, or the only one as a sentence. */
export const listed = (items: readonly string[]): string => {
  if (items.length === 1) return items[0]!;
  const more = items.length - NAMED;
  return [...items.slice(0, NAMED), ...(more > 0 ? [`and ${more} more`] : [])]
    .map((item) => BULLET + item)
    .join('\n');
};
