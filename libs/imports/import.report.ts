/** How many errors, and as many warnings, a report keeps in full; the rest are only counted. */
export const KEPT_FINDINGS = 100;
/** Offending values are shown cut to this many characters. */
const SHOWN_VALUE_LENGTH = 200;

const ROW_CODES = [
  'REQUIRED',
  'INVALID_VALUE',
  'INVALID_NUMBER',
  'INVALID_DATE',
  'INVALID_POSTCODE',
  'OUT_OF_RANGE',
  'TOO_LONG',
  'TOO_MANY',
  'DUPLICATE',
  'UNKNOWN_SECTOR',
  'UNKNOWN_CERTIFICATE',
  'UNKNOWN_COLUMN',
  'UNREAD_SHEET',
  'LOOKS_REGISTERED',
  'FAILED_FORMULA',
  'UNKNOWN_REFERENCE',
  'NOT_A_DRAFT',
  'NEED_NOT_RECOGNISED',
  'NOT_PUBLISHABLE',
  'FIELD_COUNT',
  'MALFORMED_ROW',
  'INVALID_JSON',
  'ENCODING',
  'NOTHING_TO_IMPORT',
  'NOT_STORED',
] as const;

/** Stable codes of what can be wrong with one row of a file. */
export type ImportErrorCode = (typeof ROW_CODES)[number];

/** Whether a code is one of a row. */
export const isRowCode = (code: string): code is ImportErrorCode =>
  (ROW_CODES as readonly string[]).includes(code);

/** One thing wrong with one row. `message` says what to do about it. */
export interface ImportError {
  /** Row as the operator sees it in an editor or spreadsheet: the header is row 1, a JSON line counts from 1. */
  readonly row: number;
  /** Column heading, or a JSON pointer into the row; empty when the whole row is meant. */
  readonly column: string;
  readonly value: string;
  readonly message: string;
  readonly code: ImportErrorCode;
}

/** Findings in the order of the file, in which people look for them: rows are refused when read, and again when stored. */
export const inOrderOfRows = <F extends Pick<ImportError, 'row'>>(findings: readonly F[]): F[] =>
  [...findings].sort((a, b) => a.row - b.row);

/** What became of a file. Every row read was either accepted, rejected (with an error) or skipped on purpose. */
export interface ImportReport {
  /** The sheet that was read, when the file is a workbook. */
  readonly sheet?: string;
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Rows left out on purpose, such as companies outside the two regions, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** The first {@link KEPT_FINDINGS} errors; `errorCounts` counts them all by code. */
  readonly errors: readonly ImportError[];
  readonly errorCounts: Readonly<Partial<Record<ImportErrorCode, number>>>;
  /** Findings that did not cost a row. */
  readonly warnings: readonly ImportError[];
  readonly warningCounts: Readonly<Partial<Record<ImportErrorCode, number>>>;
}

/** Codes of a file that cannot be imported at all. */
export type ImportFileErrorCode =
  'EMPTY' | 'BINARY' | 'NOT_UTF8' | 'WRONG_HEADER' | 'NOT_JSON' | 'BAD_OFFSET' | 'TOO_LARGE';

/** The file as a whole cannot be read. Readers throw it before they yield a row, unless they say otherwise. */
export class ImportFileError extends Error {
  constructor(
    readonly code: ImportFileErrorCode,
    message: string,
    /** The column, or JSON pointer, that was missing or wrong, if one can be named. */
    readonly column = '',
    readonly value = '',
  ) {
    super(message);
    this.name = 'ImportFileError';
  }
}

/** Where an interrupted import goes on: a row boundary in the (unpacked) file and the row it stands before. */
export interface ResumePoint {
  /** Bytes from the start of the unpacked file. */
  readonly offset: number;
  /** Rows already dealt with, the header included. */
  readonly row: number;
}

/** A row that cannot be taken, as far as it could be read. */
export interface FlawedRow<T> {
  readonly row: number;
  readonly draft: T;
  readonly errors: readonly ImportError[];
}

/** Rows that belong together in one write, and the point from which to go on once they are stored. */
export interface ImportBatch<T> {
  readonly rows: T[];
  /** Row number of each of them in the file, as findings state it. */
  readonly rowNumbers: number[];
  /** Those with something wrong in a cell, where the reader was asked for them: its caller rejects them. */
  readonly flawed?: readonly FlawedRow<T>[];
  readonly resume: ResumePoint;
}

/** A file being read. Iterate it once; `report` is up to date after each batch and complete at the end. */
export interface ImportReader<T> extends AsyncIterable<ImportBatch<T>> {
  readonly report: ReportCollector;
}

/**
 * Tells how far a reader has come: bytes of the unpacked file and rows dealt with, the header included; and how many
 * bytes there are, when that is not the size of the file.
 */
export type ImportProgress = (progress: {
  readonly bytes: number;
  readonly rows: number;
  readonly totalBytes?: number;
}) => void;

/** Collects what a reader finds and its rows came to. Memory stays constant however bad the file is. */
export class ReportCollector implements ImportReport {
  /** Ids of records that were not there before. */
  readonly createdIds: string[] = [];
  /** Ids of the records that the rows of a buyer's list mean, in the order of the file. */
  readonly recordIds: string[] = [];
  sheet?: string;
  read = 0;
  accepted = 0;
  rejected = 0;
  readonly skipped: Record<string, number> = {};
  readonly errors: ImportError[] = [];
  readonly errorCounts: Partial<Record<ImportErrorCode, number>> = {};
  readonly warnings: ImportError[] = [];
  readonly warningCounts: Partial<Record<ImportErrorCode, number>> = {};

  /** @param keep errors, and as many warnings, that are kept in full */
  constructor(private readonly keep = KEPT_FINDINGS) {}

  /** Counts one row as rejected for the given reasons (at least one). */
  reject(errors: readonly ImportError[]): void {
    this.rejected += 1;
    for (const error of errors) this.add(error, this.errors, this.errorCounts);
  }

  /** Takes back an accepted row that turned out not to be storable. */
  rejectAccepted(errors: readonly ImportError[]): void {
    this.accepted -= 1;
    this.reject(errors);
  }

  /** Takes back an accepted row that is left out on purpose after all. */
  skipAccepted(reason: string): void {
    this.accepted -= 1;
    this.skip(reason);
  }

  /** Notes something that did not cost the row. */
  warn(warning: ImportError): void {
    this.add(warning, this.warnings, this.warningCounts);
  }

  /** Counts one row left out on purpose. */
  skip(reason: string): void {
    this.skipped[reason] = (this.skipped[reason] ?? 0) + 1;
  }

  private add(
    finding: ImportError,
    kept: ImportError[],
    counts: Partial<Record<ImportErrorCode, number>>,
  ): void {
    counts[finding.code] = (counts[finding.code] ?? 0) + 1;
    if (kept.length < this.keep) kept.push({ ...finding, value: shown(finding.value) });
  }
}

function shown(value: string): string {
  return value.length > SHOWN_VALUE_LENGTH ? `${value.slice(0, SHOWN_VALUE_LENGTH)}…` : value;
}
