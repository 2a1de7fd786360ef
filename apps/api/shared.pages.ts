import type { SearchPage, UnderstoodQuery } from '#lib/matching';

/** What a search found, as of one state of the index. */
export interface FoundPage {
  understood: UnderstoodQuery;
  page: SearchPage;
  /** Ids of the suppliers of the page's edges. */
  ids: readonly string[];
  /** Names a page that is given out again; nobody may alter what it holds. */
  sharedAs?: string;
}

/** Suppliers on the pages kept, at most: some 3 kB each when they are explained. */
const MOST_EDGES = 4_000;
/** Searches remembered, so that those which come again are known; some 200 bytes each. */
const MOST_SEEN = 2_000;

/**
 * Pages of searches that come again while the index stays the same. A page is kept when its search comes for the second
 * time: most come once, and what is kept is moved about by the collector.
 */
export class SharedPages {
  private version = -1;
  private readonly seen = new Set<string>();
  private readonly kept = new Map<string, FoundPage>();
  private edges = 0;
  private made = 0;

  /** A page that is kept for this version of the index. */
  known(version: number, key: string): FoundPage | undefined {
    return version === this.version ? this.kept.get(key) : undefined;
  }

  /**
   * @param version of the index; the key names all else that the page depends on
   * @throws whatever `find` throws; nothing is kept then
   */
  find(version: number, key: string, find: () => FoundPage): FoundPage {
    if (version !== this.version) this.begin(version);
    const known = this.kept.get(key);
    if (known) return known;
    const found = find();
    if (!this.seen.has(key)) {
      if (this.seen.size >= MOST_SEEN) this.seen.clear();
      this.seen.add(key);
      return found;
    }
    const shared = { ...found, sharedAs: `${version} ${(this.made += 1)}` };
    this.kept.set(key, shared);
    this.edges += shared.page.edges.length;
    for (const [oldest, { page }] of this.kept) {
      if (this.edges <= MOST_EDGES) break;
      this.kept.delete(oldest);
      this.edges -= page.edges.length;
    }
    return shared;
  }

  private begin(version: number): void {
    this.version = version;
    this.seen.clear();
    this.kept.clear();
    this.edges = 0;
  }
}
