import { assertNotBinary, type ImportSource } from './import.source.js';
import { ImportFileError, type ImportErrorCode, type ResumePoint } from './import.report.js';
import { JsonSplitter } from './json.splitter.js';
import { jsonLines } from './line.reader.js';
import { isObject } from './ocds.merge.js';

/** A document up to this size is parsed whole, a larger one entry by entry. In bytes. */
export const WHOLE_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** A release or record as it stands in a file. */
export interface OcdsEntry {
  /** Line of a JSON-lines file, or position in the package, from 1. */
  readonly row: number;
  /** JSON pointer of the entry in its line or document. */
  readonly pointer: string;
  readonly value: unknown;
  readonly failure:
    { readonly code: ImportErrorCode; readonly message: string; readonly text: string } | undefined;
}

interface OcdsEntries {
  readonly entries: OcdsEntry[];
  /** For progress; a document cannot be resumed inside. */
  readonly resume: ResumePoint;
}

/** Finds the releases and records of a file, whatever of the usual forms it has. */
export async function* ocdsEntries(
  source: ImportSource,
  wholeBytes = WHOLE_DOCUMENT_BYTES,
): AsyncGenerator<OcdsEntries> {
  const head = await readHead(source, wholeBytes);
  if (isLines(head)) {
    for await (const { lines, resume } of jsonLines(source)) {
      const entries = lines.flatMap(({ row, text, value, failure }) =>
        failure ? [{ row, pointer: '', value, failure: { ...failure, text } }] : unpack(value, () => row),
      );
      yield { entries, resume };
    }
  } else if (head.length < wholeBytes) {
    let position = 0;
    const entries = unpack(parseDocument(head), () => (position += 1));
    yield { entries, resume: { offset: head.length, row: entries.length } };
  } else yield* splitDocument(source);
}

async function* splitDocument(source: ImportSource): AsyncGenerator<OcdsEntries> {
  const splitter = new JsonSplitter(new Set(['releases', 'records']));
  let offset = 0;
  let row = 0;
  for await (const chunk of source.open()) {
    const entries = splitter.push(chunk).map(({ pointer, bytes }): OcdsEntry => {
      row += 1;
      try {
        return { row, pointer, value: parseDocument(bytes, pointer), failure: undefined };
      } catch (error) {
        if (!(error instanceof ImportFileError)) throw error;
        const code = error.code === 'NOT_UTF8' ? 'ENCODING' : 'INVALID_JSON';
        const text = bytes.toString('utf8', 0, 256);
        return { row, pointer, value: undefined, failure: { code, message: error.message, text } };
      }
    });
    offset += chunk.length;
    yield { entries, resume: { offset, row } };
  }
  splitter.end();
}

/** The members of a package or list, or the value itself. A record holds releases too, but has an ocid. */
function unpack(value: unknown, nextRow: () => number): OcdsEntry[] {
  const entry = (member: unknown, pointer: string): OcdsEntry => ({
    row: nextRow(),
    pointer,
    value: member,
    failure: undefined,
  });
  if (Array.isArray(value)) {
    // A list in a list is no entry; it is handed over as it is, and refused as such.
    return value.flatMap((member: unknown, i) =>
      (Array.isArray(member) ? [entry(member, '')] : unpack(member, nextRow)).map((inner) => ({
        ...inner,
        pointer: `/${i}${inner.pointer}`,
      })),
    );
  }
  if (isObject(value) && value.ocid === undefined) {
    for (const key of ['records', 'releases']) {
      const members: unknown = value[key];
      if (Array.isArray(members)) return members.map((member, i) => entry(member, `/${key}/${i}`));
    }
  }
  return [entry(value, '')];
}

function parseDocument(bytes: Buffer, pointer = ''): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ImportFileError('NOT_UTF8', 'The file is not in UTF-8. Save it as UTF-8.', pointer);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ImportFileError('NOT_JSON', `The file is not valid JSON: ${why}.`, pointer);
  }
}

/** The file up to `limit` bytes, checked to look like JSON. */
async function readHead(source: ImportSource, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of source.open()) {
    if (length === 0) assertNotBinary(chunk);
    parts.push(chunk);
    length += chunk.length;
    if (length >= limit) break;
  }
  const head = Buffer.concat(parts);
  const first = head
    .toString('utf8', 0, 1024)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (first === '') throw new ImportFileError('EMPTY', 'The file is empty.');
  if (!/^[{[]/.test(first)) {
    throw new ImportFileError(
      'NOT_JSON',
      'The file is not JSON: it must start with { or [.',
      '',
      first.slice(0, 40),
    );
  }
  return head;
}

/** JSON lines: the first line is a whole object, well formed or not, and another line follows. */
function isLines(head: Buffer): boolean {
  const text = head.subarray(0, head.indexOf(0x0a) + 1);
  if (text.length === 0) return false;
  const line = text
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim();
  if (!line.startsWith('{') || !line.endsWith('}')) return false;
  return head
    .toString('utf8', text.length, text.length + 64 * 1024)
    .trimStart()
    .startsWith('{');
}
