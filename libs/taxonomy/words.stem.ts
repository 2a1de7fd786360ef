/** Which inflection a word carries; it tells "mould" (a tool) from "moulding" (a process). */
export enum Form {
  Base = 0,
  Ing = 1,
  Past = 2,
  /** -ation, -ment and their like. */
  Noun = 3,
}

export interface Stemmed {
  stem: string;
  form: Form;
  plural: boolean;
}

const IRREGULAR: Readonly<Record<string, readonly [string, Form, boolean]>> = {
  ground: ['grind', Form.Past, false],
  spun: ['spin', Form.Past, false],
  bent: ['bend', Form.Past, false],
  drawn: ['draw', Form.Past, false],
  blown: ['blow', Form.Past, false],
  sawn: ['saw', Form.Past, false],
  sewn: ['sew', Form.Past, false],
  woven: ['weav', Form.Past, false],
  built: ['build', Form.Past, false],
  assembly: ['assembl', Form.Noun, false],
  dies: ['die', Form.Base, true],
  axes: ['axis', Form.Base, true],
  production: ['production', Form.Base, false],
  series: ['series', Form.Base, false],
  lens: ['lens', Form.Base, false],
  lenses: ['lens', Form.Base, true],
  gases: ['gas', Form.Base, true],
  buses: ['bus', Form.Base, true],
  welder: ['welder', Form.Base, false],
  assemblies: ['assembl', Form.Noun, true],
  bases: ['base', Form.Base, true],
  matrices: ['matrix', Form.Base, true],
  prostheses: ['prosthesis', Form.Base, true],
  dice: ['die', Form.Base, true],
  wedding: ['wedding', Form.Base, false],
  evening: ['evening', Form.Base, false],
  training: ['train', Form.Ing, false],
  hydraulics: ['hydraulic', Form.Base, true],
  dying: ['dying', Form.Base, false],
  sing: ['sing', Form.Base, false],
};

const hasVowel = (text: string): boolean => /[aeiouy]/.test(text);
/** One vowel letter alone, then one consonant that English would double before -ing: the base ended in e. */
const SHORT = /^[^aeiou]*[aeiouy][bcdfghjklmnpqrstvz]$/;
const SHORT_E = /^[^aeiou]*[aeiouy][bcdfghjklmnpqrstvz]e$/;

const singular = (word: string): string => {
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(?:ss|ch|sh|x|zz|to|ro)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
};

const closed = (stem: string): string => {
  if (stem.length > 3 && /([bcdfghjklmnpqrstvz])\1$/.test(stem)) return stem.slice(0, -1);
  if (stem.length > 3 && stem.endsWith('e') && !SHORT_E.test(stem) && !stem.endsWith('ee'))
    return stem.slice(0, -1);
  return stem;
};

const verbRoot = (rest: string): string => (SHORT.test(rest) && rest.length > 1 ? `${rest}e` : closed(rest));

/**
 * Light English stemming of one folded, lower-case word: plurals, -ing, -ed, -ation and -ment, nothing bolder. It
 * keeps "tub" from "tube" and "plan" from "plane". Words of up to three letters and words with digits stay as they are.
 */
export const analyseWord = (word: string): Stemmed => {
  if (Object.hasOwn(IRREGULAR, word)) {
    const [stem, form, plural] = IRREGULAR[word]!;
    return { stem, form, plural };
  }
  if (word.length < 4 || /[^a-z]/.test(word)) return { stem: word, form: Form.Base, plural: false };
  const one = singular(word);
  const plural = one !== word;
  if (plural && Object.hasOwn(IRREGULAR, one))
    return { stem: IRREGULAR[one]![0], form: IRREGULAR[one]![1], plural };
  if (one.endsWith('ing') && one.length > 5 && hasVowel(one.slice(0, -3)))
    return { stem: verbRoot(one.slice(0, -3)), form: Form.Ing, plural };
  if (one.endsWith('ed') && !one.endsWith('eed') && one.length > 4 && hasVowel(one.slice(0, -2)))
    return { stem: verbRoot(one.slice(0, -2)), form: Form.Past, plural };
  if (one.endsWith('isation')) return { stem: one.slice(0, -5), form: Form.Noun, plural };
  if (one.endsWith('usion') && one.length > 7)
    return { stem: `${one.slice(0, -4)}d`.replace(/d$/, 'ud').replace('uud', 'ud'), form: Form.Noun, plural };
  if (/[ts]ion$/.test(one) && one.length > 7) return { stem: one.slice(0, -3), form: Form.Noun, plural };
  if (one.endsWith('ment') && one.length > 8)
    return { stem: closed(one.slice(0, -4)), form: Form.Noun, plural };
  return { stem: closed(one), form: Form.Base, plural };
};

/** The stem alone: `stem('mouldings')` is `'mould'`. Fold the spelling first. */
export const stem = (word: string): string => analyseWord(word).stem;
