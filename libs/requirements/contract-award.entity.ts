import { Organisation } from '#lib/directory';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Requirement } from './requirement.entity.js';

/** That a public buyer awarded a contract to a supplier, as its notice says: work the supplier can point to. */
@Entity('contract_awards')
@Index('contract_awards_requirement', ['requirementId'])
export class ContractAward {
  @PrimaryColumn({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'requirement_id' })
  requirementId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'contract_awards_to_organisation' })
  organisation?: Organisation;

  @ManyToOne(() => Requirement, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'requirement_id', foreignKeyConstraintName: 'contract_awards_of_requirement' })
  requirement?: Requirement;

  @Column({ type: 'date', name: 'awarded_on', nullable: true })
  awardedOn!: string | null;
}
