/** The peers the engine is measured beside: plain BM25 over the same text, and SIC codes alone. */
import { seededRandom } from './evaluation.metrics.js';
import type { Analyser } from '../reading/text.analysis.js';

export interface TextDocument {
  id: string;
  text: string;
}

const K1 = 1.2;
const B = 0.75;

/** Okapi BM25 with k1 1.2 and b 0.75 over one field, as search engines ship it. */
export class Bm25Peer {
  private readonly postings = new Map<string, { at: number; count: number }[]>();
  private readonly lengths: number[] = [];
  private readonly average: number;

  constructor(
    private readonly documents: readonly TextDocument[],
    private readonly analyse: Analyser,
  ) {
    documents.forEach(({ text }, at) => {
      const terms = analyse(text);
      this.lengths.push(terms.length);
      const counts = new Map<string, number>();
      for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
      for (const [term, count] of counts) {
        const list = this.postings.get(term);
        if (list) list.push({ at, count });
        else this.postings.set(term, [{ at, count }]);
      }
    });
    this.average = this.lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, documents.length);
  }

  /** Ids by score, best first, only those that share a term; ties by id. */
  rank(query: string): string[] {
    const scores = new Map<number, number>();
    const { length } = this.documents;
    for (const term of this.analyse(query)) {
      const list = this.postings.get(term) ?? [];
      const idf = Math.log(1 + (length - list.length + 0.5) / (list.length + 0.5));
      for (const { at, count } of list) {
        const norm = K1 * (1 - B + (B * this.lengths[at]!) / this.average);
        scores.set(at, (scores.get(at) ?? 0) + (idf * count * (K1 + 1)) / (count + norm));
      }
    }
    return [...scores]
      .map(([at, score]) => ({ id: this.documents[at]!.id, score }))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id);
  }
}

/**
 * What a SIC-only directory can do: documents whose own SIC descriptions share words with the query,
 * ranked by BM25 over those descriptions.
 */
export function sicPeer(
  suppliers: readonly { id: string; sicCodes: readonly string[] }[],
  describe: (code: string) => string,
  analyse: Analyser,
): Bm25Peer {
  return new Bm25Peer(
    suppliers.map(({ id, sicCodes }) => ({ id, text: sicCodes.map(describe).join(' ; ') })),
    analyse,
  );
}

/** Ids in an order that depends on the seed alone. */
export function randomOrder(ids: readonly string[], seed: number): string[] {
  const random = seededRandom(seed);
  const order = [...ids];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}
