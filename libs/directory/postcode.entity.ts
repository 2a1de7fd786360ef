import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The bulk postcode table, when it has been loaded: exact places. */
@Entity('postcodes')
export class Postcode {
  /** Without its space, upper case. */
  @PrimaryColumn({ type: 'text' })
  code!: string;

  @Column({ type: 'real' })
  lat!: number;

  @Column({ type: 'real' })
  lon!: number;

  @Column({ type: 'text', name: 'district_code' })
  districtCode!: string;
}
