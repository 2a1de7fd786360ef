import { Organisation } from '#lib/directory';
import { Person } from '#lib/identity';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { RowChange } from './merge.journal.js';

/** What became of a supplier's record that was merged into another: its address and its name lead here. */
@Entity('supplier_mergers')
@Index('supplier_mergers_once', ['mergedId'], { unique: true, where: 'undone_at IS NULL' })
@Index('supplier_mergers_into', ['intoId'])
export class SupplierMerger {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** The record that went: no organisation has this id while the merger stands. */
  @Column({ type: 'uuid', name: 'merged_id' })
  mergedId!: string;

  @Column({ type: 'text', name: 'merged_name' })
  mergedName!: string;

  /** The record that stands for it now: where that was merged as well, the last one. */
  @Column({ type: 'uuid', name: 'into_id' })
  intoId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'into_id', foreignKeyConstraintName: 'supplier_mergers_into_organisation' })
  into?: Organisation;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @ManyToOne(() => Person, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'supplier_mergers_by_person' })
  person?: Person;

  /** Row by row what it changed, to undo it by; null when it cannot be undone any more. */
  @Column({ type: 'jsonb', nullable: true })
  journal!: RowChange[] | null;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'timestamptz', name: 'undone_at', nullable: true })
  undoneAt!: Date | null;
}
