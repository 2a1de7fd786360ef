import { Organisation } from '#lib/directory';
import { Person } from '#lib/identity';
import type { SearchFilter } from '#lib/matching';
import { Requirement } from '#lib/requirements';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

/** A search that goes on looking: its organisation is told of suppliers that are new to it. */
@Entity('saved_searches')
@Index('saved_searches_organisation', ['organisationId'])
@Check('saved_searches_named', `length(btrim(name)) BETWEEN 1 AND 100`)
export class SavedSearch {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'saved_searches_of_organisation' })
  organisation?: Organisation;

  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @ManyToOne(() => Person, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'saved_searches_by_person' })
  person?: Person;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  query!: string;

  @Column({ type: 'jsonb', default: {} })
  filter!: SearchFilter;

  /** Parts of the query that were taken out of it. */
  @Column({ type: 'text', array: true, default: [] })
  without!: string[];

  /** Engine numbers of the suppliers it has found before. */
  @Column({ type: 'integer', array: true, default: [] })
  seen!: number[];

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}

/** A supplier has been told of a requirement it fits: once is enough. */
@Entity('opportunity_alerts')
@Index('opportunity_alerts_requirement', ['requirementId'])
export class OpportunityAlert {
  @PrimaryColumn({ type: 'uuid', name: 'supplier_id' })
  supplierId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'supplier_id', foreignKeyConstraintName: 'opportunity_alerts_of_supplier' })
  supplier?: Organisation;

  @PrimaryColumn({ type: 'uuid', name: 'requirement_id' })
  requirementId!: string;

  @ManyToOne(() => Requirement, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'requirement_id', foreignKeyConstraintName: 'opportunity_alerts_of_requirement' })
  requirement?: Requirement;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at!: Date;
}

/** A supplier has been told of the one step that keeps it from a requirement. */
@Entity('unlock_alerts')
@Index('unlock_alerts_requirement', ['requirementId'])
export class UnlockAlert {
  @PrimaryColumn({ type: 'uuid', name: 'supplier_id' })
  supplierId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'supplier_id', foreignKeyConstraintName: 'unlock_alerts_of_supplier' })
  supplier?: Organisation;

  @PrimaryColumn({ type: 'uuid', name: 'requirement_id' })
  requirementId!: string;

  @ManyToOne(() => Requirement, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'requirement_id', foreignKeyConstraintName: 'unlock_alerts_of_requirement' })
  requirement?: Requirement;

  /** Blockers with the same step are taken away together. */
  @PrimaryColumn({ type: 'text' })
  step!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at!: Date;
}

/** A buyer has been told of a supplier that newly fits a requirement of theirs. */
@Entity('candidate_alerts')
@Index('candidate_alerts_supplier', ['supplierId'])
export class CandidateAlert {
  @PrimaryColumn({ type: 'uuid', name: 'requirement_id' })
  requirementId!: string;

  @ManyToOne(() => Requirement, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'requirement_id', foreignKeyConstraintName: 'candidate_alerts_of_requirement' })
  requirement?: Requirement;

  @PrimaryColumn({ type: 'uuid', name: 'supplier_id' })
  supplierId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'supplier_id', foreignKeyConstraintName: 'candidate_alerts_of_supplier' })
  supplier?: Organisation;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at!: Date;
}
