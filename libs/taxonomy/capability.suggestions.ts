import { capabilityTree } from './capability.data.js';
import { CapabilityTree } from './capability.tree.js';
import { CapabilityNode } from './capability.types.js';
import { type Good, shippedGoods } from './goods.table.js';
import { foldSpelling } from './words.spelling.js';
import { tokenise } from './words.tokens.js';

export interface CapabilitySuggestion {
  node: CapabilityNode;
  /** The label, synonym or good that begins as typed. */
  matched: string;
}

interface Entry {
  /** Folded words of the phrase from one of its word starts on. */
  key: string;
  phrase: string;
  node: number;
  /** 0 whole label, 1 inside a label, 2 synonym, 3 inside a synonym, 4 good, 5 inside a good: the order of suggestions. */
  rank: number;
}

const fold = (text: string): string[] => tokenise(text).map((token) => foldSpelling(token.text));

/** As-you-type suggestions over labels and synonyms, and what their makers make. */
export class CapabilitySuggester {
  private readonly entries: Entry[] = [];

  constructor(
    private readonly tree: CapabilityTree,
    goods: readonly Good[] = [],
  ) {
    for (const node of tree.nodes) {
      this.add(node.label, node.index, 0);
      for (const synonym of node.synonyms) this.add(synonym.text, node.index, 2);
    }
    for (const { name, code } of goods) this.add(name, tree.indexOf(code), 4);
    this.entries.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  }

  /** Nodes of which a label, a synonym or a good has a word that begins as typed; labels first, shorter phrases first. */
  suggest(prefix: string, limit = 10): CapabilitySuggestion[] {
    const words = fold(prefix);
    if (words.length === 0 || limit < 1) return [];
    const wanted = words.join(' ');
    const found: Entry[] = [];
    for (
      let at = this.firstAt(wanted);
      at < this.entries.length && this.entries[at]!.key.startsWith(wanted);
      at += 1
    )
      found.push(this.entries[at]!);
    found.sort(
      (one, other) =>
        one.rank - other.rank || one.phrase.length - other.phrase.length || one.node - other.node,
    );
    const seen = new Set<number>();
    const suggestions: CapabilitySuggestion[] = [];
    for (const entry of found) {
      if (seen.has(entry.node)) continue;
      seen.add(entry.node);
      suggestions.push({ node: this.tree.nodes[entry.node]!, matched: entry.phrase });
      if (suggestions.length === limit) break;
    }
    return suggestions;
  }

  private add(phrase: string, node: number, rank: number): void {
    const words = fold(phrase);
    words.forEach((_word, at) =>
      this.entries.push({ key: words.slice(at).join(' '), phrase, node, rank: at ? rank + 1 : rank }),
    );
  }

  private firstAt(wanted: string): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.entries[middle]!.key < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

let shared: CapabilitySuggester | undefined;

/** Suggestions from the shipped tree for what has been typed so far, best first. */
export const suggestCapabilities = (prefix: string, limit = 10): CapabilitySuggestion[] =>
  (shared ??= new CapabilitySuggester(capabilityTree(), shippedGoods())).suggest(prefix, limit);
