import { Organisation } from '#lib/directory';
import type { OrganisationRole } from '#lib/platform';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Person } from './person.entity.js';

/** To join an organisation that somebody looks after, or to claim one that nobody does. */
export type AccessRequestKind = 'JOIN' | 'CLAIM';
export type AccessRequestState = 'WAITING' | 'APPROVED' | 'REFUSED' | 'UNDONE';

/** Somebody's wish to act for an organisation, and what was decided. */
@Entity('access_requests')
@Index('access_requests_organisation', ['organisationId', 'state'])
@Index('access_requests_one_waiting', ['personId', 'organisationId'], {
  unique: true,
  where: `state = 'WAITING'`,
})
@Check('access_requests_kind_known', `kind IN ('JOIN', 'CLAIM')`)
@Check('access_requests_state_known', `state IN ('WAITING', 'APPROVED', 'REFUSED', 'UNDONE')`)
@Check('access_requests_role_known', `role IN ('OWNER', 'EDITOR', 'VIEWER', 'CLUSTER_MANAGER')`)
export class AccessRequest {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'access_requests_of_organisation' })
  organisation?: Organisation;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @ManyToOne(() => Person, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'access_requests_of_person' })
  person?: Person;

  @Column({ type: 'text' })
  kind!: AccessRequestKind;

  @Column({ type: 'text', default: 'WAITING' })
  state!: AccessRequestState;

  /** Why the person should be let in, in their words. */
  @Column({ type: 'text' })
  evidence!: string;

  @Column({ type: 'text', name: 'evidence_url', nullable: true })
  evidenceUrl!: string | null;

  /** The role that was given; none before a decision. */
  @Column({ type: 'text', nullable: true })
  role!: OrganisationRole | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'decided_at', nullable: true })
  decidedAt!: Date | null;
}
