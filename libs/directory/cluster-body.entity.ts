import type { Region } from '#lib/taxonomy';
import type { SectorCode } from '#lib/taxonomy';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';
import { Organisation } from './organisation.entity.js';

/** An organisation that speaks for a cluster and receives its weekly digest. */
@Entity('cluster_bodies')
@Check('cluster_bodies_region_known', `region IN ('EAST_MIDLANDS', 'WEST_MIDLANDS', 'OTHER')`)
export class ClusterBody {
  @PrimaryColumn({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @OneToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'cluster_bodies_of_organisation' })
  organisation?: Organisation;

  @Column({ type: 'text', default: '' })
  description!: string;

  @Column({ type: 'text', array: true, default: [] })
  sectors!: SectorCode[];

  /** Empty when it works across both regions. */
  @Column({ type: 'text', nullable: true })
  region!: Region | null;

  /** Where its digest goes. */
  @Column({ type: 'text', array: true, name: 'digest_addresses', default: [] })
  digestAddresses!: string[];
}

/** An organisation that belongs to a cluster body. */
@Entity('cluster_memberships')
@Index('cluster_memberships_member', ['memberId'])
export class ClusterMembership {
  @PrimaryColumn({ type: 'uuid', name: 'cluster_id' })
  clusterId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'member_id' })
  memberId!: string;

  @ManyToOne(() => ClusterBody, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'cluster_id', foreignKeyConstraintName: 'cluster_memberships_of_cluster' })
  cluster?: ClusterBody;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'member_id', foreignKeyConstraintName: 'cluster_memberships_of_member' })
  member?: Organisation;

  @Column({ type: 'date' })
  since!: string;
}
