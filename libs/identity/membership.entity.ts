import { Organisation } from '#lib/directory';
import type { OrganisationRole } from '#lib/platform';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Person } from './person.entity.js';

/** What a person may do for an organisation. */
@Entity('memberships')
@Index('memberships_organisation', ['organisationId'])
@Check('memberships_role_known', `role IN ('OWNER', 'EDITOR', 'VIEWER', 'CLUSTER_MANAGER')`)
export class Membership {
  @PrimaryColumn({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @ManyToOne(() => Person, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'memberships_person' })
  person?: Person;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'memberships_of_organisation' })
  organisation?: Organisation;

  @Column({ type: 'text' })
  role!: OrganisationRole;
}
