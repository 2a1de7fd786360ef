import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Requirement } from './requirement.entity.js';

/** One thing that was changed, in words for those who answer the requirement. */
export interface RequirementChange {
  field: string;
  before: string;
  after: string;
}

/** A change to a published requirement: suppliers that answer it are told. */
@Entity('requirement_amendments')
@Index('requirement_amendments_requirement', ['requirementId', 'id'])
export class RequirementAmendment {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'requirement_id' })
  requirementId!: string;

  @ManyToOne(() => Requirement, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'requirement_id', foreignKeyConstraintName: 'requirement_amendments_of_requirement' })
  requirement?: Requirement;

  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column({ type: 'jsonb' })
  changes!: RequirementChange[];

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at!: Date;
}
