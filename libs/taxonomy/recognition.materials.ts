/** Words for working something are said of every material: the material beside them tells whether it is this trade. */
import { CapabilityTree } from './capability.tree.js';
import { Item, JOINS, Match, wordAt } from './recognition.matching.js';
import { Gap } from './words.tokens.js';

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** What is worked by trades of its own, as bakers, joiners, glaziers, masons, printers and saddlers are. */
const OF_OTHER_TRADES = set(
  'glass wood wooden timber oak ash beech pine hardwood softwood plywood ply mdf chipboard veneer stone granite marble slate quartz brick concrete plaster terrazzo leather hide suede fabric fabrics cloth felt canvas textile textiles wool cotton paper card cardboard carton cartons chocolate dough pastry sugar cheese soap candle candles',
);
const PLASTICS = set('perspex acrylic plexiglas polycarbonate pvc upvc hdpe polypropylene');
const OTHER_MATERIALS: ReadonlySet<string> = new Set([...OF_OTHER_TRADES, ...PLASTICS]);
/** What the branches below do work; foundries pour into wax that is melted out. */
const METALS = set('wax metal steel stainless aluminium brass copper bronze iron titanium alloy');
/** Between a word for working and what is worked, and beside the first of two such words. */
const PASSED = set('of in the some our a up out and or from');
const REACH = 3;

/** Branches that work metal, but for what is done to everything. */
const OF_METAL: readonly string[] = [
  'forging',
  'presswork',
  'casting',
  'fabrication',
  'welding',
  'sheet-metal',
  'heat-treatment',
];
const OF_METAL_OR_PLASTIC: readonly string[] = ['machining', 'surface-treatment', 'polymer-processing'];
const OF_EVERYTHING: readonly string[] = [
  'laser-cutting',
  'waterjet-cutting',
  'ceramic-glass-machining',
  'cnc-routing',
  'engraving-routing',
  'machined-products',
  'wet-painting',
  'powder-coating',
  'marking-engraving',
  'parts-cleaning',
  'printing-on-parts',
  'vacuum-metallising',
  'acrylic-work',
  'plastic-fabrication',
  'foam-conversion',
  'rubber-moulding',
  'flock-specialist-finish',
  'pattern-making',
  'pretreatment',
  'adhesive-bonding',
];

const METAL_ONLY = 1;
const NO_OTHER_TRADE = 2;

/** True of a word that names what a thing is made of, outside the metal trades. */
export const namesOtherMaterial = (word: string): boolean => OTHER_MATERIALS.has(word);

const WORKED = set(
  'bending folding pressing punching stamping turning milling drilling grinding sawing cutting casting rolling moulding polishing forming shaping machining spinning blanking creasing bent folded pressed punched stamped turned drilled sawn rolled moulded polished shaped',
);

/**
 * Words for working that a phrase says of a material outside the metal trades, which stands beside them: "bending" in "timber
 * bending". Who says them of tube does not do what is asked for.
 */
export function wordsOfOtherTrades(phrase: string): string[] {
  const words = (phrase.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => !PASSED.has(word));
  if (!words.some(namesOtherMaterial) || words.some((word) => METALS.has(word))) return [];
  const isBeside = (at: number, step: -1 | 1): boolean => {
    let next = at + step;
    while (WORKED.has(words[next] ?? '')) next += step;
    return namesOtherMaterial(words[next] ?? '');
  };
  return words.filter((word, at) => WORKED.has(word) && (isBeside(at, -1) || isBeside(at, 1)));
}

/** Where the words end, or begin, that say how the material beside them is worked. */
export function withWorking(
  text: string,
  { start, end }: { start: number; end: number },
): { start: number; end: number } {
  const isWorking = (word: string | undefined): boolean =>
    word !== undefined && WORKED.has(word.toLowerCase());
  const after = /^\s+(\p{L}+)(?:\s+(?:and|&)\s+(\p{L}+))?/u.exec(text.slice(end));
  const before = /(\p{L}+)\s+(?:of\s+|in\s+|some\s+|our\s+|an?\s+)?$/u.exec(text.slice(0, start));
  const [first, second] = [after?.[1], after?.[2]];
  return {
    start: isWorking(before?.[1]) ? before!.index : start,
    end:
      isWorking(second) && isWorking(first)
        ? end + after![0].length
        : isWorking(first)
          ? end + after![0].indexOf(first!) + first!.length
          : end,
  };
}

/** Drops a word for working that stands beside a material which its branch does not work: "glass bending" bends no tube. */
export class MaterialFilter {
  /** By node what it does not work, as a mask. */
  private readonly bars: Uint8Array;

  constructor(tree: CapabilityTree) {
    this.bars = new Uint8Array(tree.nodes.length);
    const mark = (codes: readonly string[], mask: number): void => {
      for (const code of codes) {
        const node = tree.find(code);
        if (node) this.bars.fill(mask, node.index, node.end);
      }
    };
    mark(OF_METAL, METAL_ONLY | NO_OTHER_TRADE);
    mark(OF_METAL_OR_PLASTIC, NO_OTHER_TRADE);
    mark(OF_EVERYTHING, 0);
  }

  apply(items: readonly Item[], matches: readonly Match[]): Match[] {
    const workings = matches.filter((match) => this.isWorking(match));
    // Most texts name no such material: nothing is looked at twice there.
    if (workings.length === 0 || !items.some(({ reading }) => OTHER_MATERIALS.has(reading.folded)))
      return [...matches];
    const working = new Set(workings.map(({ from }) => from));
    return matches.filter((match) => !this.isWorking(match) || !this.isBarred(items, match, working));
  }

  /** One word, which says how and not what. */
  private isWorking({ node, from, to }: Match): boolean {
    return to - from === 1 && this.bars[node]! > 0;
  }

  private isBarred(items: readonly Item[], { node, from }: Match, working: ReadonlySet<number>): boolean {
    const worked = [this.beside(items, from, -1, working), this.beside(items, from, 1, working)];
    if (worked.some((at) => this.isMetal(items, at))) return false;
    return worked.some((at) => {
      const word = wordAt(items, at);
      return (
        ((this.bars[node]! & NO_OTHER_TRADE) !== 0 && OF_OTHER_TRADES.has(word)) ||
        ((this.bars[node]! & METAL_ONLY) !== 0 && PLASTICS.has(word))
      );
    });
  }

  /** The item before or after a word, past what links the two and past other words for working; -1 where a gap parts them. */
  private beside(items: readonly Item[], from: number, step: -1 | 1, working: ReadonlySet<number>): number {
    let at = from;
    for (let steps = 0; steps <= REACH; steps += 1) {
      const later = step === 1 ? at + 1 : at;
      if (items[later]?.gap !== Gap.None) return -1;
      at += step;
      const isPassed =
        PASSED.has(wordAt(items, at)) ||
        working.has(at) ||
        WORKED.has(wordAt(items, at)) ||
        /^\d/.test(wordAt(items, at));
      if (!isPassed) return at;
    }
    return -1;
  }

  /** A metal, or one of several materials of which one is: "wood and metal turning". */
  private isMetal(items: readonly Item[], at: number): boolean {
    if (at < 0) return false;
    return [
      at,
      ...(JOINS.has(wordAt(items, at - 1)) ? [at - 2] : []),
      ...(JOINS.has(wordAt(items, at + 1)) ? [at + 2] : []),
    ].some((place) => METALS.has(wordAt(items, place)));
  }
}
