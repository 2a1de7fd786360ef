import { csvLines } from '#lib/platform';
import type { Column, OpenRow } from './open-data.catalogue.js';

/** Rows as CSV with a heading. */
export const openCsv = (columns: readonly Column[], rows: readonly OpenRow[]): string =>
  csvLines([columns.map(({ name }) => name), ...rows.map((row) => columns.map(({ name }) => row[name]))]);
