import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** Building blocks of the row schemas; every cell arrives as text. */
export const cell = {
  text: z.string().trim().min(1, 'is empty'),
  optionalText: z.string().trim(),
  /** Several values in one cell, parted by semicolons. */
  list: z.string().transform((text) =>
    text
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
  date: z.iso.date('is not an ISO date'),
  optionalDate: z.union([z.literal('').transform(() => null), z.iso.date('is not an ISO date')]),
  number: z
    .string()
    .regex(/^-?\d+(\.\d+)?$/, 'is not a number')
    .transform(Number),
  optionalNumber: z
    .string()
    .regex(/^(-?\d+(\.\d+)?)?$/, 'is not a number')
    .transform((text) => (text === '' ? null : Number(text))),
};

/** The three columns every editable row ends with. */
export const factColumns = {
  source: cell.text,
  confidence: z.enum(['H', 'M', 'L', 'J']),
  checked_on: cell.date,
};

/** Raised when a table cannot be trusted; the message names file, line and column. */
export class FactTableError extends Error {
  override name = 'FactTableError';
}

interface ParsedRecord {
  record: Record<string, string>;
  info: { lines: number };
}

function recordsOf(text: string, table: string): ParsedRecord[] {
  try {
    return parse(text, { columns: true, skip_empty_lines: true, info: true });
  } catch (error) {
    throw new FactTableError(`${table}: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
}

/**
 * Reads the text of a CSV table with a header line into typed rows.
 * Throws FactTableError naming the table, line, column and offending value of the first bad cell.
 */
export function parseFacts<S extends z.ZodType>(text: string, table: string, schema: S): z.output<S>[] {
  const records = recordsOf(text, table);
  return records.map(({ record, info }) => {
    const result = schema.safeParse(record);
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    const column = issue?.path.join('.') ?? '';
    const value = column in record ? ` "${record[column] ?? ''}"` : '';
    throw new FactTableError(
      `${table} line ${info.lines}, column ${column}:${value} ${issue?.message ?? 'is not valid'}`,
    );
  });
}

/** Reads a CSV table shipped beside the code. */
export function readFacts<S extends z.ZodType>(file: URL, schema: S): z.output<S>[] {
  return parseFacts(readFileSync(file, 'utf8'), basename(fileURLToPath(file)), schema);
}

/** Puts rows into a map by key; two rows of one key are an error of the table. */
export function indexFacts<T>(rows: readonly T[], table: string, keyOf: (row: T) => string): Map<string, T> {
  const map = new Map<string, T>();
  for (const row of rows) {
    const key = keyOf(row);
    if (map.has(key)) throw new FactTableError(`${table}: ${key} is listed twice`);
    map.set(key, row);
  }
  return map;
}
