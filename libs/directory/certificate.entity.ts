import type { EvidenceLevel } from '#lib/taxonomy';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Organisation } from './organisation.entity.js';
import { Site } from './site.entity.js';

/** A certificate, approval or registration as held. Whether it counts is always asked at a date. */
@Entity('certificates')
@Index('certificates_organisation', ['organisationId'])
@Index('certificates_scheme', ['scheme'])
@Check('certificates_dates_in_order', 'valid_from <= valid_to')
@Check(
  'certificates_evidence_known',
  `evidence IN ('SELF_DECLARED', 'DOCUMENT', 'REGISTER_CHECKED', 'CLUSTER_VOUCHED', 'SITE_AUDITED')`,
)
export class Certificate {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'certificates_of_organisation' })
  organisation?: Organisation;

  /** Scheme code; a name we could not read stands in `stated` and here as UNKNOWN. */
  @Column({ type: 'text' })
  scheme!: string;

  /** The name as the holder wrote it. */
  @Column({ type: 'text' })
  stated!: string;

  @Column({ type: 'text', nullable: true })
  edition!: string | null;

  @Column({ type: 'text', nullable: true })
  level!: string | null;

  @Column({ type: 'text', nullable: true })
  commodity!: string | null;

  @Column({ type: 'text', nullable: true })
  scope!: string | null;

  /** The site it covers; empty means all of them. */
  @Column({ type: 'uuid', name: 'site_id', nullable: true })
  siteId!: string | null;

  @ManyToOne(() => Site, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'site_id', foreignKeyConstraintName: 'certificates_of_site' })
  site?: Site;

  @Column({ type: 'text', nullable: true })
  issuer!: string | null;

  @Column({ type: 'text', nullable: true })
  number!: string | null;

  @Column({ type: 'date', name: 'valid_from', nullable: true })
  validFrom!: string | null;

  /** Empty means unknown, and stays so: it is never filled in. */
  @Column({ type: 'date', name: 'valid_to', nullable: true })
  validTo!: string | null;

  @Column({ type: 'text', default: 'SELF_DECLARED' })
  evidence!: EvidenceLevel;

  @Column({ type: 'date', name: 'checked_on', nullable: true })
  checkedOn!: string | null;

  /** An officer looked and could not confirm it: until it is put right, it is for its holder alone and counts for nothing. */
  @Column({ type: 'date', name: 'refused_on', nullable: true })
  refusedOn!: string | null;
}
