import { Requirement } from '#lib/requirements';
import { Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';

/**
 * The ranked matches of one requirement, in one row: parallel arrays, best first.
 * A list is read and written whole, so a row a match would cost an index entry each for nothing.
 */
@Entity('match_lists')
@Index('match_lists_suppliers', { synchronize: false })
export class MatchList {
  @PrimaryColumn({ type: 'uuid', name: 'requirement_id' })
  requirementId!: string;

  @OneToOne(() => Requirement, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'requirement_id', foreignKeyConstraintName: 'match_lists_of_requirement' })
  requirement?: Requirement;

  @Column({ type: 'text', name: 'engine_version' })
  engineVersion!: string;

  @Column({ type: 'timestamptz', name: 'computed_at' })
  computedAt!: Date;

  /** Engine ids of the suppliers; a GIN index finds a supplier's lists. */
  @Column({ type: 'integer', array: true, name: 'supplier_nos' })
  supplierNos!: number[];

  /** Integer scores in the engine's units. */
  @Column({ type: 'integer', array: true })
  scores!: number[];

  /** Criterion values, one byte each, criteria in the engine's order, match after match. */
  @Column({ type: 'bytea', name: 'criterion_values' })
  criterionValues!: Buffer;

  /** Supplier and buyer sit in different regions of the two. */
  @Column({ type: 'boolean', array: true, name: 'cross_regional' })
  crossRegional!: boolean[];

  /** When each supplier entered this list and has stayed since. */
  @Column({ type: 'timestamptz', array: true })
  since!: Date[];
}
