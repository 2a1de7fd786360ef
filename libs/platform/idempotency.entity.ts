import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A change that was asked for under a key of the caller's: asked for again, it gives the same answer. */
@Entity('idempotency_keys')
@Index('idempotency_keys_by_time', ['createdAt'])
export class IdempotencyKey {
  @PrimaryColumn({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @PrimaryColumn({ type: 'text' })
  key!: string;

  /** SHA-256 of the operation and its input, hexadecimal. */
  @Column({ type: 'text', name: 'input_hash' })
  inputHash!: string;

  /** What was answered; null when it is shown only once. */
  @Column({ type: 'text', nullable: true })
  answer!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
