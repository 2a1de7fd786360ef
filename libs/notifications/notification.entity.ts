import { Organisation } from '#lib/directory';
import { Person } from '#lib/identity';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

/** Every kind of news there is. Mail of each kind can be switched off by who gets it. */
export const NOTIFICATION_KINDS = [
  'INTRODUCTION',
  'REMINDER',
  'MESSAGE',
  'REQUIREMENT_CHANGED',
  'REQUIREMENT_CLOSED',
  'AWARD',
  'CERTIFICATE_EXPIRY',
  'EVIDENCE',
  'OPPORTUNITY',
  'UNLOCK',
  'NEW_SUPPLIERS',
  'SAVED_SEARCH',
  'ADDRESS_SUSPENDED',
  'ACCESS',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** A piece of news for one person, shown in the portal and sent as a letter. */
@Entity('notifications')
@Index('notifications_once', ['personId', 'dedupKey'], { unique: true })
@Index('notifications_by_person', ['personId', 'id'])
@Index('notifications_organisation', ['organisationId'])
export class Notification {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @ManyToOne(() => Person, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'notifications_of_person' })
  person?: Person;

  /** For which of their organisations they get it. */
  @Column({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'notifications_for_organisation' })
  organisation?: Organisation;

  @Column({ type: 'text' })
  kind!: NotificationKind;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  body!: string;

  /** Where in the portal it leads: a path that begins with a slash. */
  @Column({ type: 'text' })
  link!: string;

  /** Says what the news is, so that telling it twice tells it once. */
  @Column({ type: 'text', name: 'dedup_key' })
  dedupKey!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'read_at', nullable: true })
  readAt!: Date | null;
}

/** A kind of letter somebody does not want; the portal shows the news all the same. */
@Entity('notification_refusals')
export class NotificationRefusal {
  @PrimaryColumn({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @ManyToOne(() => Person, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'notification_refusals_of_person' })
  person?: Person;

  @PrimaryColumn({ type: 'text' })
  kind!: NotificationKind;
}
