import { ImportFileError } from './import.report.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/** One element may not be larger, in bytes. */
const MAX_ELEMENT_BYTES = 32 * 1024 * 1024;

/** One element of a list in a large document. */
export interface JsonElement {
  /** JSON pointer of the element in the document. */
  readonly pointer: string;
  readonly bytes: Buffer;
}

/**
 * Cuts a large JSON document into the objects of the lists under the given top-level keys (or of the
 * top-level list), so that they can be parsed one at a time. It only follows strings and nesting: whether an
 * element is valid JSON shows when it is parsed.
 */
export class JsonSplitter {
  private depth = 0;
  private inString = false;
  private escaped = false;
  private key = ''; // last string at the top level: the key of what follows
  private keyBytes: number[] = [];
  private list: { readonly pointer: string; readonly depth: number } | undefined;
  private index = 0;
  private parts: Buffer[] = [];
  private partsLength = 0;
  private inElement = false;

  constructor(private readonly keys: ReadonlySet<string>) {}

  /** Takes the next piece of the document and returns the elements that end in it. */
  push(chunk: Buffer): JsonElement[] {
    const found: JsonElement[] = [];
    let start = 0; // of the current element, in this piece
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at]!;
      if (this.inString) {
        this.stringByte(byte);
        continue;
      }
      if (byte === QUOTE) {
        this.inString = true;
        this.keyBytes = [];
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        if (this.list?.depth === this.depth && byte === OPEN_OBJECT) {
          this.inElement = true;
          start = at;
        }
        this.depth += 1;
        if (byte === OPEN_LIST && !this.list) this.enter();
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        if (this.list?.depth === this.depth) this.list = undefined;
        this.depth -= 1;
        if (this.inElement && this.list?.depth === this.depth) {
          found.push(this.element(chunk.subarray(start, at + 1)));
        }
      }
    }
    if (this.inElement) this.keep(chunk.subarray(start));
    return found;
  }

  /** @throws ImportFileError NOT_JSON when the document is cut short */
  end(): void {
    if (this.depth === 0 && !this.inString) return;
    throw new ImportFileError('NOT_JSON', 'The file ends in the middle of a JSON document. Is it complete?');
  }

  private stringByte(byte: number): void {
    if (this.escaped) this.escaped = false;
    else if (byte === BACKSLASH) this.escaped = true;
    else if (byte === QUOTE) {
      this.inString = false;
      if (this.depth === 1) this.key = Buffer.from(this.keyBytes).toString('utf8');
      return;
    }
    // A key we look for is short; a long string at the top level is not worth keeping.
    if (this.depth === 1 && this.keyBytes.length < 64) this.keyBytes.push(byte);
  }

  private enter(): void {
    const pointer = this.depth === 1 ? '' : `/${this.key}`;
    if (this.depth === 1 || (this.depth === 2 && this.keys.has(this.key))) {
      this.list = { pointer, depth: this.depth };
      this.index = 0;
    }
  }

  private element(last: Buffer): JsonElement {
    this.keep(last);
    const element = {
      pointer: `${this.list?.pointer ?? ''}/${this.index}`,
      bytes: this.parts.length === 1 ? this.parts[0]! : Buffer.concat(this.parts),
    };
    [this.parts, this.partsLength, this.inElement] = [[], 0, false];
    this.index += 1;
    return element;
  }

  private keep(part: Buffer): void {
    this.parts.push(part);
    this.partsLength += part.length;
    if (this.partsLength > MAX_ELEMENT_BYTES) {
      throw new ImportFileError('TOO_LARGE', 'One entry of the file is larger than 32 MB. Split the file.');
    }
  }
}
