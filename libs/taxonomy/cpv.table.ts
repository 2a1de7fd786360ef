import { z } from 'zod';
import { cell, factColumns, indexFacts, readFacts } from './fact.reader.js';
import type { SectorCode } from './fact.types.js';
import { PrefixLookup } from './prefix.lookup.js';
import { SECTOR_CODES } from './sector.types.js';

/** A node of the Common Procurement Vocabulary 2008. */
export interface CpvCode {
  /** Eight digits, without the check digit. */
  code: string;
  description: string;
}

/** What a CPV code says of a requirement. */
export interface CpvHint {
  capabilities: readonly string[];
  sectors: readonly SectorCode[];
  /** Digits of the code that matched: more means more specific. */
  digits: number;
}

const shortCode = z.string().regex(/^\d{2,8}$/, 'is not a CPV code without its closing zeros');
const cpvRow = z.object({ code: shortCode, description: cell.text });
const hintRow = z.object({
  prefix: shortCode,
  capabilities: cell.list,
  sectors: cell.list.pipe(z.array(z.enum(SECTOR_CODES))),
  ...factColumns,
});

const file = (name: string): URL => new URL(`./data/${name}.csv`, import.meta.url);

function load() {
  const codes = indexFacts(readFacts(file('cpv'), cpvRow), 'cpv', (row) => row.code);
  const hintRows = readFacts(file('cpv-hints'), hintRow);
  return { codes, hintRows, hints: new PrefixLookup(hintRows, (row) => row.prefix) };
}
let tables: ReturnType<typeof load> | undefined;
function shipped(): ReturnType<typeof load> {
  tables ??= load();
  return tables;
}

const trimmed = (code: string): string => code.slice(0, 2) + code.slice(2).replace(/0+$/, '');

/** "34631000-9", "34631000" or "34 63 10 00" as eight digits; null for anything else. */
export function normaliseCpv(text: string): string | null {
  return /^(\d{8})(?:-\d)?$/.exec(text.replace(/\s/g, ''))?.[1] ?? null;
}

/** The CPV node of a code with or without check digit; undefined when there is none. */
export function findCpv(text: string): CpvCode | undefined {
  const code = normaliseCpv(text);
  const row = code === null ? undefined : shipped().codes.get(trimmed(code));
  return row && { code: row.code.padEnd(8, '0'), description: row.description };
}

/** The nodes above a code, from its division down to its parent. */
export function cpvAncestors(text: string): CpvCode[] {
  const code = normaliseCpv(text);
  if (code === null) return [];
  const full = trimmed(code);
  const above: CpvCode[] = [];
  for (let length = 2; length < full.length; length += 1) {
    const row = shipped().codes.get(full.slice(0, length));
    if (row) above.push({ code: row.code.padEnd(8, '0'), description: row.description });
  }
  return above;
}

/** Capabilities and sectors a CPV code points to by its longest known prefix; undefined when it points to none. */
export function cpvHint(text: string): CpvHint | undefined {
  const code = normaliseCpv(text);
  const row = code === null ? undefined : shipped().hints.longest(code)[0];
  return row && { capabilities: row.capabilities, sectors: row.sectors, digits: row.prefix.length };
}

/** Every hint row's prefix and capabilities, for checking them against the vocabulary and the tree. */
export function cpvHintRows(): readonly { prefix: string; capabilities: readonly string[] }[] {
  return shipped().hintRows;
}
