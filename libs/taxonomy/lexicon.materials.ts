import { CapabilityTree } from './capability.tree.js';
import { CapabilityNode } from './capability.types.js';
import { LexiconWord } from './lexicon.types.js';

/** Branches in which the material that a name holds is what is worked: elsewhere it may be what coats, fills or is sold. */
const WORKING = [
  'machining',
  'casting',
  'forging',
  'presswork',
  'fabrication',
  'sheet-metal',
  'polymer-processing',
  'additive',
];
/** Materials below these are workpieces; their own labels ("metal", "polymer") say nothing more than the process does. */
const STOCK = ['metals', 'polymers'];
/** Names of materials that are also makes of machine, forms of work or what a tool is made of. */
const DOUBTFUL = new Set(['mazak', 'duplex', 'tin', 'carbide', 'iron', 'box section', 'hardened', 'epoxy']);
const LONGEST_NAME = 3;

const stemsOf = (words: readonly LexiconWord[]): string => words.map(({ stem }) => stem).join(' ');

/** Materials named inside longer names of work: "brass turned parts" is turned parts, and brass. */
export class NamedMaterials {
  private readonly materials = new Map<string, string>();

  /** @param wordsOf how a phrase is cut into words */
  constructor(
    private readonly tree: CapabilityTree,
    wordsOf: (phrase: string) => LexiconWord[],
  ) {
    for (const node of STOCK.flatMap((root) => tree.descendantsOf(root)))
      for (const { text, ambiguous } of [{ text: node.label, ambiguous: false }, ...node.synonyms])
        if (!ambiguous && !DOUBTFUL.has(text.toLowerCase())) {
          const words = wordsOf(text);
          if (words.length > 0 && words.length <= LONGEST_NAME) this.materials.set(stemsOf(words), node.code);
        }
  }

  /** Code of the material that a name of `node` holds beside other words, unless the node implies it; else undefined. */
  namedIn(words: readonly LexiconWord[], node: CapabilityNode): string | undefined {
    if (words.length < 2 || !WORKING.some((branch) => this.tree.isWithin(node.code, branch)))
      return undefined;
    for (let length = Math.min(LONGEST_NAME, words.length - 1); length > 0; length -= 1)
      for (let from = 0; from + length <= words.length; from += 1) {
        const code = this.materials.get(stemsOf(words.slice(from, from + length)));
        if (code) return this.isImplied(code, node) ? undefined : code;
      }
    return undefined;
  }

  private isImplied(material: string, { facets }: CapabilityNode): boolean {
    return facets.some((facet) => this.tree.isWithin(facet, material) || this.tree.isWithin(material, facet));
  }
}
