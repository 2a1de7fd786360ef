import { Organisation } from '#lib/directory';
import type { OrganisationRole } from '#lib/platform';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

/** An offer of a role in an organisation to whoever signs in with an address. */
@Entity('invitations')
@Index('invitations_organisation', ['organisationId'])
@Index('invitations_email', ['email'])
@Check('invitations_email_lower_case', `email = lower(email)`)
@Check('invitations_role_known', `role IN ('OWNER', 'EDITOR', 'VIEWER', 'CLUSTER_MANAGER')`)
export class Invitation {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'invitations_of_organisation' })
  organisation?: Organisation;

  @Column({ type: 'text' })
  email!: string;

  @Column({ type: 'text' })
  role!: OrganisationRole;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', name: 'accepted_at', nullable: true })
  acceptedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
