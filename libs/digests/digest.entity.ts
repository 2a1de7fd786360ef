import { ClusterBody } from '#lib/directory';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

/** What a cluster body receives for one ISO week. */
@Entity('digests')
@Index('digests_one_a_week', ['clusterId', 'isoWeek'], { unique: true })
@Check('digests_iso_week_form', `iso_week ~ '^[0-9]{4}-W[0-9]{2}$'`)
export class Digest {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'cluster_id' })
  clusterId!: string;

  @ManyToOne(() => ClusterBody, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'cluster_id', foreignKeyConstraintName: 'digests_of_cluster' })
  cluster?: ClusterBody;

  @Column({ type: 'text', name: 'iso_week' })
  isoWeek!: string;

  @Column({ type: 'text' })
  subject!: string;

  /** The digest's content, as composed. */
  @Column({ type: 'jsonb' })
  content!: unknown;

  @Column({ type: 'text' })
  html!: string;

  @Column({ type: 'text' })
  text!: string;

  @Column({ type: 'timestamptz', name: 'composed_at' })
  composedAt!: Date;
}

/** One piece of news a cluster body has been told, so that it is told once. */
@Entity('digest_items')
@Index('digest_items_digest', ['digestId'])
export class DigestItem {
  @PrimaryColumn({ type: 'uuid', name: 'cluster_id' })
  clusterId!: string;

  /** What kind of news and about what, e.g. `match:<requirement>:<supplier>`. */
  @PrimaryColumn({ type: 'text' })
  key!: string;

  @Column({ type: 'uuid', name: 'digest_id' })
  digestId!: string;

  @ManyToOne(() => Digest, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'digest_id', foreignKeyConstraintName: 'digest_items_of_digest' })
  digest?: Digest;
}
