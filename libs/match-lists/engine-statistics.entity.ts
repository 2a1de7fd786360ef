import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * What is common and what is rare among suppliers, as the engine counts it. Kept, so that every process scores alike;
 * counted anew when the whole economy changes.
 */
@Entity('engine_statistics')
export class EngineStatistics {
  /** Position in the change log of the change to everything that they were counted after; 0 before the first. */
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'engine_statistics_key' })
  xid!: string;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'engine_statistics_key' })
  seq!: string;

  @PrimaryColumn({
    type: 'text',
    name: 'engine_version',
    primaryKeyConstraintName: 'engine_statistics_key',
  })
  engineVersion!: string;

  @Column({ type: 'jsonb' })
  content!: StoredStatistics;

  @Column({ type: 'timestamptz', name: 'counted_at' })
  countedAt!: Date;
}

/** CorpusStatistics with its maps as plain objects. */
export interface StoredStatistics {
  documents: number;
  termCounts: Record<string, number>;
  codeCounts: Record<string, number>;
  averageLengths: number[];
}
