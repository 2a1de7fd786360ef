import { Organisation } from '#lib/directory';
import { Person } from '#lib/identity';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

/**
 * That two suppliers that look alike are two firms: an officer looked. It stands while both are of the name and in the
 * postal district in which they looked alike then.
 */
@Entity('supplier_distinctions')
@Check('supplier_distinctions_in_order', 'older_id < newer_id')
@Index('supplier_distinctions_pair', ['olderId', 'newerId'], { unique: true })
@Index('supplier_distinctions_newer', ['newerId'])
export class SupplierDistinction {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'older_id' })
  olderId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'older_id', foreignKeyConstraintName: 'supplier_distinctions_of_older' })
  older?: Organisation;

  @Column({ type: 'uuid', name: 'newer_id' })
  newerId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'newer_id', foreignKeyConstraintName: 'supplier_distinctions_of_newer' })
  newer?: Organisation;

  /** The name that both had, as names are compared. */
  @Column({ type: 'text', name: 'name_key' })
  nameKey!: string;

  /** The postal district that both were in. */
  @Column({ type: 'text' })
  district!: string;

  @Column({ type: 'text' })
  note!: string;

  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @ManyToOne(() => Person, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'supplier_distinctions_by_person' })
  person?: Person;

  @Column({ type: 'timestamptz' })
  at!: Date;
}
