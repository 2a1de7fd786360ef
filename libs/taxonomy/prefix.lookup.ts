/** Values by code prefix; the longest prefix of a code decides. */
export class PrefixLookup<T> {
  readonly #byPrefix = new Map<string, T[]>();
  readonly #longest: number;

  constructor(rows: readonly T[], prefixOf: (row: T) => string) {
    for (const row of rows) {
      const prefix = prefixOf(row);
      this.#byPrefix.set(prefix, [...(this.#byPrefix.get(prefix) ?? []), row]);
    }
    this.#longest = Math.max(0, ...[...this.#byPrefix.keys()].map((prefix) => prefix.length));
  }

  /** Every row of the longest prefix that a code starts with; more than one is a tie of the table. */
  longest(code: string): readonly T[] {
    for (let length = Math.min(this.#longest, code.length); length > 0; length -= 1) {
      const rows = this.#byPrefix.get(code.slice(0, length));
      if (rows) return rows;
    }
    return [];
  }
}
