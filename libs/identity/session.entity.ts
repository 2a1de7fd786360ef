import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Person } from './person.entity.js';

/** How somebody proved who they are. */
export type SignInMethod = 'LINK' | 'DEMO' | 'OPENID';

/** Somebody who has signed in, on one device. Only the hash of its token is stored. */
@Entity('sessions')
@Index('sessions_hash', ['hash'], { unique: true })
@Index('sessions_person', ['personId'])
@Check('sessions_method_known', `method IN ('LINK', 'DEMO', 'OPENID')`)
export class Session {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @ManyToOne(() => Person, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'sessions_of_person' })
  person?: Person;

  /** SHA-256 of the token, hexadecimal. */
  @Column({ type: 'text' })
  hash!: string;

  @Column({ type: 'text' })
  method!: SignInMethod;

  /** What was signed in on, as it describes itself. */
  @Column({ type: 'text', default: '' })
  device!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
