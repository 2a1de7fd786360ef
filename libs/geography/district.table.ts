import { cell, factColumns, FactTableError, readFacts } from '#lib/taxonomy';
import { z } from 'zod';
import type { District } from './geography.types.js';

const authority = z.enum(['EMCCA', 'WMCA', '']).transform((text) => (text === '' ? null : text));

const districtRow = z
  .object({
    code: z.string().regex(/^[EWS]\d{8}$/, 'is not a GSS code'),
    name: cell.text,
    region: z.enum(['EAST_MIDLANDS', 'WEST_MIDLANDS', 'OTHER']),
    county: cell.text,
    combined_authority: authority,
    non_constituent_of: authority,
    valid_from: cell.optionalDate,
    valid_to: cell.optionalDate,
    ...factColumns,
  })
  .transform((row): District => ({
    code: row.code,
    name: row.name,
    region: row.region,
    county: row.county,
    combinedAuthority: row.combined_authority,
    nonConstituentOf: row.non_constituent_of,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));

/** Districts by code. Codes are never reused, so a code names one dated row. */
export class DistrictTable {
  readonly #byCode: ReadonlyMap<string, District>;

  constructor(readonly rows: readonly District[]) {
    const byCode = new Map<string, District>();
    for (const row of rows) {
      if (byCode.has(row.code)) throw new FactTableError(`districts: ${row.code} is listed twice`);
      if (row.combinedAuthority === 'EMCCA' && row.region !== 'EAST_MIDLANDS') {
        throw new FactTableError(`districts: ${row.name} is in EMCCA but not in the East Midlands`);
      }
      byCode.set(row.code, row);
    }
    this.#byCode = byCode;
  }

  /** The district of a GSS code, current or abolished; undefined outside the table. */
  byCode(code: string): District | undefined {
    return this.#byCode.get(code);
  }

  /** Districts that exist on an ISO date. A row without a start has always existed. */
  on(date: string): District[] {
    return this.rows.filter(
      (row) =>
        (row.validFrom === null || row.validFrom <= date) && (row.validTo === null || row.validTo >= date),
    );
  }
}

let shipped: DistrictTable | undefined;
/** The districts shipped with the product, read once. */
export function districts(): DistrictTable {
  shipped ??= new DistrictTable(readFacts(new URL('./data/districts.csv', import.meta.url), districtRow));
  return shipped;
}
