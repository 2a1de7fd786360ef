import { CapabilityTree } from './capability.tree.js';
import { Good } from './goods.table.js';
import { TrieEdges } from './lexicon.edges.js';
import { FalseFriends } from './lexicon.friends.js';
import { NamedMaterials } from './lexicon.materials.js';
import {
  ContextRule,
  LexiconEntry,
  LexiconGood,
  LexiconWord,
  WordReading,
  WorkRule,
} from './lexicon.types.js';
import { foldSpelling } from './words.spelling.js';
import { analyseWord, Form } from './words.stem.js';
import { tokenise } from './words.tokens.js';

/** Shorter pairs run together make too many ordinary words. */
const SHORTEST_COMPOUND = 7;
const ACRONYM = /^[A-Z]{1,5}(?:s|'d)?$/;
const GRADE = /^([a-z]{1,4})(\d{1,4}[a-z]?)$/;

/** Branches whose names are those of goods: "sandwich" in "carbon sandwich skins" names no food. */
const OF_GOODS: readonly string[] = ['food-drink', 'consumer-goods'];
const OF_TREE: LexiconGood = { isListed: true, isCommon: false, isAsWritten: false, isOfTree: true };

type Said = Pick<LexiconEntry, 'node' | 'phrase' | 'words' | 'ambiguous' | 'acronym' | 'material' | 'good'>;

/** An entry with all its fields from the start: entries of one shape are read faster. */
const entryOf = ({ node, phrase, words, ambiguous, acronym, material, good }: Said): LexiconEntry => ({
  node,
  phrase,
  words,
  ambiguous,
  acronym,
  material,
  good,
  rules: undefined,
  works: undefined,
  attribute: false,
  weak: false,
});

/** Branches whose names end in what is made of metal: "catering benches", "exhaust flanges". */
const OF_METAL: readonly string[] = [
  'machined-products',
  'casting',
  'forging',
  'presswork',
  'fabrication',
  'sheet-metal',
];

/** All phrases of a capability tree as a trie over word stems. */
export class Lexicon {
  readonly stems = new Map<string, number>();
  readonly edges = new TrieEdges();
  readonly terminals: (LexiconEntry[] | undefined)[] = [undefined];
  /** Spelling-folded words of all phrases, with how many hold them: what a misspelt word may be corrected to. */
  readonly vocabulary = new Map<string, number>();
  /** The same of goods alone: what a misspelt word that somebody types may be corrected to as well. */
  readonly goodsVocabulary = new Map<string, number>();
  /** Pairs of neighbouring words run together ("sheetmetal") with their two words. */
  readonly compounds = new Map<string, readonly [string, string]>();
  /** Stems that name a process as -ing, so that "-er" names who does it. */
  readonly processStems = new Set<number>();
  /** Stems of the last words of what is made of metal, where they name things. */
  private readonly metalThings = new Set<string>();
  private readonly analysed = new Map<string, LexiconWord>();
  private readonly materials: NamedMaterials;

  private constructor(readonly tree: CapabilityTree) {
    this.materials = new NamedMaterials(tree, (phrase) => this.wordsOf(phrase));
  }

  /**
   * Reads all phrases of a tree, a few at a time: it yields between them.
   * @throws {Error} when a false-friend rule or a good names a node the tree does not have, or a good is a name of another node
   */
  static *inPieces(
    tree: CapabilityTree,
    friends: FalseFriends,
    goods: readonly Good[],
  ): Generator<undefined, Lexicon, undefined> {
    const lexicon = new Lexicon(tree);
    for (const node of tree.nodes) {
      lexicon.add(node.label, node.index, false);
      for (const synonym of node.synonyms) lexicon.add(synonym.text, node.index, synonym.ambiguous);
      yield;
    }
    for (const phrase of friends.phrases) lexicon.add(phrase, -1, false);
    yield;
    for (const good of goods) lexicon.addGood(good);
    yield;
    for (const phrase of friends.weak) for (const entry of lexicon.entriesOf(phrase)) entry.weak = true;
    for (const rule of friends.rules) lexicon.addRule(rule);
    for (const work of friends.works) lexicon.addWork(work);
    for (const name of friends.attributes)
      for (const entry of lexicon.entriesOf(name)) entry.attribute = true;
    return lexicon;
  }

  private wordsOf(phrase: string): LexiconWord[] {
    return tokenise(phrase).map(({ text }) => {
      const known = this.analysed.get(text);
      if (known) return known;
      const word = foldSpelling(text);
      const { stem, form } = analyseWord(word);
      const fresh = { word, stem, form };
      this.analysed.set(text, fresh);
      return fresh;
    });
  }

  private stemId(stem: string): number {
    const known = this.stems.get(stem);
    if (known !== undefined) return known;
    this.stems.set(stem, this.stems.size);
    return this.stems.size - 1;
  }

  /** The node that a rule names; -1 for none. */
  private nodeOf(code: string | null): number {
    const node = code === null ? -1 : this.tree.indexOf(code);
    if (code !== null && node < 0)
      throw new Error(`a false-friend rule names a capability that does not exist: ${code}`);
    return node;
  }

  private addWork({ phrases, branches, code }: FalseFriends['works'][number]): void {
    const rule: WorkRule = {
      branches: branches.map((branch) => {
        const node = this.nodeOf(branch);
        return [node, this.tree.nodes[node]!.end] as const;
      }),
      node: this.nodeOf(code),
    };
    for (const phrase of phrases)
      for (const entry of this.entriesOf(phrase, true)) (entry.works ??= []).push(rule);
  }

  private addRule(row: FalseFriends['rules'][number]): void {
    const roots = (words: readonly string[]): Set<string> =>
      new Set(words.flatMap((word) => this.wordsOf(word).map(({ stem }) => stem)));
    const rule: ContextRule = {
      near: roots(row.near),
      unless: roots(row.unless),
      node: this.nodeOf(row.code),
      required: row.required,
    };
    for (const phrase of row.phrases)
      for (const entry of this.entriesOf(phrase)) (entry.rules ??= []).push(rule);
  }

  /** Entries with the stems and inflections of a phrase: "wire" and "wiring" are two, and "painting" and "painted" where said. */
  private entriesOf(phrase: string, asWork = false): LexiconEntry[] {
    const words = this.wordsOf(phrase);
    let state: number | undefined = 0;
    for (const { stem } of words) {
      state = this.edges.get(state, this.stems.get(stem) ?? -1);
      if (state === undefined) return [];
    }
    const entries = this.terminals[state] ?? [];
    return entries.filter((entry) =>
      entry.words.every(
        ({ form }, at) =>
          form === words[at]!.form || (asWork && form === Form.Past && words[at]!.form === Form.Ing),
      ),
    );
  }

  private add(phrase: string, node: number, ambiguous: boolean): void {
    const words = this.wordsOf(phrase);
    if (words.length === 0) return;
    const good = node >= 0 && this.isOfGoods(node) ? OF_TREE : undefined;
    const acronym = words.length === 1 && ACRONYM.test(phrase);
    const material = node < 0 ? undefined : this.materials.namedIn(words, this.tree.nodes[node]!);
    const said = { node, phrase, ambiguous, material, good };
    const last = words.at(-1)!;
    if (
      node >= 0 &&
      (last.form === Form.Base || last.form === Form.Noun) &&
      phrase.endsWith('s') &&
      this.isWithin(node, OF_METAL)
    )
      this.metalThings.add(last.stem);
    this.insert(entryOf({ ...said, words, acronym }));
    // "EN24" is also written "EN 24".
    const grade = words.length === 1 ? GRADE.exec(words[0]!.word) : null;
    if (grade)
      this.insert(entryOf({ ...said, words: this.wordsOf(`${grade[1]} ${grade[2]}`), acronym: false }));
  }

  /**
   * A good is no word that others are corrected to, nor run together from, nor what a process is called: these are plain words,
   * and near many others.
   */
  private addGood({ name, code, isCommon, isAsWritten }: Good): void {
    const node = this.tree.indexOf(code);
    if (node < 0) throw new Error(`a good names a capability that does not exist: ${code}`);
    const words = this.wordsOf(name);
    for (const { word } of words)
      if (!this.vocabulary.has(word))
        this.goodsVocabulary.set(word, (this.goodsVocabulary.get(word) ?? 0) + 1);
    const state = this.reach(words);
    // "Tins" are cans, and "tin" a metal.
    const same =
      this.terminals[state]?.filter((entry) =>
        entry.words.every(({ word, form }, at) =>
          words.length > 1 ? form === words[at]!.form : word === words[at]!.word,
        ),
      ) ?? [];
    const [listed] = same.filter((entry) => entry.node === node && !entry.ambiguous);
    const [other] = same.filter((entry) => entry.node !== node && !entry.ambiguous);
    if (other)
      throw new Error(
        `the good "${name}" of ${code} is a name of ${this.tree.nodes[other.node]?.code ?? 'nothing'}`,
      );
    if (listed) listed.good = { isListed: true, isCommon, isAsWritten };
    else
      this.place(
        state,
        entryOf({
          node,
          phrase: name,
          words,
          ambiguous: false,
          acronym: false,
          material: undefined,
          good: { isListed: false, isCommon, isAsWritten },
        }),
      );
  }

  private isOfGoods(node: number): boolean {
    return this.isWithin(node, OF_GOODS);
  }

  private isWithin(node: number, branches: readonly string[]): boolean {
    const { code } = this.tree.nodes[node]!;
    return branches.some((branch) => this.tree.indexOf(branch) >= 0 && this.tree.isWithin(code, branch));
  }

  /** True of a word that things of metal are called by, in the plural: a bare number before them is a grade as well as a count. */
  isOfMetal(reading: WordReading | undefined): boolean {
    return reading !== undefined && reading.plural && this.metalThings.has(reading.root);
  }

  private insert(entry: LexiconEntry): void {
    let before = '';
    for (const { word, stem, form } of entry.words) {
      if (form === Form.Ing) this.processStems.add(this.stemId(stem));
      this.vocabulary.set(word, (this.vocabulary.get(word) ?? 0) + 1);
      if (before.length + word.length >= SHORTEST_COMPOUND && before.length > 2 && word.length > 2)
        this.compounds.set(before + stem, [before, word]);
      before = word;
    }
    this.place(this.reach(entry.words), entry);
  }

  /** The state that some words lead to, made where it was not there. */
  private reach(words: readonly LexiconWord[]): number {
    let state = 0;
    for (const { stem } of words) {
      const id = this.stemId(stem);
      let next = this.edges.get(state, id);
      if (next === undefined) {
        next = this.terminals.length;
        this.terminals.push(undefined);
        this.edges.add(state, id, next);
      }
      state = next;
    }
    return state;
  }

  private place(state: number, entry: LexiconEntry): void {
    const there = this.terminals[state];
    if (there) there.push(entry);
    else this.terminals[state] = [entry];
  }
}
