import type { FacetDimension } from '#lib/matching';

/** What most suppliers of an economy have, by its names, most frequent first. */
export type CommonNames = Readonly<Record<FacetDimension, readonly string[]>>;

const KINDS = 5;

/** A word with a letter missing, as people type it. */
const withSlip = (name: string): string => {
  const middle = Math.floor(name.length / 2);
  return name.slice(0, middle) + name.slice(middle + 1);
};

/**
 * Queries as people would type them of this economy: of what is offered most, where most suppliers are, with what they
 * hold; each kind of thing that a query can say comes up, and so does a slip. Pure.
 * @returns at most `count`, none twice; none where nobody offers anything
 */
export function queriesOf(
  { capabilities, certifications, districts, sectors }: CommonNames,
  count: number,
): string[] {
  const queries = new Set<string>();
  const nth = (names: readonly string[], at: number): string => names[at % names.length] ?? '';
  for (let at = 0; at < Math.max(count, capabilities.length) && queries.size < count; at += 1) {
    const trade = nth(capabilities, at);
    if (trade === '') break;
    const round = Math.floor(at / KINDS);
    const [scheme, district, sector] = [certifications, districts, sectors].map((names) => nth(names, round));
    const kinds = [
      trade,
      `${trade} ${scheme}${district && ` near ${district}`}`,
      withSlip(trade),
      `${trade} and ${nth(capabilities, at + 1)}${district && ` within 45 minutes of ${district}`}`,
      `${sector} ${trade}, batches of 200`,
    ];
    queries.add(kinds[at % KINDS]!.trim());
  }
  return [...queries];
}
