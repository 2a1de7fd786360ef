/** Numbers of a typed query that say of what grade or kind something is, and not how many are wanted. */
import type { CapabilityMention } from '#lib/taxonomy';
import type { QueryVocabulary } from '../model/search.types.js';
import type { FoundQuantity, Span } from './query.patterns.js';

/** Smaller bare numbers are as often sizes and kinds: a lot that is wrongly read rules out more than one that is not read. */
const FEW = 30;
const BARE = /^\d+$/u;
/** No grade is as round as lots are. */
const MAY_BE_GRADE = /^\d{1,2}(?!00)\d\d$/u;
const BEFORE_GRADE = /^(?:grade|alloy|class|type|spec|series|duplex)$/iu;

const materialsIn = (text: string, vocabulary: QueryVocabulary): CapabilityMention[] =>
  vocabulary.recognise(text).mentions.filter(({ code }) => vocabulary.kindOf(code) === 'material');

/** "6 layer boards", "4 post lifts", "duplex 2205 machining", "grade 80 chains": what kind, and not how many. */
export function tellsWhatKind(
  text: string,
  { start, end, batch }: FoundQuantity,
  vocabulary: QueryVocabulary,
): boolean {
  const number = text.slice(start, end).trim();
  const isFew = batch < FEW && BARE.test(number);
  if (isFew && text.slice(end).trim() === '') return true;
  const [, before] = /([\p{L}-]+)\s+$/u.exec(text.slice(0, start)) ?? [];
  if (before !== undefined)
    return (
      BEFORE_GRADE.test(before) || (MAY_BE_GRADE.test(number) && materialsIn(before, vocabulary).length > 0)
    );
  const [, behind] = /^\s+([a-z-]{3,})\s+[a-z]{2,}/iu.exec(text.slice(end)) ?? [];
  return isFew && behind !== undefined && materialsIn(behind, vocabulary).length === 0;
}

/** "316 parts" and "flanges 316" are of steel; "316 off" are so many. */
export function isGrade(text: string, { start, end }: Span, vocabulary: QueryVocabulary): boolean {
  const [, digits, unit] = /^(\d{3,4})(?:\s+(parts|pieces|units))?$/u.exec(text.slice(start, end)) ?? [];
  if (digits === undefined) return false;
  // "Brass 360 parts": with the metal before it the number is the name of one.
  const [, before] = /([\p{L}-]+)\s+$/u.exec(text.slice(0, start)) ?? [];
  const isNamed = (name: string): boolean =>
    materialsIn(name, vocabulary).some((found) => found.phrase === name);
  if (before !== undefined && isNamed(`${before} ${digits}`)) return true;
  return (
    // A bare round number counts.
    (unit !== undefined || !digits.endsWith(digits.length > 3 ? '00' : '0')) &&
    materialsIn(`${digits} steel`, vocabulary).some((material) => material.start === 0)
  );
}
