import { Run } from '#lib/platform';
import { Check, Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import type { ImportError } from './import.report.js';

/** Files that people send in to be imported. */
export type UploadFormat = 'SUPPLIER_CSV' | 'OCDS' | 'JSON_LINES';

/** Something found in a row of a file; `rejected` says whether it cost the row. */
export type ImportFinding = ImportError & { readonly rejected: boolean };

/** A file that is imported in the background, and what it takes to try again and to take the import back. */
@Entity('import_files')
@Check('import_files_format_known', `format IN ('SUPPLIER_CSV', 'OCDS', 'JSON_LINES')`)
export class ImportFile {
  @PrimaryColumn({ type: 'uuid', name: 'run_id' })
  runId!: string;

  @OneToOne(() => Run, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'run_id', foreignKeyConstraintName: 'import_files_of_run' })
  run?: Run;

  @Column({ type: 'text' })
  format!: UploadFormat;

  /** Its text in UTF-8, or a workbook as it was sent; null once it has been imported, or refused. */
  @Column({ type: 'bytea', nullable: true })
  content!: Buffer | null;

  /** What was found in its rows; null until it has been imported. */
  @Column({ type: 'jsonb', nullable: true })
  findings!: ImportFinding[] | null;

  /** Suppliers, or requirements, that were not there before; emptied when they are taken back. */
  @Column({ type: 'uuid', array: true, name: 'created_ids', default: () => `'{}'` })
  createdIds!: string[];
}
