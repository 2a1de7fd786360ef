import type { ResumePoint } from './import.report.js';
import type { ImportSource } from './import.source.js';

const LF = 0x0a;
/** A longer line is reported and passed over. In bytes. */
export const MAX_LINE_BYTES = 8 * 1024 * 1024;

/** One line that is not blank: its JSON value, or why there is none. */
export interface JsonLine {
  /** Counted from 1, blank lines included. */
  readonly row: number;
  readonly text: string;
  readonly value: unknown;
  readonly failure:
    { readonly code: 'INVALID_JSON' | 'ENCODING' | 'TOO_LONG'; readonly message: string } | undefined;
}

/** Reads a file of one JSON value a line, piece by piece. A bad line costs only itself. */
export async function* jsonLines(
  source: ImportSource,
  from: ResumePoint = { offset: 0, row: 0 },
): AsyncGenerator<{ lines: JsonLine[]; resume: ResumePoint }> {
  let { offset, row } = from; // start of the line being read, and the lines before it
  let parts: Buffer[] = [];
  let pending = 0; // bytes of that line so far, those dropped included

  const finish = (piece: Buffer): JsonLine | undefined => {
    row += 1;
    const whole = parts.length > 0 ? Buffer.concat([...parts, piece]) : piece;
    const tooLong = pending + piece.length > MAX_LINE_BYTES;
    [parts, pending] = [[], 0];
    if (!tooLong) return parseLine(whole, row);
    const message = `The line is longer than ${MAX_LINE_BYTES / 1024 / 1024} MB.`;
    return { row, text: '', value: undefined, failure: { code: 'TOO_LONG', message } };
  };

  for await (const chunk of source.open(offset)) {
    const lines: JsonLine[] = [];
    let at = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, at)) {
      const next = offset + pending + (end - at) + 1;
      const line = finish(chunk.subarray(at, end));
      if (line) lines.push(line);
      offset = next;
      at = end + 1;
    }
    if (at < chunk.length) {
      pending += chunk.length - at;
      if (pending > MAX_LINE_BYTES) parts = [];
      else parts.push(chunk.subarray(at));
    }
    yield { lines, resume: { offset, row } };
  }
  if (pending > 0) {
    offset += pending;
    const line = finish(Buffer.alloc(0));
    yield { lines: line ? [line] : [], resume: { offset, row } };
  }
}

function parseLine(line: Buffer, row: number): JsonLine | undefined {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(line).trim();
  } catch {
    const failure = {
      code: 'ENCODING',
      message: 'The line is not in UTF-8. Save the file as UTF-8.',
    } as const;
    return { row, text: line.toString('latin1'), value: undefined, failure };
  }
  if (text === '') return undefined;
  try {
    return { row, text, value: JSON.parse(text), failure: undefined };
  } catch (error) {
    const message = `The line is not one JSON value: ${error instanceof Error ? error.message : String(error)}.`;
    return { row, text, value: undefined, failure: { code: 'INVALID_JSON', message } };
  }
}
