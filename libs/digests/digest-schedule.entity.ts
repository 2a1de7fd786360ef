import { ClusterBody } from '#lib/directory';
import type { SectorCode } from '#lib/taxonomy';
import { Check, Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';

export const DIGEST_FREQUENCIES = ['WEEKLY', 'FORTNIGHTLY', 'MONTHLY', 'NEVER'] as const;
export type DigestFrequency = (typeof DIGEST_FREQUENCIES)[number];

/** When a cluster body wants its digest, and what in it. One without a row gets all of it on Mondays at seven. */
@Entity('digest_schedules')
@Check('digest_schedules_day', 'weekday BETWEEN 1 AND 7 AND hour BETWEEN 0 AND 23')
@Check('digest_schedules_score', 'least_score BETWEEN 0 AND 100')
@Check('digest_schedules_frequency_known', `frequency IN ('WEEKLY', 'FORTNIGHTLY', 'MONTHLY', 'NEVER')`)
export class DigestSchedule {
  @PrimaryColumn({ type: 'uuid', name: 'cluster_id' })
  clusterId!: string;

  @OneToOne(() => ClusterBody, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'cluster_id', foreignKeyConstraintName: 'digest_schedules_of_cluster' })
  cluster?: ClusterBody;

  /** 1 is Monday. */
  @Column({ type: 'smallint', default: 1 })
  weekday!: number;

  /** Hour of the day, by British clocks. */
  @Column({ type: 'smallint', default: 7 })
  hour!: number;

  @Column({ type: 'text', default: 'WEEKLY' })
  frequency!: DigestFrequency;

  /** When day, hour and frequency were chosen: no digest was missed that had been due by then. Null when nobody knows. */
  @Column({ type: 'timestamptz', name: 'chosen_at', nullable: true })
  chosenAt!: Date | null;

  /** Only requirements of these sectors; all when empty. */
  @Column({ type: 'text', array: true, default: [] })
  sectors!: SectorCode[];

  /** Matches below this score, in hundredths, are not news. */
  @Column({ type: 'smallint', name: 'least_score', default: 0 })
  leastScore!: number;

  /** No news brings one line instead of nothing. */
  @Column({ type: 'boolean', name: 'tell_when_quiet', default: false })
  tellWhenQuiet!: boolean;
}

/** How far a recipient has been told of what happened: events before this were looked at for some digest. */
@Entity('digest_cursors')
export class DigestCursor {
  @PrimaryColumn({ type: 'uuid', name: 'cluster_id' })
  clusterId!: string;

  @OneToOne(() => ClusterBody, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'cluster_id', foreignKeyConstraintName: 'digest_cursors_of_cluster' })
  cluster?: ClusterBody;

  @Column({ type: 'timestamptz', name: 'told_until' })
  toldUntil!: Date;
}

/** What a reader said of one item: it moves its like up or down in later digests. */
@Entity('digest_feedback')
export class DigestFeedback {
  @PrimaryColumn({ type: 'uuid', name: 'cluster_id' })
  clusterId!: string;

  @ManyToOne(() => ClusterBody, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'cluster_id', foreignKeyConstraintName: 'digest_feedback_of_cluster' })
  cluster?: ClusterBody;

  /** What the item is an example of, e.g. `step:CERTIFICATE_MISSING:AS9100` or `buyer:<organisation>`. */
  @PrimaryColumn({ type: 'text' })
  facet!: string;

  @PrimaryColumn({ type: 'text', name: 'iso_week' })
  isoWeek!: string;

  @Column({ type: 'boolean' })
  useful!: boolean;

  @Column({ type: 'timestamptz' })
  at!: Date;
}
