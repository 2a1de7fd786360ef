/** Text as terms: which words count, in which field, and how strongly. */
import { activityWords, asidePassages, ownUsePassages } from '#lib/taxonomy';
import type { SupplierRecord } from '../model/model.types.js';
import { roleOfSic } from './profile.reading.js';

/** Turns text into index terms: normalised, stemmed, without stop words. */
export type Analyser = (text: string) => string[];

/** Fields of a supplier, in the order of the arrays below. */
export const FIELDS = ['name', 'phrases', 'summary', 'registered'] as const;
export const FIELD_COUNT = FIELDS.length;
const FIELD_BOOST = [1.2, 2, 1, 0.6];
const FIELD_LENGTH_WEIGHT = [0.3, 0.5, 0.6, 0.3];
/** Where a second and third mention stop mattering. */
const SATURATION = 1.2;
/** The strongest impact of a term. */
export const IMPACT_MAX = 255;

/**
 * Past contracts vote: the one that says a term most counts in full, each other one for this share. A mention in one
 * contract is weaker than in a profile, so that a second and third still tell; and a long notice says more by the way.
 */
const VOTE_SATURATION = 3;
const FURTHER_VOTE = 0.7;
const VOTE_LENGTH_WEIGHT = 0.75;
/** Terms of a usual notice. */
const VOTE_LENGTH = 40;

/** Numbers kept of a term: its occurrences by field, and what its past contracts vote (0..IMPACT_MAX). */
export const COUNT_WIDTH = FIELD_COUNT + 1;
const VOTES = FIELD_COUNT;

export interface FieldCounts {
  /** COUNT_WIDTH numbers a term. */
  terms: Map<string, number[]>;
  lengths: number[];
}

/**
 * Clauses that say what a firm does not do must not find it. A cue silences the rest of its clause; a
 * cue that comes after its subject ("… is not something we offer") silences the clause from its start.
 */
const CLAUSE = /[^.;:!?]+?(?:[.;:!?]+(?=\s|$)|$|(?=,?\s+(?:but|although|though|however|yet)\s))/gi;
const CUE_BEFORE =
  /\b(?:no|not|nor|never|neither|cannot|can't|don't|doesn't|won't|without|do not|does not|instead of|rather than|other than|(?:we|they|have|has) (?:stopped|ceased|discontinued|dropped|abandoned)|(?:gave|given) up|(?:we|they) used to)\b/i;
const CUE_AFTER =
  /\b(?:(?:is|are)(?:n't| not) (?:something|offered|available|our|ours|economic|normally|within|considered|let|sold)|(?:is|are) (?:outside|beyond|no alternative)|(?:we )?leave to|won't be|will not be|not for us|(?:is|are|was|were) no longer|(?:was|were) (?:sold off|withdrawn|discontinued|dropped))\b/i;
/** "no less than", "not only": words that look like a refusal and are none. */
const FALSE_CUE =
  /\b(?:no less|not only|not limited to|no matter|no problem|no job too|no limit|not just|nothing is too|no minimum|no longer than|(?:not|never) (?:stopped|ceased))\b/i;

/** Most texts, and most clauses of the others, refuse nothing: one quick look saves the rest. */
const ANY_CUE =
  /\b(?:no|not|nor|never|neither|cannot|without|instead|rather|other|outside|beyond|leave|stopped|ceased|discontinued|dropped|abandoned|gave|given|used|sold|withdrawn)\b|n't\b/i;

/** The text with every clause of refusal blanked out; offsets are kept. */
export function affirmedText(text: string): string {
  if (!ANY_CUE.test(text)) return text;
  return text.replace(CLAUSE, (clause) => {
    if (!ANY_CUE.test(clause) || FALSE_CUE.test(clause)) return clause;
    if (CUE_AFTER.test(clause)) return ' '.repeat(clause.length);
    const cue = CUE_BEFORE.exec(clause);
    return cue ? clause.slice(0, cue.index) + ' '.repeat(clause.length - cue.index) : clause;
  });
}

/** A description without refusals, without what is done for the firm's own products alone, and without what it says of itself. */
function offeredText(text: string): string {
  let offered = affirmedText(text);
  for (const { start, end } of [...ownUsePassages(text), ...asidePassages(text)])
    offered = offered.slice(0, start) + ' '.repeat(end - start) + offered.slice(end);
  return offered;
}

/** What a firm is registered as making or working. What those trade in who make nothing is no work of theirs. */
const registeredText = (sicCodes: readonly string[]): string =>
  sicCodes
    .filter((code) => roleOfSic(code) === null)
    .map(activityWords)
    .join(' ; ');

type Worded = Pick<SupplierRecord, 'name' | 'phrases' | 'summary' | 'pastWork' | 'sicCodes'>;

let last: { supplier: Worded; analyse: Analyser; counts: FieldCounts } | undefined;

/**
 * Terms of a supplier by field. Refusals are left out of the prose; phrases are taken as stated. Those of the supplier
 * read last are at hand: it is tried with one change after another, and none of them alters its words.
 */
export function supplierTerms(supplier: Worded, analyse: Analyser): FieldCounts {
  const isLast =
    last?.analyse === analyse &&
    last.supplier.phrases === supplier.phrases &&
    last.supplier.pastWork === supplier.pastWork &&
    last.supplier.summary === supplier.summary &&
    last.supplier.name === supplier.name &&
    last.supplier.sicCodes === supplier.sicCodes;
  if (!last || !isLast) {
    const { name, phrases, summary, pastWork, sicCodes } = supplier;
    last = {
      supplier: { name, phrases, summary, pastWork, sicCodes },
      analyse,
      counts: readTerms(supplier, analyse),
    };
  }
  return last.counts;
}

function readTerms(supplier: Worded, analyse: Analyser): FieldCounts {
  const { name, phrases, summary, sicCodes } = supplier;
  const texts = [name, phrases.join(' ; '), offeredText(summary), registeredText(sicCodes)];
  const terms = new Map<string, number[]>();
  const countsOf = (term: string): number[] => {
    let counts = terms.get(term);
    if (!counts) terms.set(term, (counts = new Array<number>(COUNT_WIDTH).fill(0)));
    return counts;
  };
  const lengths = texts.map((text, field) => {
    const found = analyse(text);
    for (const term of found) countsOf(term)[field]! += 1;
    return found.length;
  });
  for (const [term, votes] of votesOf(supplier.pastWork ?? [], analyse)) countsOf(term)[VOTES] = votes;
  return { terms, lengths };
}

/** What past contracts say together for each of their terms, 0..IMPACT_MAX. */
function votesOf(contracts: readonly string[], analyse: Analyser): Map<string, number> {
  const strengths = new Map<string, number[]>();
  for (const contract of contracts) {
    const found = analyse(contract);
    const counts = new Map<string, number>();
    for (const term of found) counts.set(term, (counts.get(term) ?? 0) + 1);
    const length = 1 - VOTE_LENGTH_WEIGHT + (VOTE_LENGTH_WEIGHT * found.length) / VOTE_LENGTH;
    for (const [term, count] of counts) {
      const strength = count / (VOTE_SATURATION * length + count);
      const all = strengths.get(term);
      if (all) all.push(strength);
      else strengths.set(term, [strength]);
    }
  }
  return new Map(Array.from(strengths, ([term, all]) => [term, voteOf(all)]));
}

function voteOf(strengths: number[]): number {
  const [first = 0, ...others] = strengths.sort((a, b) => b - a);
  const silent = others.reduce((rest, strength) => rest * (1 - FURTHER_VOTE * strength), 1 - first);
  return Math.max(1, Math.round(IMPACT_MAX * (1 - silent)));
}

/**
 * Impact of a term in a supplier, 1..255: BM25F's saturated, length-normalised frequency without the
 * inverse document frequency, which belongs to the query; and what is missing of the most by the votes of past contracts.
 */
export function termImpact(
  counts: readonly number[],
  lengths: readonly number[],
  averages: readonly number[],
): number {
  let frequency = 0;
  for (let field = 0; field < FIELD_COUNT; field += 1) {
    const count = counts[field]!;
    if (count === 0) continue;
    const b = FIELD_LENGTH_WEIGHT[field]!;
    frequency += (FIELD_BOOST[field]! * count) / (1 - b + (b * lengths[field]!) / averages[field]!);
  }
  const own = (IMPACT_MAX * frequency) / (SATURATION + frequency);
  const impact = own + ((IMPACT_MAX - own) * counts[VOTES]!) / IMPACT_MAX;
  return Math.max(1, Math.min(IMPACT_MAX, Math.round(impact)));
}
