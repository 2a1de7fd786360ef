import { z } from 'zod';
import { cell, factColumns, indexFacts, readFacts } from './fact.reader.js';
import type { SectorCode } from './fact.types.js';
import { PrefixLookup } from './prefix.lookup.js';
import { SECTOR_CODES } from './sector.types.js';

/*
 * A firm's own SIC codes, the markets it serves and its capabilities are three different things. Most of the machining,
 * casting and treatment firms of the Midlands are in no official sector list, and many firms sit in a catch-all code.
 * What this file gives are hints: never a capability a firm claims. In matching a code is a claim weaker than a passing
 * mention, and a few weak words; the sector it suggests is shown and never matched by.
 */

/** What one SIC code suggests. */
export interface SicHint {
  /** Five-digit code as looked up. */
  code: string;
  /** The sector suggested, null when the code is in no list. */
  sector: SectorCode | null;
  /** 0 to 1; 0 without a sector. */
  strength: number;
  /** The code says little of what the firm does. */
  catchAll: boolean;
  /** Another sector claims the code with a prefix as long. */
  tie: boolean;
}

const prefix = z.string().regex(/^\d{2,5}$/, 'is not a SIC prefix');
const sicRow = z.object({
  code: z.string().regex(/^\d{5}$/, 'is not a five-digit code'),
  description: cell.text,
  catch_all: z.enum(['', 'yes']),
});
const hintRow = z.object({
  prefix,
  sector: z.enum(SECTOR_CODES),
  strength: cell.number.pipe(z.number().min(0).max(1)),
  note: cell.optionalText,
  ...factColumns,
});
const capabilityRow = z.object({ prefix, capabilities: cell.list, ...factColumns });

const file = (name: string): URL => new URL(`./data/${name}.csv`, import.meta.url);

function load() {
  const codes = indexFacts(readFacts(file('sic'), sicRow), 'sic', (row) => row.code);
  const hints = new PrefixLookup(readFacts(file('sic-hints'), hintRow), (row) => row.prefix);
  const capabilityRows = readFacts(file('sic-capabilities'), capabilityRow);
  return {
    codes,
    hints,
    capabilityRows,
    capabilities: new PrefixLookup(capabilityRows, (row) => row.prefix),
  };
}
let tables: ReturnType<typeof load> | undefined;
function shipped(): ReturnType<typeof load> {
  tables ??= load();
  return tables;
}

/** "25620 - Machining", "2562" or "25.62/0" as five digits; null when the text holds no code. */
export function normaliseSic(text: string): string | null {
  const digits = /^\s*(\d[\d./ ]*)/.exec(text)?.[1]?.replace(/\D/g, '') ?? '';
  return digits.length === 4 || digits.length === 5 ? digits.padEnd(5, '0') : null;
}

/** The row of a SIC 2007 code in any of its spellings; undefined when it is not one. */
function rowOf(code: string): z.infer<typeof sicRow> | undefined {
  const digits = normaliseSic(code);
  return digits === null ? undefined : shipped().codes.get(digits);
}

/** The description of a SIC 2007 code in any of its spellings; undefined when it is not one. */
export const describeSic = (code: string): string | undefined => rowOf(code)?.description;

/** What a description leaves out ("other than tufted", "(except caravans)"). */
const LEFT_OUT = /\(?\b(?:other than|except|excluding|not including|without)\b[^()]*\)?/giu;
/** Words of the classification itself, which say nothing of an activity. */
const OF_THE_CLASSIFICATION =
  /\b(?:manufactur(?:e|ing)|production|products?|articles|goods|other|related|similar|parts|activities|services?|(?:non-)?specialised|involved|nec)\b/giu;

const activities = new Map<string, string>();

/**
 * The words in which the classification names the activity of a SIC code, without those it has for every activity and without
 * what it leaves out; empty for a catch-all and for what is no code.
 */
export function activityWords(code: string): string {
  let words = activities.get(code);
  if (words === undefined) {
    const row = rowOf(code);
    const description = row === undefined || row.catch_all === 'yes' ? '' : row.description;
    words = description
      .replace(LEFT_OUT, ' ')
      .replace(OF_THE_CLASSIFICATION, ' ')
      .replace(/\s+/gu, ' ')
      .trim();
    activities.set(code, words);
  }
  return words;
}

/**
 * What SIC codes hint at: the longest matching prefix wins, and every sector of a tie is given. A code in no list comes
 * back with sector null; a text that is no code is left out. Hints only: see the note at the top of this file.
 */
export function sicHints(codes: readonly string[]): SicHint[] {
  const { codes: known, hints } = shipped();
  return codes.flatMap((text): SicHint[] => {
    const code = normaliseSic(text);
    if (code === null) return [];
    const catchAll = known.get(code)?.catch_all === 'yes';
    const rows = hints.longest(code);
    if (rows.length === 0) return [{ code, sector: null, strength: 0, catchAll, tie: false }];
    return rows.map(({ sector, strength }) => ({ code, sector, strength, catchAll, tie: rows.length > 1 }));
  });
}

/** Capability codes a SIC code makes likely, to suggest to a person; never to be stored as capabilities of a firm. */
export function sicCapabilityHints(code: string): readonly string[] {
  const digits = normaliseSic(code);
  if (digits === null || shipped().codes.get(digits)?.catch_all === 'yes') return [];
  return [
    ...new Set(
      shipped()
        .capabilities.longest(digits)
        .flatMap((row) => row.capabilities),
    ),
  ];
}

/** Every capability code the hint table names, for checking it against the tree. */
export function sicHintedCapabilities(): string[] {
  return [...new Set(shipped().capabilityRows.flatMap((row) => row.capabilities))];
}
