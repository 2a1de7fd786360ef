/** Whether two lists hold the same items, by identity, in the same order. */
export const sameItems = <T>(some: readonly T[], others: readonly T[]): boolean =>
  some.length === others.length && some.every((item, at) => item === others[at]);
