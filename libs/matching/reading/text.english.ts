import { foldSpelling, stem, tokenise } from '#lib/taxonomy';
import type { Analyser } from './text.analysis.js';

/** Words that carry no trade meaning in a profile or a requirement. */
const STOP_WORDS = new Set(
  (
    'a about above after again all also am an and any are as at be because been before being both but by can come could did do does ' +
    'doing done down each every few for from further get gets give had has have having he her here his how i if in into is it its just ' +
    'like made make makes making many may me more most much must my near need needs next no nor not now of off on once one only or other ' +
    'our out over own part per please plus put s same shall she should since so some such t than that the their them then there these they this ' +
    'those through to too two under until up us use used using very via was way we were what when where which while who whom whose why will ' +
    'with within without would yet you your able available based company firm ltd limited plc llp co based uk want wants wanted looking ' +
    'someone somebody supplier suppliers supply service services customer customers etc eg ie'
  ).split(' '),
);

/** Endings that make a person, a thing or a quality of the same trade word; four letters must remain. */
const ENDING =
  /^([a-z]{4,}?)(?:isations?|ational|ations?|at(?:ors?|ive)|ion|iser|er|or|ist|ical|ial|al|ally|able|ible|ive|ance|ence|ency|ancy|ness|ful|ous|ity|ic|ise|ate|at|ably|ly|age|ery|ry|y|e|i)$/;

/** Moulder, mouldable and moulding meet in one term. Bolder than the taxonomy's stem, which has to tell them apart. */
const rootOf = (word: string): string => ENDING.exec(word)?.[1] ?? word;

const cache = new Map<string, string>();
const CACHE_LIMIT = 200_000;

function termOf(word: string): string {
  let term = cache.get(word);
  if (term === undefined) {
    term = STOP_WORDS.has(word) ? '' : rootOf(stem(foldSpelling(word)));
    if (cache.size >= CACHE_LIMIT) cache.clear();
    cache.set(word, term);
  }
  return term;
}

/** Index terms of English trade text: folded to British spelling, stemmed, stop words and lone letters dropped. */
export const analyseEnglish: Analyser = (text) => {
  const terms: string[] = [];
  for (const token of tokenise(text)) {
    const term = termOf(token.text);
    if (term.length > 1 || (term.length === 1 && term >= '0' && term <= '9')) terms.push(term);
  }
  return terms;
};
