import { Organisation, type Origin } from '#lib/directory';
import type { Region } from '#lib/taxonomy';
import { asNumber } from '#lib/platform';
import type { SectorCode } from '#lib/taxonomy';
import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryColumn,
  VersionColumn,
} from 'typeorm';

export type RequirementState = 'DRAFT' | 'OPEN' | 'SHORTLISTING' | 'AWARDED' | 'CLOSED' | 'WITHDRAWN';
/** SECTOR_ONLY: everybody learns its sectors and capabilities, and the rest when invited. */
export type RequirementVisibility = 'OPEN' | 'SECTOR_ONLY' | 'INVITED_ONLY';

/** What a buyer needs. */
@Entity('requirements')
@Index('requirements_no', ['no'], { unique: true })
@Index('requirements_buyer', ['buyerId'])
@Index('requirements_state', ['state', 'publishedAt'])
@Index('requirements_source', ['sourceScheme', 'sourceIdentifier'], { unique: true })
@Check('requirements_title_given', `length(btrim(title)) BETWEEN 1 AND 300`)
@Check(
  'requirements_state_known',
  `state IN ('DRAFT', 'OPEN', 'SHORTLISTING', 'AWARDED', 'CLOSED', 'WITHDRAWN')`,
)
@Check('requirements_visibility_known', `visibility IN ('OPEN', 'SECTOR_ONLY', 'INVITED_ONLY')`)
@Check('requirements_value', 'value_gbp >= 0')
@Check('requirements_quantity', 'quantity_per_year >= 1 AND quantity_batch >= 1')
@Check('requirements_drive', 'max_drive_minutes BETWEEN 1 AND 600')
@Check('requirements_place_whole', '(lat IS NULL) = (lon IS NULL) AND (lat IS NULL) = (region IS NULL)')
@Check('requirements_reach_needs_place', 'max_drive_minutes IS NULL OR lat IS NOT NULL')
@Check('requirements_published_when_open', `state = 'DRAFT' OR published_at IS NOT NULL`)
@Check('requirements_reply_days', 'reply_days BETWEEN 1 AND 60')
@Check('requirements_source_whole', '(source_scheme IS NULL) = (source_identifier IS NULL)')
export class Requirement {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** The engine's id of the requirement. */
  @Column({ type: 'integer', generated: 'identity', generatedIdentity: 'BY DEFAULT' } as never)
  no!: number;

  @Column({ type: 'uuid', name: 'buyer_id' })
  buyerId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'buyer_id', foreignKeyConstraintName: 'requirements_of_buyer' })
  buyer?: Organisation;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text', default: '' })
  description!: string;

  @Column({ type: 'text', default: 'DRAFT' })
  state!: RequirementState;

  @Column({ type: 'text', default: 'OPEN' })
  visibility!: RequirementVisibility;

  @Column({ type: 'text', array: true, default: [] })
  sectors!: SectorCode[];

  @Column({ type: 'text', array: true, name: 'cpv_codes', default: [] })
  cpvCodes!: string[];

  /** Value of a year's work, whole pounds. */
  @Column({ type: 'bigint', name: 'value_gbp', nullable: true, transformer: asNumber })
  valueGbp!: number | null;

  @Column({ type: 'integer', name: 'quantity_per_year', nullable: true })
  quantityPerYear!: number | null;

  @Column({ type: 'integer', name: 'quantity_batch', nullable: true })
  quantityBatch!: number | null;

  @Column({ type: 'integer', name: 'lead_time_days', nullable: true })
  leadTimeDays!: number | null;

  /** Place of delivery. */
  @Column({ type: 'text', nullable: true })
  postcode!: string | null;

  @Column({ type: 'double precision', nullable: true })
  lat!: number | null;

  @Column({ type: 'double precision', nullable: true })
  lon!: number | null;

  @Column({ type: 'text', nullable: true })
  region!: Region | null;

  @Column({ type: 'integer', name: 'max_drive_minutes', nullable: true })
  maxDriveMinutes!: number | null;

  /** Only suppliers of these regions, when given. */
  @Column({ type: 'text', array: true, nullable: true })
  regions!: Region[] | null;

  /** Day on which certificates must be valid; today when empty. */
  @Column({ type: 'date', name: 'first_delivery_on', nullable: true })
  firstDeliveryOn!: string | null;

  @Column({ type: 'date', name: 'closes_on', nullable: true })
  closesOn!: string | null;

  /** Working days within which invitations and expressions of interest should be answered. */
  @Column({ type: 'smallint', name: 'reply_days', default: 10 })
  replyDays!: number;

  /** The buyer's own weights by criterion, where they differ from the default. */
  @Column({ type: 'jsonb', nullable: true })
  weights!: Record<string, number> | null;

  @Column({ type: 'text' })
  origin!: Origin;

  /** Natural key of an imported requirement. */
  @Column({ type: 'text', name: 'source_scheme', nullable: true })
  sourceScheme!: string | null;

  @Column({ type: 'text', name: 'source_identifier', nullable: true })
  sourceIdentifier!: string | null;

  /** Of the draft this was last written from: an import writes nothing when its row gives the same. */
  @Column({ type: 'text', name: 'content_hash', nullable: true })
  contentHash!: string | null;

  /** What came of it, in the buyer's words, when it was closed. */
  @Column({ type: 'text', nullable: true })
  outcome!: string | null;

  @Column({ type: 'timestamptz', name: 'published_at', nullable: true })
  publishedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;

  @VersionColumn({ default: 1 })
  version!: number;

  @OneToMany(() => RequirementNeed, (need) => need.requirement)
  needs?: RequirementNeed[];

  @OneToMany(() => RequirementCertification, (certification) => certification.requirement)
  certifications?: RequirementCertification[];
}

/** One thing the buyer needs: the buyer's words, and the capabilities read in them. */
@Entity('requirement_needs')
@Check('requirement_needs_importance_known', `importance IN ('must', 'should')`)
@Check('requirement_needs_phrase_given', `length(btrim(phrase)) BETWEEN 1 AND 500`)
export class RequirementNeed {
  @PrimaryColumn({ type: 'uuid', name: 'requirement_id' })
  requirementId!: string;

  @PrimaryColumn({ type: 'smallint' })
  position!: number;

  @ManyToOne(() => Requirement, (requirement) => requirement.needs, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'requirement_id', foreignKeyConstraintName: 'requirement_needs_of_requirement' })
  requirement?: Requirement;

  @Column({ type: 'text' })
  phrase!: string;

  /** Capability codes: picked by the buyer, or read in the phrase. */
  @Column({ type: 'text', array: true, default: [] })
  codes!: string[];

  /** The buyer picked the codes: no later reading of the phrase changes them. */
  @Column({ type: 'boolean', default: false })
  picked!: boolean;

  @Column({ type: 'text' })
  importance!: 'must' | 'should';
}

/** A certificate the buyer asks for. */
@Entity('requirement_certifications')
@Check('requirement_certifications_importance_known', `importance IN ('required', 'desired')`)
export class RequirementCertification {
  @PrimaryColumn({ type: 'uuid', name: 'requirement_id' })
  requirementId!: string;

  @PrimaryColumn({ type: 'smallint' })
  position!: number;

  @ManyToOne(() => Requirement, (requirement) => requirement.certifications, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'requirement_id',
    foreignKeyConstraintName: 'requirement_certifications_of_requirement',
  })
  requirement?: Requirement;

  @Column({ type: 'text' })
  scheme!: string;

  @Column({ type: 'text' })
  stated!: string;

  @Column({ type: 'text', nullable: true })
  edition!: string | null;

  @Column({ type: 'text', nullable: true })
  level!: string | null;

  @Column({ type: 'text', nullable: true })
  commodity!: string | null;

  @Column({ type: 'text' })
  importance!: 'required' | 'desired';
}
