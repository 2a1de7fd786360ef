import type { CombinedAuthority, Region } from '#lib/taxonomy';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Organisation } from './organisation.entity.js';

/** A place an organisation works from. */
@Entity('sites')
@Index('sites_organisation', ['organisationId'])
@Index('sites_one_primary', ['organisationId'], { unique: true, where: 'is_primary' })
@Index('sites_district', ['districtCode'])
@Check('sites_region_known', `region IN ('EAST_MIDLANDS', 'WEST_MIDLANDS', 'OTHER')`)
@Check('sites_combined_authority_known', `combined_authority IN ('EMCCA', 'WMCA')`)
@Check('sites_on_earth', `lat BETWEEN 49 AND 61 AND lon BETWEEN -9 AND 3`)
export class Site {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'sites_of_organisation' })
  organisation?: Organisation;

  @Column({ type: 'boolean', name: 'is_primary', default: true })
  isPrimary!: boolean;

  /** Canonical form with its space; an outcode alone where no more is known. */
  @Column({ type: 'text' })
  postcode!: string;

  @Column({ type: 'text', nullable: true })
  address!: string | null;

  @Column({ type: 'double precision' })
  lat!: number;

  @Column({ type: 'double precision' })
  lon!: number;

  /** How the coordinates were found: by whole postcode, outcode or town. */
  @Column({ type: 'text' })
  precision!: string;

  @Column({ type: 'text', name: 'district_code' })
  districtCode!: string;

  @Column({ type: 'text' })
  region!: Region;

  @Column({ type: 'text', name: 'combined_authority', nullable: true })
  combinedAuthority!: CombinedAuthority | null;

  /** Zones the site lies in, derived from where it is. */
  @Column({ type: 'text', array: true, default: [] })
  zones!: string[];

  /** Zones the organisation says it belongs to. */
  @Column({ type: 'text', array: true, name: 'affiliated_zones', default: [] })
  affiliatedZones!: string[];
}
