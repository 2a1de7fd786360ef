/** Room for so many edges at first; it doubles before it is half full. */
const FIRST_ROOM = 1 << 12;

const spread = (state: number, stem: number): number => {
  const mixed = Math.imul(state, 0x9e3779b1) ^ Math.imul(stem, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
};

/**
 * Edges of a trie, from a state by a stem to the next state, in an open hash over typed arrays. A map would need one number for
 * both, too large for a small integer, and took half the time of reading all names.
 */
export class TrieEdges {
  private room = FIRST_ROOM;
  /** State, stem and next state of each place; 0 is no next state, since no edge leads back to the root. */
  private places = new Int32Array(3 * FIRST_ROOM);
  private count = 0;

  /** The next state, or undefined where no edge leads on. */
  get(state: number, stem: number): number | undefined {
    const next = this.places[this.placeOf(state, stem) + 2]!;
    return next === 0 ? undefined : next;
  }

  /** Adds an edge that is not there yet. */
  add(state: number, stem: number, next: number): void {
    if (2 * this.count >= this.room) this.grow();
    this.places.set([state, stem, next], this.placeOf(state, stem));
    this.count += 1;
  }

  private placeOf(state: number, stem: number): number {
    const { places, room } = this;
    let at = spread(state, stem) & (room - 1);
    while (places[3 * at + 2] !== 0 && (places[3 * at] !== state || places[3 * at + 1] !== stem))
      at = (at + 1) & (room - 1);
    return 3 * at;
  }

  private grow(): void {
    const { places, room } = this;
    this.room = 2 * room;
    this.places = new Int32Array(3 * this.room);
    for (let at = 0; at < places.length; at += 3)
      if (places[at + 2] !== 0)
        this.places.set(places.subarray(at, at + 3), this.placeOf(places[at]!, places[at + 1]!));
  }
}
