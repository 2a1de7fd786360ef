import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a change may be about. */
export type AuditSubject =
  | 'supplier'
  | 'buyer'
  | 'requirement'
  | 'introduction'
  | 'certificate'
  | 'capability'
  | 'person'
  | 'invitation'
  | 'access-request'
  | 'webhook'
  | 'cluster-body';

/** One change, as the organisation concerned may read it. Written by the transaction that made the change. */
@Entity('audit_entries')
@Index('audit_entries_organisation', ['organisationId', 'at', 'id'])
@Index('audit_entries_person', ['personId'])
@Index('audit_entries_time', ['at', 'id'])
export class AuditEntry {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at!: Date;

  /** The organisation concerned; where two are, each has its own entry. */
  @Column({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  /** Who did it; empty for the system, and for people who have been erased. */
  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  /** The part of the system that did it, when no person did. */
  @Column({ type: 'text', name: 'system_name', nullable: true })
  systemName!: string | null;

  @Column({ type: 'text', name: 'request_id' })
  requestId!: string;

  @Column({ type: 'text', name: 'subject_kind' })
  subjectKind!: AuditSubject;

  @Column({ type: 'uuid', name: 'subject_id' })
  subjectId!: string;

  /** Upper snake case: REGISTERED, CHANGED, PUBLISHED … */
  @Column({ type: 'text' })
  action!: string;

  /** What differs, as it was and as it is. */
  @Column({ type: 'jsonb', nullable: true })
  before!: Record<string, unknown> | null;

  @Column({ type: 'jsonb', nullable: true })
  after!: Record<string, unknown> | null;
}
