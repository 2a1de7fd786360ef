/** The best k of a stream of scored slots: higher score first, ties to the lower supplier number. */
export interface Scored {
  score: number;
  no: number;
  slot: number;
  /** Value of each criterion, where the scorer has noted them. */
  values?: number[];
}

/** Negative when `a` ranks before `b`. */
export const byRank = (a: Scored, b: Scored): number => b.score - a.score || a.no - b.no;

export class TopSelection {
  /** A heap whose root is the worst kept. */
  private readonly heap: Scored[] = [];
  constructor(private readonly limit: number) {}

  /** The least score that can still get in. */
  get least(): number {
    return this.heap.length >= this.limit ? (this.heap[0]?.score ?? Infinity) : 0;
  }

  /** True when a supplier with at most this score cannot get in, whatever its number. */
  excludes(bound: number): boolean {
    return this.limit === 0 || (this.heap.length >= this.limit && bound < this.heap[0]!.score);
  }

  offer(item: Scored): void {
    if (this.limit === 0) return;
    const { heap } = this;
    if (heap.length < this.limit) {
      heap.push(item);
      this.rise(heap.length - 1);
    } else if (byRank(item, heap[0]!) < 0) {
      heap[0] = item;
      this.sink(0);
    }
  }

  /** What was kept, best first. */
  sorted(): Scored[] {
    return [...this.heap].sort(byRank);
  }

  private rise(from: number): void {
    const { heap } = this;
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1;
      if (byRank(heap[at]!, heap[parent]!) <= 0) return;
      [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
      at = parent;
    }
  }

  private sink(from: number): void {
    const { heap } = this;
    for (let at = from; ;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && byRank(heap[child]!, heap[worst]!) > 0) worst = child;
      }
      if (worst === at) return;
      [heap[at], heap[worst]] = [heap[worst]!, heap[at]!];
      at = worst;
    }
  }
}
