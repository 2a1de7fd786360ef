import type { SectorCode } from '#lib/taxonomy';
import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { Organisation } from './organisation.entity.js';

/** What an organisation is as a buyer. */
@Entity('buyer_profiles')
export class BuyerProfile {
  @PrimaryColumn({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @OneToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'buyer_profiles_of_organisation' })
  organisation?: Organisation;

  @Column({ type: 'text', default: '' })
  description!: string;

  @Column({ type: 'text', array: true, default: [] })
  sectors!: SectorCode[];

  /** An award counts once a second person has approved it. */
  @Column({ type: 'boolean', name: 'two_person_awards', default: false })
  twoPersonAwards!: boolean;
}
