import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Person } from './person.entity.js';

/** A person's wish for another address, and once it is confirmed the trace of the one they had. */
@Entity('address_changes')
@Index('address_changes_hash', ['hash'], { unique: true })
@Index('address_changes_person', ['personId', 'createdAt'])
@Check('address_changes_lower_case', `from_email = lower(from_email) AND to_email = lower(to_email)`)
export class AddressChange {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @ManyToOne(() => Person, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'address_changes_of_person' })
  person?: Person;

  @Column({ type: 'text', name: 'from_email' })
  fromEmail!: string;

  @Column({ type: 'text', name: 'to_email' })
  toEmail!: string;

  /** SHA-256 of what the link carries, hexadecimal. */
  @Column({ type: 'text' })
  hash!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null;
}
