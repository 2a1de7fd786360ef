import type { TokenScope } from '#lib/platform';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Person } from './person.entity.js';

/** A key to the API in a person's name. Only its hash is stored. */
@Entity('api_tokens')
@Index('api_tokens_hash', ['hash'], { unique: true })
@Index('api_tokens_person', ['personId'])
@Check('api_tokens_scopes_known', `scopes <@ ARRAY['READ', 'WRITE', 'ACCOUNT'] AND 'READ' = ANY (scopes)`)
export class ApiToken {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @ManyToOne(() => Person, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'api_tokens_of_person' })
  person?: Person;

  /** What the owner calls it. */
  @Column({ type: 'text' })
  name!: string;

  /** SHA-256 of the token, hexadecimal. */
  @Column({ type: 'text' })
  hash!: string;

  @Column({ type: 'text', array: true, default: ['READ', 'WRITE'] })
  scopes!: TokenScope[];

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
