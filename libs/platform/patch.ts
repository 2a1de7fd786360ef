/** What a patch gives: absent leaves a field as it is, and null, which clears it, is given. */
export const stated = (patch: object) =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
