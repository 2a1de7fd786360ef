import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * WAITING is still to be sent (again), SENDING claimed by a sender, SENT accepted by the mail server, FAILED given up,
 * SUPPRESSED not wanted any more when its turn came.
 */
export type MailState = 'WAITING' | 'SENDING' | 'SENT' | 'FAILED' | 'SUPPRESSED';

/** One message to one address. Composed in the transaction of what it tells about; sent afterwards. */
@Entity('mail_messages')
@Index('mail_messages_by_time', ['createdAt'])
@Index('mail_messages_dedup', ['dedupKey'], { unique: true })
@Index('mail_messages_open', ['nextAttemptAt'], { where: `state IN ('WAITING', 'SENDING')` })
@Index('mail_messages_sent', ['sentAt'], { where: 'sent_at IS NOT NULL' })
@Check('mail_messages_state_known', `state IN ('WAITING', 'SENDING', 'SENT', 'FAILED', 'SUPPRESSED')`)
export class MailMessage {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** Says what this message is, so that composing it twice makes it once, e.g. `digest:<id>:<address>`. */
  @Column({ type: 'text', name: 'dedup_key' })
  dedupKey!: string;

  /** What one may unsubscribe from, e.g. `digest:<cluster body>`; null for letters that somebody asked for just now. */
  @Column({ type: 'text', nullable: true })
  list!: string | null;

  @Column({ type: 'text' })
  recipient!: string;

  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'text' })
  html!: string;

  @Column({ type: 'text' })
  text!: string;

  @Column({ type: 'jsonb', default: {} })
  headers!: Record<string, string>;

  /** Holds what only its recipient may have: kept from the outbox's readers, and emptied once it is sent. */
  @Column({ type: 'boolean', default: false })
  secret!: boolean;

  /** Pictures that the HTML shows by `cid:`. */
  @Column({ type: 'jsonb', default: [] })
  attachments!: MailAttachment[];

  @Column({ type: 'text', default: 'WAITING' })
  state!: MailState;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ type: 'text', name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  /** Not before this is it tried (again). */
  @Column({ type: 'timestamptz', name: 'next_attempt_at', default: () => 'now()' })
  nextAttemptAt!: Date;

  /** When a sender last took it in hand. */
  @Column({ type: 'timestamptz', name: 'claimed_at', nullable: true })
  claimedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'sent_at', nullable: true })
  sentAt!: Date | null;
}

export interface MailAttachment {
  cid: string;
  filename: string;
  contentType: string;
  base64: string;
}

/** Whether somebody wants a list, since when and on what grounds. Kept after they have left: it is the evidence. */
@Entity('mail_consents')
export class MailConsent {
  @PrimaryColumn({ type: 'text' })
  address!: string;

  @PrimaryColumn({ type: 'text' })
  list!: string;

  @Column({ type: 'boolean' })
  wanted!: boolean;

  /** Who said so and how, in words. */
  @Column({ type: 'text' })
  basis!: string;

  @Column({ type: 'timestamptz', name: 'changed_at' })
  changedAt!: Date;
}

/** An address that letters no longer go to, whatever the list: it bounced, or its owner complained. */
@Entity('mail_suspensions')
@Check('mail_suspensions_reason_known', `reason IN ('BOUNCE', 'COMPLAINT')`)
export class MailSuspension {
  @PrimaryColumn({ type: 'text' })
  address!: string;

  @Column({ type: 'text' })
  reason!: 'BOUNCE' | 'COMPLAINT';

  @Column({ type: 'text' })
  detail!: string;

  @Column({ type: 'timestamptz', name: 'suspended_at' })
  suspendedAt!: Date;
}

/** The key that seals the links in letters. One row, made with the table. */
@Entity('mail_keys')
export class MailKey {
  @PrimaryColumn({ type: 'smallint' })
  id!: number;

  /** 32 bytes. */
  @Column({ type: 'bytea' })
  secret!: Buffer;
}
