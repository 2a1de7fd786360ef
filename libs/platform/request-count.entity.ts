import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How many requests one caller sent in one minute, counted together by all processes. */
@Entity('request_counts')
@Check('request_counts_some', `requests > 0`)
export class RequestCount {
  /** Of the token or address, as a hash: neither is kept here in clear. */
  @PrimaryColumn({ type: 'text' })
  caller!: string;

  @PrimaryColumn({ type: 'timestamptz' })
  minute!: Date;

  @Column({ type: 'integer' })
  requests!: number;
}
