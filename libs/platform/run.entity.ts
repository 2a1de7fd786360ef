import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type RunKind = 'MATCH' | 'IMPORT' | 'DIGEST';
export type RunState = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED';

/** A piece of long work whose progress people can watch, across processes and restarts. */
@Entity('runs')
@Index('runs_kind_started', ['kind', 'createdAt'])
@Check('runs_state_known', `state IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')`)
@Check('runs_done_within_total', 'done >= 0 AND (total IS NULL OR done <= total)')
export class Run {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  kind!: RunKind;

  /** What is worked on, for people: a file name, "all requirements". */
  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'text', default: 'QUEUED' })
  state!: RunState;

  /** Units of work; unknown until counted. */
  @Column({ type: 'integer', nullable: true })
  total!: number | null;

  @Column({ type: 'integer', default: 0 })
  done!: number;

  /** Report of the finished work (counts, errors by row); its shape belongs to the kind. */
  @Column({ type: 'jsonb', nullable: true })
  report!: unknown;

  @Column({ type: 'uuid', name: 'requested_by', nullable: true })
  requestedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
