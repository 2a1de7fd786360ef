/** Hands out arrays over a memory, one behind the other; whoever asks for wider numbers after bytes sees to it that they fit in line. */
export class MemoryLayout {
  /** @param at bytes that are left alone at the beginning */
  constructor(
    private readonly buffer: ArrayBufferLike,
    private at = 0,
  ) {}

  bytes(length: number): Uint8Array {
    return new Uint8Array(this.buffer, this.take(length), length);
  }

  shorts(length: number): Uint16Array {
    return new Uint16Array(this.buffer, this.take(2 * length), length);
  }

  ints(length: number): Int32Array {
    return new Int32Array(this.buffer, this.take(4 * length), length);
  }

  /** Words of bits. */
  words(length: number): Uint32Array {
    return new Uint32Array(this.buffer, this.take(4 * length), length);
  }

  /** Goes on at the next multiple of so many bytes. */
  align(step: number): void {
    this.at = Math.ceil(this.at / step) * step;
  }

  private take(bytes: number): number {
    const from = this.at;
    this.at += bytes;
    return from;
  }
}
