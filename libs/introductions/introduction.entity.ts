import { Organisation } from '#lib/directory';
import { asNumber } from '#lib/platform';
import { Requirement } from '#lib/requirements';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type {
  IntroductionAction,
  IntroductionSide,
  IntroductionState,
  ReasonCode,
} from './introduction.rules.js';
import type { Standing } from './introduction.types.js';

const states = `'SUGGESTED', 'INTERESTED', 'INVITED', 'SHORTLISTED', 'AWARDED', 'DECLINED', 'WITHDRAWN', 'LAPSED'`;

/** A match as people work it: one supplier, one requirement. */
@Entity('introductions')
@Index('introductions_pair', ['requirementId', 'supplierId'], { unique: true })
@Index('introductions_supplier', ['supplierId'])
@Index('introductions_due', ['dueOn'], { where: 'due_on IS NOT NULL' })
@Check('introductions_state_known', `state IN (${states})`)
@Check(
  'introductions_award_known',
  `state <> 'AWARDED' OR (award_value_gbp IS NOT NULL AND awarded_on IS NOT NULL)`,
)
@Check('introductions_award_positive', 'award_value_gbp >= 0 AND award_jobs >= 0')
@Check('introductions_due_while_awaited', `due_on IS NULL OR state IN ('INTERESTED', 'INVITED')`)
export class Introduction {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'requirement_id' })
  requirementId!: string;

  @ManyToOne(() => Requirement, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'requirement_id', foreignKeyConstraintName: 'introductions_of_requirement' })
  requirement?: Requirement;

  @Column({ type: 'uuid', name: 'supplier_id' })
  supplierId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'supplier_id', foreignKeyConstraintName: 'introductions_of_supplier' })
  supplier?: Organisation;

  @Column({ type: 'text' })
  state!: IntroductionState;

  @Column({ type: 'text', name: 'reason_code', nullable: true })
  reasonCode!: ReasonCode | null;

  /** Free text beside the reason. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** Day by which the side whose turn it is should answer. */
  @Column({ type: 'date', name: 'due_on', nullable: true })
  dueOn!: string | null;

  @Column({ type: 'timestamptz', name: 'invited_at', nullable: true })
  invitedAt!: Date | null;

  /** The supplier's answer to the invitation. */
  @Column({ type: 'timestamptz', name: 'supplier_replied_at', nullable: true })
  supplierRepliedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'interested_at', nullable: true })
  interestedAt!: Date | null;

  /** The buyer's answer to the expression of interest. */
  @Column({ type: 'timestamptz', name: 'buyer_replied_at', nullable: true })
  buyerRepliedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'supplier_agreed_at', nullable: true })
  supplierAgreedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'buyer_agreed_at', nullable: true })
  buyerAgreedAt!: Date | null;

  @Column({ type: 'boolean', name: 'cross_regional' })
  crossRegional!: boolean;

  @Column({ type: 'bigint', name: 'award_value_gbp', nullable: true, transformer: asNumber })
  awardValueGbp!: number | null;

  @Column({ type: 'integer', name: 'award_jobs', nullable: true })
  awardJobs!: number | null;

  @Column({ type: 'date', name: 'awarded_on', nullable: true })
  awardedOn!: string | null;

  @Column({ type: 'date', name: 'award_starts_on', nullable: true })
  awardStartsOn!: string | null;

  /** Who recorded the award; until somebody else approves it, when the buyer wants two people. */
  @Column({ type: 'uuid', name: 'award_proposed_by', nullable: true })
  awardProposedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'award_proposed_at', nullable: true })
  awardProposedAt!: Date | null;

  /** The requirement goes on looking for suppliers once the award counts. */
  @Column({ type: 'boolean', name: 'award_keeps_open', default: false })
  awardKeepsOpen!: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}

/** One step of an introduction: who moved it, when, why. */
@Entity('introduction_events')
@Index('introduction_events_introduction', ['introductionId', 'at'])
@Check('introduction_events_state_known', `state IN (${states})`)
export class IntroductionEvent {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'introduction_id' })
  introductionId!: string;

  @ManyToOne(() => Introduction, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'introduction_id', foreignKeyConstraintName: 'introduction_events_of_introduction' })
  introduction?: Introduction;

  @Column({ type: 'text' })
  state!: IntroductionState;

  @Column({ type: 'text' })
  action!: IntroductionAction;

  @Column({ type: 'text' })
  side!: IntroductionSide;

  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column({ type: 'text', name: 'reason_code', nullable: true })
  reasonCode!: ReasonCode | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** How the supplier stood when the buyer decided; null for other steps. */
  @Column({ type: 'jsonb', nullable: true })
  standing!: Standing | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at!: Date;
}

/** What the two sides write to each other inside an introduction. */
@Entity('introduction_messages')
@Index('introduction_messages_introduction', ['introductionId', 'id'])
@Check('introduction_messages_side_known', `side IN ('SUPPLIER', 'BUYER')`)
@Check('introduction_messages_body_given', `length(btrim(body)) BETWEEN 1 AND 5000`)
export class IntroductionMessage {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'introduction_id' })
  introductionId!: string;

  @ManyToOne(() => Introduction, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'introduction_id', foreignKeyConstraintName: 'introduction_messages_of_introduction' })
  introduction?: Introduction;

  @Column({ type: 'text' })
  side!: 'SUPPLIER' | 'BUYER';

  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column({ type: 'text' })
  body!: string;

  @Column({ type: 'timestamptz', name: 'sent_at', default: () => 'now()' })
  sentAt!: Date;
}
