import { z } from 'zod';
import { cell, factColumns, FactTableError, readFacts } from './fact.reader.js';
import type { FactMark, Region, SectorCode } from './fact.types.js';
import { SECTOR_CODES } from './sector.types.js';

/** One of the five shared priority sectors. */
export interface Sector extends FactMark {
  code: SectorCode;
  label: string;
  aliases: readonly string[];
  description: string;
}

/** What one region counts among its own strengths, and the sectors it belongs to (none for two of them). */
export interface LocalStrength extends FactMark {
  code: string;
  region: Exclude<Region, 'OTHER'>;
  label: string;
  sectors: readonly SectorCode[];
}

const sectorRow = z
  .object({
    code: z.enum(SECTOR_CODES),
    label: cell.text,
    aliases: cell.list,
    description: cell.text,
    ...factColumns,
  })
  .transform(({ checked_on, ...row }): Sector => ({ ...row, checkedOn: checked_on }));
const strengthRow = z
  .object({
    code: cell.text,
    region: z.enum(['EAST_MIDLANDS', 'WEST_MIDLANDS']),
    label: cell.text,
    sectors: cell.list.pipe(z.array(z.enum(SECTOR_CODES))),
    ...factColumns,
  })
  .transform(({ checked_on, ...row }): LocalStrength => ({ ...row, checkedOn: checked_on }));

/** "Automotive & rolling-stock" and "automotive and rolling stock" are one key. */
const keyOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** The sectors by any of their names. */
export class SectorTable {
  readonly #byName = new Map<string, Sector>();

  constructor(readonly rows: readonly Sector[]) {
    for (const row of rows) {
      for (const name of [row.code, row.label, ...row.aliases]) {
        const known = this.#byName.get(keyOf(name));
        if (known && known !== row) {
          throw new FactTableError(`sectors: "${name}" names both ${known.code} and ${row.code}`);
        }
        this.#byName.set(keyOf(name), row);
      }
    }
  }

  /** The sector of a code, label or alias in any case and punctuation; undefined when none is meant. */
  resolve(text: string): Sector | undefined {
    return this.#byName.get(keyOf(text));
  }
}

let shippedSectors: SectorTable | undefined;
/** The sectors shipped with the product, read once, in the order of SECTOR_CODES. */
export function sectors(): SectorTable {
  shippedSectors ??= new SectorTable(readFacts(new URL('./data/sectors.csv', import.meta.url), sectorRow));
  return shippedSectors;
}

/** The code of the sector a text or code names; undefined when none is meant. */
export function resolveSector(text: string): SectorCode | undefined {
  return sectors().resolve(text)?.code;
}

let shippedStrengths: readonly LocalStrength[] | undefined;
/** Each region's own five strengths. */
export function localStrengths(): readonly LocalStrength[] {
  shippedStrengths ??= readFacts(new URL('./data/local-strengths.csv', import.meta.url), strengthRow);
  return shippedStrengths;
}
