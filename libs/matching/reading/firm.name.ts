/** What in the name of a firm says who owns it or where it stands, and not what it does. */
import { asidePassages, type Passage, surnameKind, type SurnameKind } from '#lib/taxonomy';

/** "The Old Foundry": what a house once was. */
const FORMER_HOUSE = /\bold \p{L}+/giu;

/** Passages of a firm's name that tell its street or its house. */
export const placesInName = (name: string): Passage[] => [
  ...asidePassages(name),
  ...Array.from(name.matchAll(FORMER_HOUSE), ({ 0: said, index }) => ({
    start: index,
    end: index + said.length,
  })),
];

/**
 * Tells what a word may be that stands in a firm's name and is a surname as often as a trade: a person's ("Baker
 * Precision Ltd"), or a thing's ("Harrow Machining Ltd"). "The Village Baker" is no family. Within other texts only
 * the same word with a capital is meant, as in "Baker Precision began in a shed".
 */
export function ownersWords(name: string): (word: string, inName: boolean) => SurnameKind | undefined {
  const words = /^the /iu.test(name) ? [] : (name.match(/\p{L}+/gu) ?? []);
  const owners = new Map(
    words.flatMap((word) => {
      const kind = surnameKind(word);
      return kind ? [[word.toLowerCase(), kind] as const] : [];
    }),
  );
  return (word, inName) => (inName || /^\p{Lu}/u.test(word) ? owners.get(word.toLowerCase()) : undefined);
}
