import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream';
import { types } from 'node:util';
import { ImportFileError } from './import.report.js';

/** Read size in bytes: large enough that joining chunks costs nothing, small enough to stay in cache. */
const CHUNK_BYTES = 256 * 1024;

/** Bytes from the start of a file that, with its size and date, tell it from others. */
const IDENTITY_BYTES = 64 * 1024;

/** A file that can be opened again at any byte, so that a reader can check it first and resume later. */
export interface ImportSource {
  readonly name: string;
  /** Size in bytes as stored, or undefined when unknown; for a packed file it is the packed size. */
  readonly size: number | undefined;
  /** Whether `size` is of a packed file, so that it says nothing about the bytes to come. */
  readonly packed: boolean;
  /** Tells this very file from another, or from a changed one of the same name. */
  readonly identity: string;
  /** Opens the unpacked bytes from `offset` on. */
  open(offset?: number): AsyncIterable<Buffer>;
}

/** A file on disk; gzip is recognised by its first bytes, whatever the name. */
export async function fileSource(path: string): Promise<ImportSource> {
  const handle = await open(path);
  const space = Buffer.alloc(IDENTITY_BYTES);
  const { size, mtimeMs, head } = await (async () => {
    try {
      const { bytesRead } = await handle.read(space, 0, space.length, 0);
      const { size, mtimeMs } = await handle.stat();
      return { size, mtimeMs, head: space.subarray(0, bytesRead) };
    } finally {
      await handle.close();
    }
  })();
  const packed = head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b;
  return {
    name: path,
    size,
    packed,
    identity: identityOf(head, size, mtimeMs),
    open: (offset = 0) => (packed ? unpacked(path, offset) : plain(path, offset)),
  };
}

/** Bytes already in memory, such as an uploaded file. `chunkBytes` sets the size of the pieces handed out. */
export function bufferSource(
  content: Buffer | string,
  name = 'upload',
  chunkBytes = CHUNK_BYTES,
): ImportSource {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return {
    name,
    size: bytes.length,
    packed: false,
    identity: identityOf(bytes.subarray(0, IDENTITY_BYTES), bytes.length, 0),
    // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous, memory is not
    async *open(offset = 0) {
      for (let at = offset; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
    },
  };
}

const identityOf = (head: Buffer, size: number, changedMs: number): string =>
  createHash('sha256').update(`${size} ${changedMs} `).update(head).digest('base64url');

async function* plain(path: string, offset: number): AsyncGenerator<Buffer> {
  yield* createReadStream(path, { start: offset, highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>;
}

async function* unpacked(path: string, offset: number): AsyncGenerator<Buffer> {
  // A packed file has no random access: what comes before the offset is unpacked and dropped.
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  pipeline(file, gunzip, () => undefined); // errors surface through the iteration below
  let toDrop = offset;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      if (toDrop >= chunk.length) toDrop -= chunk.length;
      else {
        yield toDrop > 0 ? chunk.subarray(toDrop) : chunk;
        toDrop = 0;
      }
    }
  } catch (error) {
    if (isZlibError(error)) {
      throw new ImportFileError(
        'BINARY',
        `The gzip file is damaged or cut short (${error.message}). Download or pack it again.`,
      );
    }
    throw error;
  } finally {
    file.destroy();
    gunzip.destroy();
  }
}

function isZlibError(error: unknown): error is Error {
  return types.isNativeError(error) && 'code' in error && String(error.code).startsWith('Z_');
}

/**
 * Reads the whole file once and refuses it unless it is text in UTF-8.
 * @throws ImportFileError EMPTY, BINARY or NOT_UTF8, with what to do about it
 */
export async function assertUtf8Text(source: ImportSource): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let blank = true;
  for await (const chunk of source.open()) {
    if (bytes === 0) assertNotBinary(chunk);
    else if (chunk.includes(0)) throw binary();
    bytes += chunk.length;
    const text = decode(decoder, chunk, true); // every piece is decoded, whatever came before it
    blank &&= text.trim() === '';
  }
  const end = decode(decoder, undefined, false);
  blank &&= end.trim() === '';
  if (bytes === 0 || blank) throw new ImportFileError('EMPTY', 'The file is empty.');
}

/**
 * Looks at the first bytes of a file for signs that it is no UTF-8 text.
 * @throws ImportFileError BINARY or NOT_UTF8
 */
export function assertNotBinary(head: Buffer): void {
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (utf16) throw notUtf8();
  if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04) {
    throw new ImportFileError(
      'BINARY',
      'This is a workbook or a zip file, and text is wanted here. Unpack the zip, or save what is meant as text, and import that file.',
    );
  }
  if (head.includes(0)) throw binary();
}

/**
 * Checks that a row can start at a byte of the (unpacked) file.
 * @throws ImportFileError BAD_OFFSET
 */
export async function assertRowBoundary(source: ImportSource, offset: number): Promise<void> {
  let head: Buffer = Buffer.alloc(0);
  for await (const chunk of source.open(offset - 1)) {
    head = Buffer.concat([head, chunk.subarray(0, 2)]);
    if (head.length >= 2) break;
  }
  // Either a line end stands before the offset, or the file ends there (its last row may have no line end).
  if (head[0] === 0x0a || head.length === 1) return;
  throw new ImportFileError(
    'BAD_OFFSET',
    `Byte ${offset} is not the start of a row. Is this the same file? Start the import again from the beginning.`,
  );
}

function decode(
  decoder: InstanceType<typeof TextDecoder>,
  chunk: Buffer | undefined,
  stream: boolean,
): string {
  try {
    return decoder.decode(chunk, { stream });
  } catch {
    throw notUtf8();
  }
}

function binary(): ImportFileError {
  return new ImportFileError('BINARY', 'The file holds binary data, not text. Save it as CSV UTF-8 or JSON.');
}

function notUtf8(): ImportFileError {
  return new ImportFileError(
    'NOT_UTF8',
    'The file is not in UTF-8. In Excel choose "Save as" and the type "CSV UTF-8".',
  );
}
