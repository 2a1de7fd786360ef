import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One change, written by the transaction that made it. */
@Entity('change_log')
@Index('change_log_commit_order', ['xid', 'seq'])
export class ChangeLogEntry {
  @PrimaryColumn({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' } as never)
  seq!: string;

  /** The writing transaction: with `seq` it gives an order in which no reader can skip an entry. */
  @Column({ type: 'bigint' })
  xid!: string;

  @Column({ type: 'text' })
  topic!: string;

  @Column({ type: 'jsonb' })
  payload!: unknown;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at!: Date;
}

/** How far a durable consumer of the change log has read. */
@Entity('change_log_cursors')
export class ChangeLogCursor {
  @PrimaryColumn({ type: 'text' })
  consumer!: string;

  @Column({ type: 'bigint', default: '0' })
  xid!: string;

  @Column({ type: 'bigint', default: '0' })
  seq!: string;
}
