import { once } from 'node:events';
import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { ImportFileError } from '../import.report.js';

/** Bytes that may come out of a workbook: a small file can be packed so that it would fill any memory. */
const MOST_UNPACKED = 100 * 1024 * 1024;
const MOST_PARTS = 10_000;

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
/** What Excel before 2007, and a workbook with a password, begin with. */
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const AS_XLSX = 'save it as “Excel Workbook (.xlsx)” or as “CSV UTF-8”, and import that file.';

/** Whether a file that begins so is a workbook, or something that people take for one; it is no text anyhow. */
export const looksPacked = (head: Buffer): boolean =>
  head.subarray(0, ZIP.length).equals(ZIP) || head.subarray(0, COMPOUND.length).equals(COMPOUND);

/** The parts of a workbook (Office Open XML), unpacked as they are read and no further than is safe. */
export class WorkbookPackage {
  private unpacked = 0;

  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly mostUnpacked: number,
  ) {}

  /** @throws ImportFileError BINARY, with what to do about it, for what is no workbook that can be read */
  static async open(bytes: Buffer, mostUnpacked = MOST_UNPACKED): Promise<WorkbookPackage> {
    if (!bytes.subarray(0, ZIP.length).equals(ZIP)) throw oldOrLocked(bytes);
    const entries = new Map<string, Entry>();
    let zip: ZipFile;
    try {
      zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
      if (zip.entryCount > MOST_PARTS) throw tooLarge();
      for await (const entry of zip.eachEntry()) entries.set(keyOf(entry.fileName), entry);
    } catch (error) {
      throw damaged(error);
    }
    assertSpreadsheet(entries);
    return new WorkbookPackage(zip, entries, mostUnpacked);
  }

  has(part: string): boolean {
    return this.entries.has(keyOf(part));
  }

  /**
   * The bytes of a part.
   * @throws ImportFileError BINARY when it is missing or damaged, TOO_LARGE when too much has been unpacked
   */
  async *read(part: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(keyOf(part));
    if (!entry) throw damaged(new Error(`${part} is missing`));
    if (entry.isEncrypted()) throw locked();
    // No more than it states comes out of a part; yauzl sees to that.
    if (this.unpacked + entry.uncompressedSize > this.mostUnpacked) throw tooLarge();
    let stream: Readable | undefined;
    try {
      stream = await this.zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        this.unpacked += chunk.length;
        yield chunk;
      }
    } catch (error) {
      throw damaged(error);
    } finally {
      if (stream && !stream.closed) {
        stream.destroy();
        await once(stream, 'close').catch(() => undefined);
      }
    }
  }
}

/** Names of parts are told apart without regard to case. */
const keyOf = (part: string): string => part.replace(/^\//, '').toLowerCase();

/** @throws ImportFileError TOO_LARGE */
export const tooLarge = (): ImportFileError =>
  new ImportFileError(
    'TOO_LARGE',
    'The workbook holds more than can be read here. Save the sheet with the suppliers as “CSV UTF-8” and import that file, in parts if it is large.',
  );

/** What went wrong while a workbook was read, as a refusal of the file. */
export const damaged = (error: unknown): ImportFileError =>
  error instanceof ImportFileError
    ? error
    : new ImportFileError(
        'BINARY',
        `The workbook is damaged or cut short (${error instanceof Error ? error.message : String(error)}). Open it in the program it comes from, save it again as “Excel Workbook (.xlsx)”, and import that file.`,
      );

const locked = (): ImportFileError =>
  new ImportFileError(
    'BINARY',
    'The workbook is protected by a password. Save a copy without one (in Excel: File, Info, Protect Workbook, Encrypt with Password, and empty the field) and import that.',
  );

function oldOrLocked(bytes: Buffer): ImportFileError {
  const names = (name: string): boolean => bytes.includes(Buffer.from(name, 'utf16le'));
  if (names('EncryptedPackage')) return locked();
  const what =
    names('Workbook') || names('Book')
      ? 'This is a workbook of Excel before 2007 (.xls)'
      : 'This is a document of an older Office';
  return new ImportFileError('BINARY', `${what}. Open it, ${AS_XLSX}`);
}

const otherKinds: readonly (readonly [part: RegExp, message: string])[] = [
  [/^xl\/workbook\.bin$/, `This is a binary workbook (.xlsb). Open it in Excel, ${AS_XLSX}`],
  [
    /^index\/.*\.iwa$|^index\.zip$/,
    'This is a document of Numbers. In Numbers choose “Export To”, “Excel…”, and import that file.',
  ],
  [/^content\.xml$/, `This is an OpenDocument file (.ods). Open it, ${AS_XLSX}`],
  [
    /^(word|ppt)\//,
    'This is a document, not a workbook. Put its suppliers into the template and import that.',
  ],
];

function assertSpreadsheet(entries: ReadonlyMap<string, Entry>): void {
  const names = [...entries.keys()];
  const other = otherKinds.find(([part]) => names.some((name) => part.test(name)));
  if (other) throw new ImportFileError('BINARY', other[1]);
  if (entries.has('[content_types].xml') && entries.has('_rels/.rels')) return;
  throw new ImportFileError(
    'BINARY',
    'This is a zip file. Unpack it and import the workbook or the CSV in it.',
  );
}
