import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Organisation } from './organisation.entity.js';

/** An organisation's name in somebody else's list: the natural key by which an import finds it again. */
@Entity('organisation_references')
@Index('organisation_references_organisation', ['organisationId'])
export class OrganisationReference {
  /** The list, e.g. GB-COH or collection:relevance. */
  @PrimaryColumn({ type: 'text' })
  scheme!: string;

  @PrimaryColumn({ type: 'text' })
  identifier!: string;

  @Column({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'organisation_references_of_organisation',
  })
  organisation?: Organisation;
}
