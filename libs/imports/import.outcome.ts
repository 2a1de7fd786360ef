import {
  ImportFileError,
  type ImportFileErrorCode,
  type ImportReport,
  inOrderOfRows,
  KEPT_FINDINGS,
  type ResumePoint,
} from './import.report.js';

export type ImportKind = 'suppliers' | 'requirements' | 'collection' | 'companies-house' | 'ocds';

/** What storing the accepted rows came to. */
export interface StoredCounts {
  created: number;
  updated: number;
  /** The same as stored already: nothing was written. */
  unchanged: number;
  /** Left alone, because somebody looks after the record or it has moved on since. */
  kept: number;
}

export const noneStored = (): StoredCounts => ({ created: 0, updated: 0, unchanged: 0, kept: 0 });

export const changedCount = ({ created, updated }: StoredCounts): number => created + updated;

/** Adds `more` to `counts`. */
export function addCounts(counts: StoredCounts, more: StoredCounts): void {
  counts.created += more.created;
  counts.updated += more.updated;
  counts.unchanged += more.unchanged;
  counts.kept += more.kept;
}

/** Report of an import as its run keeps it. */
export interface ImportRunReport extends ImportReport {
  kind: ImportKind;
  stored: StoredCounts;
  /** Buyers that were not there before. */
  buyersCreated?: number;
  /** By file, where several were read. Their findings are in the whole's, under "<file> <place>". */
  parts?: Record<string, Pick<ImportReport, 'read' | 'accepted' | 'rejected'> & { stored?: StoredCounts }>;
  /** The very file, where an import can go on after it broke off, and the place to go on from. */
  identity?: string;
  resume?: ResumePoint;
}

/** Why a file was refused as a whole; nothing of it was stored. */
export interface ImportRefusal {
  code: ImportFileErrorCode;
  message: string;
  /** The column or place that is wrong, and what stood there, where one can be named. */
  column: string;
  value: string;
}

export type ImportOutcome =
  | { state: 'DONE'; runId: string; report: ImportRunReport }
  | { state: 'REFUSED'; runId: string; refusal: ImportRefusal };

export const refusalOf = ({ code, message, column, value }: ImportFileError): ImportRefusal => ({
  code,
  message,
  column,
  value,
});

/** A snapshot of a report that goes on counting, with its first findings. */
export const snapshot = (report: ImportReport): ImportReport => ({
  ...(report.sheet === undefined ? {} : { sheet: report.sheet }),
  read: report.read,
  accepted: report.accepted,
  rejected: report.rejected,
  skipped: { ...report.skipped },
  errors: inOrderOfRows(report.errors).slice(0, KEPT_FINDINGS),
  errorCounts: { ...report.errorCounts },
  warnings: inOrderOfRows(report.warnings).slice(0, KEPT_FINDINGS),
  warningCounts: { ...report.warningCounts },
});

/** One report of several; the first findings are kept. */
export function mergeReports(reports: readonly ImportReport[]): ImportReport {
  const sum = (pick: (report: ImportReport) => number): number =>
    reports.reduce((total, report) => total + pick(report), 0);
  return {
    read: sum(({ read }) => read),
    accepted: sum(({ accepted }) => accepted),
    rejected: sum(({ rejected }) => rejected),
    skipped: addUp(reports.map(({ skipped }) => skipped)),
    errors: reports.flatMap(({ errors }) => errors).slice(0, KEPT_FINDINGS),
    errorCounts: addUp(reports.map(({ errorCounts }) => errorCounts)),
    warnings: reports.flatMap(({ warnings }) => warnings).slice(0, KEPT_FINDINGS),
    warningCounts: addUp(reports.map(({ warningCounts }) => warningCounts)),
  };
}

function addUp(tables: readonly Readonly<Partial<Record<string, number>>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const table of tables) {
    for (const [key, count] of Object.entries(table)) total[key] = (total[key] ?? 0) + (count ?? 0);
  }
  return total;
}
