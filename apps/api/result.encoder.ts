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
  const pieces = `${text}\n`.split(BETWEEN);
  return Buffer.concat(
    pieces.flatMap((piece, at) =>
      at < found.length ? [Buffer.from(piece), found[at]!] : [Buffer.from(piece)],
    ),
  );
}
