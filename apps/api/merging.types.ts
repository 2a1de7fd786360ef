import type { IntroductionState } from '#lib/introductions';
import { MERGE_PARTS, type MergePart } from '#lib/merging';
import type { OrganisationRole } from '#lib/platform';
import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { OrganisationRoleEnum } from './enums.js';
import { IntroductionStateEnum } from './introduction.types.js';
import { connectionOf, edgeOf } from './page.types.js';
import { Supplier } from './supplier.types.js';
import { payload, UserErrorType } from './user-error.type.js';

const MergePartEnum = Object.fromEntries(MERGE_PARTS.map((part) => [part, part])) as Record<
  MergePart,
  MergePart
>;
registerEnumType(MergePartEnum, { name: 'MergePart', description: 'What of a record merging is about.' });

@ObjectType({ description: 'Somebody who acts for a supplier.' })
export class MergeMember {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  email!: string;

  @Field(() => OrganisationRoleEnum)
  role!: OrganisationRole;
}

@ObjectType({ description: 'What a supplier has to do with a requirement.' })
export class MergeIntroduction {
  @Field(() => String)
  requirementTitle!: string;

  @Field(() => String)
  buyerName!: string;

  @Field(() => IntroductionStateEnum)
  state!: IntroductionState;
}

@ObjectType({ description: 'One of two records that may be of one supplier, with what hangs on it.' })
export class MergeRecord {
  @Field(() => Supplier)
  supplier!: Supplier;

  @Field(() => Date)
  registeredAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Who registered it by hand; null when a file brought it, or nobody knows any more.',
  })
  registeredBy!: string | null;

  @Field(() => [MergeMember])
  members!: MergeMember[];

  @Field(() => [String])
  clusterBodies!: string[];

  @Field(() => [MergeIntroduction])
  introductions!: MergeIntroduction[];
}

@ObjectType({ description: 'What merging does with one part of the record that goes.' })
export class SupplierMergeStep {
  @Field(() => MergePartEnum)
  part!: MergePart;

  @Field(() => [String], { description: 'What the one that stays has then as well.' })
  moves!: string[];

  @Field(() => [String], { description: 'What both have: it is there once.' })
  joins!: string[];
}

@ObjectType({ description: 'That two suppliers that look alike are two firms, as an officer said.' })
export class SupplierDistinction {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'How one tells them apart; empty where nothing was written.' })
  note!: string;

  @Field(() => String, { nullable: true, description: 'Who said it; null when they have been erased.' })
  by!: string | null;

  @Field(() => Date)
  at!: Date;

  @Field(() => Boolean, {
    description:
      'False when the two have another name, or are in another postal district, than when it was said.',
  })
  stands!: boolean;
}

@ObjectType({ description: 'What merging two records would do, exactly.' })
export class SupplierMergePlan {
  @Field(() => MergeRecord, { description: 'The record that stays.' })
  stays!: MergeRecord;

  @Field(() => MergeRecord, { description: 'The record that goes, and whose address leads to the other.' })
  goes!: MergeRecord;

  @Field(() => [UserErrorType], { description: 'Why it cannot be done; empty when it can.' })
  refusals!: UserErrorType[];

  @Field(() => SupplierDistinction, {
    nullable: true,
    description: 'That officers found them to be two firms.',
  })
  distinction!: SupplierDistinction | null;

  @Field(() => [SupplierMergeStep], { description: 'Parts in which nothing happens are left out.' })
  steps!: SupplierMergeStep[];
}

@ObjectType()
export class SupplierMergePlanEdge extends edgeOf(() => SupplierMergePlan) {}

@ObjectType()
export class SupplierMergePlanConnection extends connectionOf(() => SupplierMergePlanEdge) {}

@ObjectType({ description: 'That a record was merged into this one.' })
export class SupplierMerger {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'The name of the record that went.' })
  name!: string;

  @Field(() => String)
  reason!: string;

  @Field(() => String, { nullable: true, description: 'Who merged them; null when they have been erased.' })
  by!: string | null;

  @Field(() => Date)
  at!: Date;

  @Field(() => Date, { nullable: true })
  undoneAt!: Date | null;
}

@InputType()
export class MergeSuppliersInput {
  @Field(() => ID, { description: 'The record that stays.' })
  staysId!: string;

  @Field(() => ID, { description: 'The record that goes: all that hangs on it moves to the other.' })
  goesId!: string;

  @Field(() => String, { description: 'How you know that the two are one; their people read it.' })
  reason!: string;
}

@ObjectType()
export class MergeSuppliersPayload extends payload() {
  @Field(() => Supplier, { nullable: true, description: 'The record that stayed.' })
  supplier!: Supplier | null;

  @Field(() => ID, { nullable: true, description: 'The merger, to undo it by.' })
  mergerId!: string | null;
}

@InputType()
export class DistinguishSuppliersInput {
  @Field(() => ID)
  oneId!: string;

  @Field(() => ID)
  otherId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'How you tell them apart. It stands in the history of both.',
  })
  note?: string | null;
}

@ObjectType()
export class DistinguishSuppliersPayload extends payload() {
  @Field(() => ID, { nullable: true, description: 'What was said, to take it back by.' })
  distinctionId!: string | null;
}

@ObjectType()
export class UndoSupplierDistinctionPayload extends payload() {
  @Field(() => [Supplier], { nullable: true, description: 'The two that are a pair again.' })
  suppliers!: Supplier[] | null;
}

@ObjectType()
export class UndoSupplierMergerPayload extends payload() {
  @Field(() => [Supplier], {
    nullable: true,
    description: 'The two records: the one that stayed, the one that is back.',
  })
  suppliers!: Supplier[] | null;
}
