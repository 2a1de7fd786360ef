/** Texts as columns: bytes in shared memory, read only when someone asks; and tables of texts that recur. */
import { type ColumnImage, growableBytes, growableInts, withSpare } from '../model/growable.arrays.js';

export interface TextImage {
  starts: ColumnImage;
  bytes: ColumnImage;
}

/** UTF-16 units to UTF-8 bytes at most. */
const WIDEST = 3;

export class TextColumn {
  private readonly starts = growableInts();
  private readonly bytes = growableBytes();
  /** The same memory as `bytes`, with the readers of texts. */
  private buffer = Buffer.from(this.bytes.data.buffer);

  constructor() {
    this.starts.push(0);
  }

  get length(): number {
    return this.starts.length - 1;
  }

  push(text: string): void {
    this.bytes.reserve(this.bytes.length + text.length * WIDEST);
    this.bytes.length += this.view().write(text, this.bytes.length);
    this.starts.push(this.bytes.length);
  }

  at(index: number): string {
    return this.view().toString('utf8', this.starts.data[index], this.starts.data[index + 1]);
  }

  pushFrom(other: TextColumn, index: number): void {
    this.bytes.pushFrom(other.bytes, other.starts.data[index]!, other.starts.data[index + 1]!);
    this.starts.push(this.bytes.length);
  }

  reserveAs({ starts, bytes }: TextColumn): void {
    this.starts.reserve(withSpare(starts.length));
    this.bytes.reserve(withSpare(bytes.length));
  }

  image(): TextImage {
    return { starts: this.starts.image(), bytes: this.bytes.image() };
  }

  adopt({ starts, bytes }: TextImage): void {
    this.starts.adopt(starts);
    this.bytes.adopt(bytes);
  }

  private view(): Buffer {
    const { data } = this.bytes;
    if (this.buffer.buffer !== data.buffer || this.buffer.byteOffset !== data.byteOffset)
      this.buffer = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    return this.buffer;
  }
}

/** Distinct texts, numbered in the order in which they came. */
export class TextTable {
  private readonly texts = new TextColumn();
  private readonly list: string[] = [];
  private readonly ids = new Map<string, number>();

  get size(): number {
    return this.list.length;
  }

  /** Number of a text; a new one is added. */
  add(text: string): number {
    let id = this.ids.get(text);
    if (id === undefined) {
      this.texts.push(text);
      id = this.note(text);
    }
    return id;
  }

  /** Number of a text, undefined when it never came. */
  find(text: string): number | undefined {
    return this.ids.get(text);
  }

  at(id: number): string {
    return this.list[id]!;
  }

  image(): TextImage {
    return this.texts.image();
  }

  /** Takes over an image of the same table, made later. */
  adopt(image: TextImage): void {
    this.texts.adopt(image);
    while (this.list.length < this.texts.length) this.note(this.texts.at(this.list.length));
  }

  private note(text: string): number {
    this.ids.set(text, this.list.length);
    return this.list.push(text) - 1;
  }
}
