import type { CapabilityLimits, CapabilityRole } from '#lib/matching';
import type { EvidenceLevel } from '#lib/taxonomy';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { SupplierProfile } from './supplier-profile.entity.js';

/** How a capability came to stand in a profile: picked from the tree, read in a stated phrase, or read in prose. */
export type CapabilitySource = 'DECLARED' | 'PHRASE' | 'PROSE';

/** A node of the capability tree that a supplier has, and what vouches for it. */
@Entity('supplier_capabilities')
@Index('supplier_capabilities_code', ['code'])
@Check('supplier_capabilities_weight', 'weight > 0 AND weight <= 1')
@Check(
  'supplier_capabilities_evidence_known',
  `evidence IN ('SELF_DECLARED', 'DOCUMENT', 'REGISTER_CHECKED', 'CLUSTER_VOUCHED', 'SITE_AUDITED')`,
)
@Check('supplier_capabilities_source_known', `source IN ('DECLARED', 'PHRASE', 'PROSE')`)
export class SupplierCapability {
  @PrimaryColumn({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @PrimaryColumn({ type: 'text' })
  code!: string;

  /** In which part the supplier stands to it: most do it themselves, a stockist sells it, a test house tests it. */
  @PrimaryColumn({ type: 'text', default: 'performs' })
  role!: CapabilityRole;

  @ManyToOne(() => SupplierProfile, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'supplier_capabilities_of_supplier' })
  supplier?: SupplierProfile;

  @Column({ type: 'text' })
  source!: CapabilitySource;

  /** How surely the supplier means this node, 0 to 1. */
  @Column({ type: 'real', default: 1 })
  weight!: number;

  @Column({ type: 'text', default: 'SELF_DECLARED' })
  evidence!: EvidenceLevel;

  @Column({ type: 'date', name: 'evidence_on', nullable: true })
  evidenceOn!: string | null;

  /** As of a certificate: it could not be confirmed. */
  @Column({ type: 'date', name: 'refused_on', nullable: true })
  refusedOn!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  limits!: CapabilityLimits | null;
}
