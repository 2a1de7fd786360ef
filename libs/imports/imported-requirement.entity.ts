import { Requirement } from '#lib/requirements';
import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import type { RequirementValues } from './requirement-csv.row.js';

/** What the row of a buyer's list said when it was last imported: only what it says otherwise since is taken again. */
@Entity('imported_requirements')
export class ImportedRequirement {
  @PrimaryColumn({ type: 'uuid', name: 'requirement_id' })
  requirementId!: string;

  @OneToOne(() => Requirement, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'requirement_id', foreignKeyConstraintName: 'imported_requirements_of_requirement' })
  requirement?: Requirement;

  @Column({ type: 'jsonb', name: 'row_values' })
  values!: Partial<RequirementValues>;
}
