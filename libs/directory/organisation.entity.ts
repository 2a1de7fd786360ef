import { Check, Column, Entity, Index, PrimaryColumn, VersionColumn } from 'typeorm';

/** Where a record came from. */
export type Origin = 'REGISTERED' | 'COMPANIES_HOUSE' | 'SUPPLIER_CSV' | 'COLLECTION' | 'OCDS' | 'SAMPLE';

/** A business or body: a supplier, a buyer, both, a cluster body, or an authority. */
@Entity('organisations')
@Index('organisations_company_number', ['companyNumber'], { unique: true })
@Index('organisations_name_key', ['nameKey'])
@Check('organisations_name_given', `length(btrim(name)) BETWEEN 1 AND 300`)
@Check('organisations_company_number_form', `company_number ~ '^[A-Z0-9]{8}$'`)
@Check('organisations_sic_codes_few', `cardinality(sic_codes) <= 8`)
export class Organisation {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  /** The name as duplicates are found by: lower case, letters and digits, without its legal form. */
  @Column({ type: 'text', name: 'name_key' })
  nameKey!: string;

  @Column({ type: 'text', name: 'company_number', nullable: true })
  companyNumber!: string | null;

  @Column({ type: 'text', nullable: true })
  website!: string | null;

  @Column({ type: 'boolean', default: false })
  supplier!: boolean;

  @Column({ type: 'boolean', default: false })
  buyer!: boolean;

  @Column({ type: 'boolean', name: 'cluster_body', default: false })
  clusterBody!: boolean;

  @Column({ type: 'boolean', default: false })
  authority!: boolean;

  /** Five-digit SIC 2007: what the firm told the register, a hint and no more. */
  @Column({ type: 'text', array: true, name: 'sic_codes', default: [] })
  sicCodes!: string[];

  @Column({ type: 'text' })
  origin!: Origin;

  /** Somebody of the organisation looks after this record. */
  @Column({ type: 'boolean', default: false })
  claimed!: boolean;

  /** Invented for demonstration or measurement; shown as such wherever it appears. */
  @Column({ type: 'boolean', default: false })
  fictional!: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;

  @VersionColumn({ default: 1 })
  version!: number;
}
