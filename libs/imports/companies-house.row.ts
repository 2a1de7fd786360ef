import type { Region } from '#lib/taxonomy';
import type { CompaniesHouseColumns } from './companies-house.columns.js';
import type { CsvScanner } from './csv.scanner.js';
import { isoFromBritishDate } from './date.text.js';
import type { ImportErrorCode, ReportCollector } from './import.report.js';
import { cleanOrNull } from './text.clean.js';

/**
 * Region of an outward postcode in capitals, or undefined when it lies elsewhere or does not exist. 'OTHER' keeps the
 * company: its outcode lies across the border, and the whole postcode must decide.
 */
export type RegionOfOutcode = (outcode: string) => Region | undefined;

/** An active company of the two regions, as the register has it. Empty fields are null. */
export interface CompaniesHouseRow {
  /** Natural key: eight letters and digits. */
  companyNumber: string;
  name: string;
  /** Care-of, PO box and the two address lines, those that are filled in. */
  addressLines: string[];
  postTown: string | null;
  county: string | null;
  /** With one space, in capitals. A registered office is often an accountant's: not proof of a site. */
  postcode: string;
  region: Region;
  /** ISO date. */
  incorporatedOn: string | null;
  category: string | null;
  /** Active, though the registrar has been asked to strike the company off. */
  strikeOffProposed: boolean;
  /** Up to four 5-digit SIC 2007 codes: a hint only, never a capability. */
  sicCodes: string[];
  /** The register's descriptions, in the order of `sicCodes`. */
  sicTexts: string[];
}

const SPACE = 0x20;
const SIC_TEXT = /^(\d{5}) - (.*)$/s;
const COMPANY_NUMBER = /^[A-Z0-9]{8}$/;
const ACTIVE = Buffer.from('active');

/** Reads the row last scanned: decides on bytes whether it is kept, and makes strings only then. */
export class CompaniesHouseRowReader {
  /** Regions by outward code packed into an integer, so that a dropped row makes no string. */
  private readonly regions = new Map<number, Region | null>();
  private readonly outcode = Buffer.alloc(4);
  private outcodeLength = 0;

  constructor(
    private readonly scanner: CsvScanner,
    private readonly columns: CompaniesHouseColumns,
    private readonly regionOfOutcode: RegionOfOutcode,
    private readonly report: ReportCollector,
  ) {}

  /** Returns the company, or undefined when the row was skipped or rejected (the report says which). */
  read(bytes: Buffer, row: number): CompaniesHouseRow | undefined {
    const { scanner, columns, report } = this;
    if (scanner.malformed === undefined && scanner.count === 1 && scanner.starts[0] === scanner.ends[0]) {
      return undefined; // a blank line, as at the end of some files
    }
    report.read += 1;
    if (scanner.malformed !== undefined) {
      return this.reject(row, '', '', 'MALFORMED_ROW', `The row is not valid CSV: ${scanner.malformed}.`);
    }
    if (scanner.count !== columns.width) {
      const message = `The row has ${scanner.count} fields where the header has ${columns.width}.`;
      return this.reject(row, '', '', 'FIELD_COUNT', message);
    }
    if (!this.isActive(bytes)) return this.skip('inactive');
    if (scanner.starts[columns.postcode] === scanner.ends[columns.postcode]) return this.skip('no_postcode');
    const region = this.region(bytes);
    if (region === null) return this.skip('outside_regions');
    return this.company(bytes, row, region);
  }

  private company(bytes: Buffer, row: number, region: Region): CompaniesHouseRow | undefined {
    const { columns, report } = this;
    const name = this.value(bytes, columns.name);
    if (name === null) return this.reject(row, 'CompanyName', '', 'REQUIRED', 'The company has no name.');
    const companyNumber = (this.value(bytes, columns.number) ?? '').toUpperCase();
    if (!COMPANY_NUMBER.test(companyNumber)) {
      const message = 'A company number has eight letters and digits.';
      return this.reject(row, 'CompanyNumber', companyNumber, 'INVALID_VALUE', message);
    }
    const incorporated = this.value(bytes, columns.incorporated);
    const incorporatedOn = incorporated === null ? null : isoFromBritishDate(incorporated);
    if (incorporated !== null && incorporatedOn === null) {
      const message = 'Not a date in the form dd/mm/yyyy; the company is imported without it.';
      report.warn({ row, column: 'IncorporationDate', value: incorporated, code: 'INVALID_DATE', message });
    }
    const addressLines: string[] = [];
    for (const column of [columns.careOf, columns.poBox, columns.line1, columns.line2]) {
      const line = this.value(bytes, column);
      if (line !== null) addressLines.push(line);
    }
    const { sicCodes, sicTexts } = this.sic(bytes, row);
    report.accepted += 1;
    return {
      companyNumber,
      name,
      addressLines,
      postTown: this.value(bytes, columns.postTown),
      county: this.value(bytes, columns.county),
      postcode: canonicalPostcode(this.value(bytes, columns.postcode) ?? ''),
      region,
      incorporatedOn,
      category: this.value(bytes, columns.category),
      strikeOffProposed: this.length(columns.status) > ACTIVE.length,
      sicCodes,
      sicTexts,
    };
  }

  private sic(bytes: Buffer, row: number): { sicCodes: string[]; sicTexts: string[] } {
    const { columns, report } = this;
    const sicCodes: string[] = [];
    const sicTexts: string[] = [];
    [columns.sic1, columns.sic2, columns.sic3, columns.sic4].forEach((column, index) => {
      const value = this.value(bytes, column);
      if (value === null || value === 'None Supplied') return;
      const match = SIC_TEXT.exec(value);
      if (match) {
        sicCodes.push(match[1]!);
        sicTexts.push(match[2]!.trim());
        return;
      }
      const message = 'Not a 5-digit SIC 2007 code with its text; the code is left out.';
      report.warn({ row, column: `SICCode.SicText_${index + 1}`, value, code: 'INVALID_VALUE', message });
    });
    return { sicCodes, sicTexts };
  }

  private length(column: number): number {
    return this.scanner.ends[column]! - this.scanner.starts[column]!;
  }

  /** Active, with or without words after it ("Active - Proposal to Strike off"). */
  private isActive(bytes: Buffer): boolean {
    const start = this.scanner.starts[this.columns.status]!;
    const length = this.length(this.columns.status);
    if (length < ACTIVE.length) return false;
    for (let i = 0; i < ACTIVE.length; i += 1) if ((bytes[start + i]! | 0x20) !== ACTIVE[i]) return false;
    return length === ACTIVE.length || bytes[start + ACTIVE.length] === SPACE;
  }

  /** The outward code is what stands before the last three letters or digits, spaces left out. */
  private region(bytes: Buffer): Region | null {
    const start = this.scanner.starts[this.columns.postcode]!;
    let end = this.scanner.ends[this.columns.postcode]!;
    for (let inward = 3; inward > 0 && end > start; end -= 1) if (bytes[end - 1] !== SPACE) inward -= 1;
    let key = 0;
    let length = 0;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at]!;
      if (byte === SPACE) continue;
      if (length === 4) return null; // no outward code is longer: not a postcode
      const capital = byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
      this.outcode[length] = capital;
      key = (key << 8) | capital;
      length += 1;
    }
    this.outcodeLength = length;
    const known = this.regions.get(key);
    return known !== undefined ? known : this.learn(key);
  }

  private learn(key: number): Region | null {
    const outcode = this.outcode.toString('latin1', 0, this.outcodeLength);
    const region = (outcode === '' ? undefined : this.regionOfOutcode(outcode)) ?? null;
    // There are some 3,000 outward codes; a file full of nonsense must not grow the table without end.
    if (this.regions.size < 20_000) this.regions.set(key, region);
    return region;
  }

  private value(bytes: Buffer, column: number): string | null {
    const text = this.scanner.text(bytes, column).trim();
    if (text === '') return null;
    return text.includes('\0') ? cleanOrNull(text) : text; // Postgres takes no NUL
  }

  private skip(reason: string): undefined {
    this.report.skip(reason);
    return undefined;
  }

  private reject(
    row: number,
    column: string,
    value: string,
    code: ImportErrorCode,
    message: string,
  ): undefined {
    this.report.reject([{ row, column, value, code, message }]);
    return undefined;
  }
}

function canonicalPostcode(text: string): string {
  const compact = text.replace(/\s+/g, '').toUpperCase();
  return `${compact.slice(0, -3)} ${compact.slice(-3)}`;
}
