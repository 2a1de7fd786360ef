import { randomUUID } from 'node:crypto';

/** Stands for a part while the rest is encoded; nobody can know it, for it is never sent. */
const MARK = randomUUID();
const BETWEEN = `"${MARK}"`;

let parts: Buffer[] | undefined;

/** A part of an answer that is already as it will be sent. */
export class EncodedPart {
  constructor(private readonly bytes: Buffer) {}

  toJSON(): unknown {
    // Encoded by others, it is no more than what it was made of.
    if (!parts) return JSON.parse(this.bytes.toString()) as unknown;
    parts.push(this.bytes);
    return MARK;
  }
}

/** An answer as it is sent: its encoded parts are copied, the rest is encoded around them. */
export function encodeResult(result: object): Buffer {
  const found: Buffer[] = [];
  parts = found;
  let text: string;
  try {
    text = JSON.stringify(result);
  } finally {
    parts = undefined;
  }
  if (found.length === 0) return Buffer.from(`${text}\n`);
  const [first] = found;
  const before = found.length === 1 ? sent.get(first!) : undefined;
  if (before?.text === text) return before.bytes;
  const bytes = assembled(text, found);
  if (found.length === 1) sent.set(first!, { text, bytes });
  return bytes;
}

/**
 * The last answer around each part. One that is the same around the same part is sent as it was, without a copy: memory outside
 * the heap is cleared away by collections of the whole of it.
 */
const sent = new WeakMap<Buffer, { text: string; bytes: Buffer }>();

function assembled(text: string, found: readonly Buffer[]): Buffer {
  const pieces = `${text}\n`.split(BETWEEN);
  return Buffer.concat(
    pieces.flatMap((piece, at) =>
      at < found.length ? [Buffer.from(piece), found[at]!] : [Buffer.from(piece)],
    ),
  );
}
