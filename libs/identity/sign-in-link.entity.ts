import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A link by which whoever reads the letters of an address signs in, once, in the browser that asked for it. */
@Entity('sign_in_links')
@Index('sign_in_links_hash', ['hash'], { unique: true })
@Index('sign_in_links_email', ['email', 'createdAt'])
@Check('sign_in_links_email_lower_case', `email = lower(email)`)
export class SignInLink {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  email!: string;

  /** SHA-256 of what the link carries, hexadecimal. */
  @Column({ type: 'text' })
  hash!: string;

  /** SHA-256 of what the browser keeps, hexadecimal. */
  @Column({ type: 'text', name: 'nonce_hash' })
  nonceHash!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', name: 'used_at', nullable: true })
  usedAt!: Date | null;
}
