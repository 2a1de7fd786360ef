import type { ImportError, ImportErrorCode } from './import.report.js';

/** What is found wrong with one row while it is read. A row with an error is rejected, a warning costs nothing. */
export class RowFindings {
  readonly errors: ImportError[] = [];
  readonly warnings: ImportError[] = [];

  constructor(private readonly row: number) {}

  error(column: string, value: string, code: ImportErrorCode, message: string): void {
    this.errors.push({ row: this.row, column, value, code, message });
  }

  warn(column: string, value: string, code: ImportErrorCode, message: string): void {
    this.warnings.push({ row: this.row, column, value, code, message });
  }
}
