const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const DOUBLED_QUOTE = /""/g;
const NON_ASCII = /[^\0-\x7f]/;

/** Returned by {@link CsvScanner.scan} when the row goes on beyond the bytes at hand. */
export const NEED_MORE = -1;

/**
 * Finds the fields of CSV rows in raw bytes, without making a string for any of them: most rows of a big
 * register are dropped after a look at two fields. One scanner serves one file; its arrays describe the
 * row scanned last.
 *
 * The rules are those of RFC 4180, with LF or CRLF at the end of a row; a quote inside an unquoted field is
 * an ordinary character. A row that breaks them is malformed: reading goes on after the first line end
 * behind its start, so that a lost quote costs as few rows as possible.
 */
export class CsvScanner {
  /** Byte offsets of the field values (inside the quotes) in the buffer last scanned. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 1 where the field holds doubled quotes. */
  readonly escaped: Uint8Array;
  /** Fields in the row; may exceed the capacity of the arrays, which keep the first ones. */
  count = 0;
  /** Why the row could not be read, or undefined. */
  malformed: string | undefined;

  constructor(
    private readonly maxFields = 256,
    /** A longer row is taken for one with a lost quote. In bytes. */
    private readonly maxRowBytes = 1024 * 1024,
    private readonly delimiter = 0x2c,
  ) {
    this.starts = new Int32Array(maxFields);
    this.ends = new Int32Array(maxFields);
    this.escaped = new Uint8Array(maxFields);
  }

  /**
   * Scans the row that starts at `from`.
   * @param final no bytes follow those in `bytes`
   * @returns the offset of the next row, or {@link NEED_MORE}
   */
  scan(bytes: Buffer, from: number, final: boolean): number {
    const { starts, ends, escaped, maxFields, delimiter } = this;
    const limit = bytes.length;
    let at = from;
    let count = 0;
    this.malformed = undefined;
    for (;;) {
      let end: number;
      let doubled = 0;
      let next: number; // offset of what follows the field: a delimiter, a line end or the limit
      let start = at;
      if (at < limit && bytes[at] === QUOTE) {
        start = at + 1;
        end = start;
        for (;;) {
          while (end < limit && bytes[end] !== QUOTE) end += 1;
          if (end + 1 >= limit || bytes[end + 1] !== QUOTE) break;
          doubled = 1;
          end += 2;
        }
        if (end >= limit) return this.unfinished(bytes, from, final, 'a quoted field is not closed');
        next = end + 1;
      } else {
        next = at;
        while (next < limit && bytes[next] !== delimiter && bytes[next] !== LF) next += 1;
        end = next;
        if (end > start && bytes[end - 1] === CR && (next === limit || bytes[next] === LF)) end -= 1;
      }
      if (count < maxFields) {
        starts[count] = start;
        ends[count] = end;
        escaped[count] = doubled;
      }
      count += 1;
      this.count = count;
      if (next >= limit) return final ? limit : this.unfinished(bytes, from, final, 'the row is too long');
      const byte = bytes[next];
      if (byte === delimiter) at = next + 1;
      else if (byte === LF) return next + 1;
      else if (byte !== CR) return this.resync(bytes, from, final, 'text follows a closing quote');
      else if (next + 1 >= limit) {
        return final ? limit : this.unfinished(bytes, from, final, 'the row is too long');
      } else if (bytes[next + 1] === LF) return next + 2;
      else return this.resync(bytes, from, final, 'text follows a closing quote');
    }
  }

  /** The text of field `index` of the row last scanned, in UTF-8; bytes that are not fall back to Latin-1. */
  text(bytes: Buffer, index: number): string {
    const start = this.starts[index]!;
    const end = this.ends[index]!;
    if (start >= end) return '';
    let text = bytes.toString('latin1', start, end);
    if (NON_ASCII.test(text)) {
      const decoded = bytes.toString('utf8', start, end);
      if (!decoded.includes('\uFFFD')) text = decoded;
    }
    return this.escaped[index] === 1 ? text.replace(DOUBLED_QUOTE, '"') : text;
  }

  private unfinished(bytes: Buffer, from: number, final: boolean, reason: string): number {
    if (!final && bytes.length - from <= this.maxRowBytes) return NEED_MORE;
    return this.resync(bytes, from, final, reason);
  }

  private resync(bytes: Buffer, from: number, final: boolean, reason: string): number {
    this.malformed = reason;
    const lineEnd = bytes.indexOf(LF, from);
    if (lineEnd >= 0) return lineEnd + 1;
    // Without a line end in sight the rest is dropped, a bounded piece at a time.
    return final || bytes.length - from > this.maxRowBytes ? bytes.length : NEED_MORE;
  }
}
