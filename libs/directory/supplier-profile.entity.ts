import { asNumber } from '#lib/platform';
import type { CapabilityRole } from '#lib/matching';
import type { SectorCode } from '#lib/taxonomy';
import { Check, Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { Organisation } from './organisation.entity.js';

/** What a supplier may publish or keep to itself. Only the size band is public until it says so. */
export const PUBLISHABLE_FIELDS = ['TURNOVER', 'EMPLOYEES', 'SIZE_BAND', 'CONTACTS'] as const;
export type PublishableField = (typeof PUBLISHABLE_FIELDS)[number];

/** What an organisation offers as a supplier. */
@Entity('supplier_profiles')
@Index('supplier_profiles_no', ['no'], { unique: true })
@Check('supplier_profiles_employees', 'employees >= 0')
@Check('supplier_profiles_turnover', 'annual_turnover_gbp >= 0')
@Check('supplier_profiles_batch', 'batch_min >= 1 AND batch_max >= 1 AND batch_min <= batch_max')
@Check('supplier_profiles_lead_time', 'lead_time_days BETWEEN 0 AND 3650')
@Check('supplier_profiles_published', `published <@ ARRAY['TURNOVER', 'EMPLOYEES', 'SIZE_BAND', 'CONTACTS']`)
@Check('supplier_profiles_completeness', 'completeness BETWEEN 0 AND 100')
export class SupplierProfile {
  @PrimaryColumn({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @OneToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'supplier_profiles_of_organisation' })
  organisation?: Organisation;

  /** The engine's id of the supplier: small, stable, never used twice. */
  @Column({ type: 'integer', generated: 'identity', generatedIdentity: 'BY DEFAULT' } as never)
  no!: number;

  @Column({ type: 'text', default: '' })
  summary!: string;

  /** Capabilities in the supplier's own words, in the order given. */
  @Column({ type: 'text', array: true, default: [] })
  phrases!: string[];

  /** Sectors the supplier sells to: declared or evidenced, never derived from SIC codes. */
  @Column({ type: 'text', array: true, name: 'markets_served', default: [] })
  marketsServed!: SectorCode[];

  /** What the supplier is where it is not a maker: stockist, trainer, test house … */
  @Column({ type: 'text', array: true, default: [] })
  roles!: CapabilityRole[];

  @Column({ type: 'integer', nullable: true })
  employees!: number | null;

  @Column({ type: 'bigint', name: 'annual_turnover_gbp', nullable: true, transformer: asNumber })
  annualTurnoverGbp!: number | null;

  @Column({ type: 'integer', name: 'batch_min', nullable: true })
  batchMin!: number | null;

  @Column({ type: 'integer', name: 'batch_max', nullable: true })
  batchMax!: number | null;

  @Column({ type: 'integer', name: 'lead_time_days', nullable: true })
  leadTimeDays!: number | null;

  /** What it keeps to itself unless it says otherwise, and lets everybody see. */
  @Column({ type: 'text', array: true, default: ['SIZE_BAND'] })
  published!: PublishableField[];

  /** Share of invitations answered, 0 to 1; null until one was due. */
  @Column({ type: 'real', name: 'reply_rate', nullable: true })
  replyRate!: number | null;

  @Column({ type: 'boolean', name: 'accepting_work', default: true })
  acceptingWork!: boolean;

  @Column({ type: 'timestamptz', name: 'verified_at', nullable: true })
  verifiedAt!: Date | null;

  /** Share of the profile that is filled in, per cent. */
  @Column({ type: 'smallint', default: 0 })
  completeness!: number;

  /** Of the draft this was last written from: an import writes nothing when its row gives the same. */
  @Column({ type: 'text', name: 'content_hash', nullable: true })
  contentHash!: string | null;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
