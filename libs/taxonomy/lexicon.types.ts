import { Form } from './words.stem.js';

/** One word of a phrase that can be recognised. */
export interface LexiconWord {
  /** Folded to British spelling. */
  word: string;
  stem: string;
  form: Form;
}

export interface LexiconGood {
  /** A name of the tree as well, and so as trustworthy as those. */
  isListed: boolean;
  /** An everyday word as well: it names the good only where a text says nothing else. */
  isCommon: boolean;
  /** Read in no other number. */
  isAsWritten: boolean;
  /** A name of the tree alone: what it is the head of is looked at, and not what stands before it. */
  isOfTree?: boolean;
}

/** One phrase that can be recognised. */
export interface LexiconEntry {
  /** Depth-first index of the node it means, or -1 when the phrase is known to mean none. */
  node: number;
  phrase: string;
  words: readonly LexiconWord[];
  /** An upper-case abbreviation: in running prose the case must agree. */
  acronym: boolean;
  /** Flagged ambiguous in the data: another node is preferred. */
  ambiguous: boolean;
  /** It names a good, and so counts only where that good is what is meant: "honey", not "honey labels". */
  good: LexiconGood | undefined;
  /** Code of the material that the phrase says is worked ("brass turned parts"), where its node does not tell. */
  material: string | undefined;
  /** What the phrase means beside certain words. */
  rules: ContextRule[] | undefined;
  /** What it means where it is done to things of some branches: "printed" of towels. */
  works: WorkRule[] | undefined;
  /** Its participle before a thing says how that is made: "insulated boxes". */
  attribute: boolean;
  /** Says little in running prose. */
  weak: boolean;
}

/** What the lexicon knows of one word of a text. */
export interface WordReading {
  folded: string;
  /** The stem itself, of the corrected word where it was corrected. */
  root: string;
  /** Number of the stem, or -1 when no phrase holds it. */
  stem: number;
  form: Form;
  plural: boolean;
  /** Stem of the process when the word names who does it ("moulder"), else -1. */
  agent: number;
  /** The word it was corrected to, when it was misspelt. */
  corrected?: string;
  /** Its reading without the correction. */
  written?: WordReading;
  /** The words it was run together from ("sheetmetal"). */
  parts?: readonly WordReading[];
  /** Carries no meaning of its own. */
  stop: boolean;
}

/** A word or phrase that means something else beside certain words. */
export interface ContextRule {
  near: ReadonlySet<string>;
  unless: ReadonlySet<string>;
  /** Node it then means; -1 for none. */
  node: number;
  /** True when the phrase counts only if a near word is there. */
  required: boolean;
}

/** A word for working that means something else beside things of some branches. */
export interface WorkRule {
  /** Of each branch its node and the one after its last. */
  branches: readonly (readonly [from: number, to: number])[];
  /** Node it then means; -1 for that of the thing. */
  node: number;
}
