import { Organisation } from '#lib/directory';
import { Run } from '#lib/platform';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';
import type { ImportError } from './import.report.js';

/** Files that people send in to be imported. */
export type UploadFormat = 'SUPPLIER_CSV' | 'REQUIREMENT_CSV' | 'OCDS' | 'JSON_LINES';

/** Something found in a row of a file; `rejected` says whether it cost the row. */
export type ImportFinding = ImportError & { readonly rejected: boolean };

/** A file that is imported in the background, and what it takes to try again and to take the import back. */
@Entity('import_files')
@Index('import_files_buyer', ['buyerId'])
@Check('import_files_format_known', `format IN ('SUPPLIER_CSV', 'REQUIREMENT_CSV', 'OCDS', 'JSON_LINES')`)
@Check('import_files_list_of_buyer', `(format = 'REQUIREMENT_CSV') = (buyer_id IS NOT NULL)`)
export class ImportFile {
  @PrimaryColumn({ type: 'uuid', name: 'run_id' })
  runId!: string;

  @OneToOne(() => Run, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'run_id', foreignKeyConstraintName: 'import_files_of_run' })
  run?: Run;

  @Column({ type: 'text' })
  format!: UploadFormat;

  /** Whose list it is, when it is a buyer's own. */
  @Column({ type: 'uuid', name: 'buyer_id', nullable: true })
  buyerId!: string | null;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'buyer_id', foreignKeyConstraintName: 'import_files_of_buyer' })
  buyer?: Organisation;

  /** Its text in UTF-8, or a workbook as it was sent; null once it has been imported, or refused. */
  @Column({ type: 'bytea', nullable: true })
  content!: Buffer | null;

  /** What was found in its rows; null until it has been imported. */
  @Column({ type: 'jsonb', nullable: true })
  findings!: ImportFinding[] | null;

  /** Suppliers, or requirements, that were not there before; emptied when they are taken back. */
  @Column({ type: 'uuid', array: true, name: 'created_ids', default: () => `'{}'` })
  createdIds!: string[];

  /** What the rows of a buyer's list mean, in their order. */
  @Column({ type: 'uuid', array: true, name: 'record_ids', default: () => `'{}'` })
  recordIds!: string[];
}
