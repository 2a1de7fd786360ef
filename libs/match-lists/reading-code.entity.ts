import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The code by which the words of profiles and requirements were read last: one row. */
@Entity('reading_code')
@Check('reading_code_one_row', 'id = 1')
export class ReadingCode {
  @PrimaryColumn({ type: 'smallint', default: 1, primaryKeyConstraintName: 'reading_code_key' })
  id!: number;

  /** See engineCode. */
  @Column({ type: 'text' })
  code!: string;

  @Column({ type: 'timestamptz' })
  since!: Date;
}
