import { asNumber } from '#lib/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is kept of an award when one of its sides is erased: figures of a month, and nothing that names anybody. */
@Entity('erased_awards')
export class ErasedAward {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** First day of the month of the award. */
  @Column({ type: 'date' })
  month!: string;

  @Column({ type: 'boolean', name: 'cross_regional' })
  crossRegional!: boolean;

  @Column({ type: 'bigint', name: 'value_gbp', transformer: asNumber })
  valueGbp!: number;

  @Column({ type: 'integer', nullable: true })
  jobs!: number | null;
}
