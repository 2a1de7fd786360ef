import { Certificate, Organisation } from '#lib/directory';
import { Person } from '#lib/identity';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { CheckFinding, ClaimBefore } from './claim.types.js';

/** Somebody has checked a claim: what they found, and how the claim stood before, so that it can be undone. */
@Entity('claim_checks')
@Index('claim_checks_organisation', ['organisationId', 'id'])
@Index('claim_checks_certificate', ['certificateId'])
@Index('claim_checks_cluster', ['clusterId'])
@Check('claim_checks_of_one_claim', 'num_nonnulls(certificate_id, capability_code) = 1')
@Check(
  'claim_checks_finding_known',
  `finding IN ('REGISTER_CHECKED', 'CLUSTER_VOUCHED', 'SITE_AUDITED', 'REFUSED')`,
)
export class ClaimCheck {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'claim_checks_of_organisation' })
  organisation?: Organisation;

  @Column({ type: 'uuid', name: 'certificate_id', nullable: true })
  certificateId!: string | null;

  @ManyToOne(() => Certificate, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'certificate_id', foreignKeyConstraintName: 'claim_checks_of_certificate' })
  certificate?: Certificate;

  @Column({ type: 'text', name: 'capability_code', nullable: true })
  capabilityCode!: string | null;

  @Column({ type: 'text' })
  finding!: CheckFinding;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @ManyToOne(() => Person, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'claim_checks_by_person' })
  person?: Person;

  /** The cluster body that vouches. */
  @Column({ type: 'uuid', name: 'cluster_id', nullable: true })
  clusterId!: string | null;

  @ManyToOne(() => Organisation, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'cluster_id', foreignKeyConstraintName: 'claim_checks_by_cluster' })
  cluster?: Organisation;

  @Column({ type: 'jsonb' })
  before!: ClaimBefore[];

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'timestamptz', name: 'undone_at', nullable: true })
  undoneAt!: Date | null;
}
