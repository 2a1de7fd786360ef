/** Names in one letter; the rest is counted. */
const NAMED = 5;

export const listed = (lines: readonly string[]): string =>
  [...lines.slice(0, NAMED), ...(lines.length > NAMED ? [`and ${lines.length - NAMED} more`] : [])].join(
    '\n',
  );
