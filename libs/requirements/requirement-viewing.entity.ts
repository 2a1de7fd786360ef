import { Organisation } from '#lib/directory';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Requirement } from './requirement.entity.js';

/** That somebody of an organisation has seen all of a requirement, for its buyer. Nothing says which person. */
@Entity('requirement_viewings')
@Index('requirement_viewings_organisation', ['organisationId'])
export class RequirementViewing {
  @PrimaryColumn({ type: 'uuid', name: 'requirement_id' })
  requirementId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @ManyToOne(() => Requirement, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'requirement_id', foreignKeyConstraintName: 'requirement_viewings_of_requirement' })
  requirement?: Requirement;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'requirement_viewings_by_organisation' })
  organisation?: Organisation;

  @Column({ type: 'timestamptz', name: 'first_at' })
  firstAt!: Date;

  @Column({ type: 'timestamptz', name: 'last_at' })
  lastAt!: Date;
}
