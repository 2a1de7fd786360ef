const PLACES = 1_024;
/** 32-bit words of an id. */
const WORDS = 4;
const LENGTH = 36;
/** Characters of an id after which a word of it is full. */
const FULL = [8, 18, 28, 36];
const DASH = '-'.charCodeAt(0);
const [ZERO, NINE, A, F] = [...'09af'].map((one) => one.charCodeAt(0)) as [number, number, number, number];

/**
 * The engine's numbers of suppliers by their ids, each a UUID as the store writes it. Open addressing in typed arrays of
 * 20 bytes a place: a `Map` and its ids took 100 bytes each, most of what the index holds outside its own columns.
 */
export class SupplierNumbers {
  private ids = new Uint32Array(PLACES * WORDS);
  /** One more than the number; 0 where a place is free. */
  private numbers = new Uint32Array(PLACES);
  private count = 0;
  private readonly wanted = new Uint32Array(WORDS);

  get(id: string): number | undefined {
    if (!this.read(id)) return undefined;
    const number = this.numbers[this.find()]!;
    return number === 0 ? undefined : number - 1;
  }

  /** @throws RangeError when the id is no UUID in lower case */
  set(id: string, no: number): void {
    if (!this.read(id)) throw new RangeError(`no id of a supplier: ${id}`);
    let at = this.find();
    if (this.numbers[at] === 0) {
      if ((this.count + 1) * 4 > this.numbers.length * 3) {
        this.grow();
        this.read(id);
        at = this.find();
      }
      this.count += 1;
      this.ids.set(this.wanted, at * WORDS);
    }
    this.numbers[at] = no + 1;
  }

  /** Reads an id into `wanted`; false when it is none. Every id is read at a start: five times as fast as a pattern. */
  private read(id: string): boolean {
    if (id.length !== LENGTH) return false;
    const { wanted } = this;
    let at = 0;
    for (let word = 0; word < WORDS; word += 1) {
      let bits = 0;
      for (const end = FULL[word]!; at < end; at += 1) {
        const code = id.charCodeAt(at);
        const dash = at === 8 || at === 13 || at === 18 || at === 23;
        if (dash !== (code === DASH)) return false;
        if (dash) continue;
        if (code >= ZERO && code <= NINE) bits = (bits << 4) | (code - ZERO);
        else if (code >= A && code <= F) bits = (bits << 4) | (code - A + 10);
        else return false;
      }
      wanted[word] = bits;
    }
    return true;
  }

  /** Where the wanted id stands, or the free place where it would. */
  private find(): number {
    const { ids, numbers, wanted } = this;
    const mask = numbers.length - 1;
    const [a, b, c, d] = [wanted[0]!, wanted[1]!, wanted[2]!, wanted[3]!];
    // Ids that count up with time differ in other words than those drawn at random.
    const mixed = Math.imul(a ^ c, 0x9e3779b1) ^ Math.imul(b ^ d, 0x85ebca6b);
    for (let at = (mixed ^ (mixed >>> 15)) & mask; ; at = (at + 1) & mask) {
      if (numbers[at] === 0) return at;
      const from = at * WORDS;
      if (ids[from] === a && ids[from + 1] === b && ids[from + 2] === c && ids[from + 3] === d) return at;
    }
  }

  private grow(): void {
    const { ids, numbers, wanted } = this;
    this.ids = new Uint32Array(2 * ids.length);
    this.numbers = new Uint32Array(2 * numbers.length);
    numbers.forEach((number, from) => {
      if (number === 0) return;
      wanted.set(ids.subarray(from * WORDS, (from + 1) * WORDS));
      const at = this.find();
      this.ids.set(wanted, at * WORDS);
      this.numbers[at] = number;
    });
  }
}
