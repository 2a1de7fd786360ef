import type { Match } from '#lib/matching';

/** What is asked of a ranking, and in which order its rows are staged. */
export const stagedColumns = `requirement_id uuid, supplier_nos integer[], scores integer[],
  criterion_values bytea, cross_regional boolean[]`;

/** One list in the text form of COPY, in the order of `stagedColumns`. */
export function encodeList(requirementId: string, matches: readonly Match[]): string {
  let nos = '';
  let scores = '';
  let crossRegional = '';
  let separator = '';
  const values: number[] = [];
  for (const match of matches) {
    nos += separator + match.supplierNo;
    scores += separator + match.score;
    crossRegional += separator + (match.crossRegional ? 't' : 'f');
    for (const value of match.values) values.push(value);
    separator = ',';
  }
  const bytes = Buffer.from(values).toString('hex');
  return `${requirementId}\t{${nos}}\t{${scores}}\t\\\\x${bytes}\t{${crossRegional}}\n`;
}
