import { ArgumentError, cursorError } from '#lib/platform';
import type { Page, PageRequest } from './match-list.types.js';

/** Cursors name the item itself, so that a page goes on in the right place after the list has changed. */
export const toCursor = (key: string): string => Buffer.from(key).toString('base64url');

/**
 * One page of items that are all known; `cursorOf` must be unique.
 * @throws AppError BAD_INPUT when the cursor names no item, or `first` is out of range
 */
export function pageOf<T>(
  items: readonly T[],
  cursorOf: (item: T) => string,
  { first, after }: PageRequest,
): Omit<Page<T>, 'edges'> & { items: T[] } {
  if (!Number.isInteger(first) || first < 1 || first > 100) {
    throw new ArgumentError('OUT_OF_RANGE', '"first" must be a whole number from 1 to 100.', ['first']);
  }
  let start = 0;
  if (after) {
    start = items.findIndex((item) => cursorOf(item) === after) + 1;
    if (start === 0) throw cursorError();
  }
  const page = items.slice(start, start + first);
  const last = page.at(-1);
  return {
    items: page,
    totalCount: items.length,
    hasNextPage: start + page.length < items.length,
    endCursor: last === undefined ? null : cursorOf(last),
  };
}
