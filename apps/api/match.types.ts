import type { BlockerCode, CriterionName, NeedLevel } from '#lib/matching';
import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { BlockerCodeEnum, CriterionNameEnum, ImportanceEnum, NeedLevelEnum } from './enums.js';
import { connectionOf, edgeOf } from './page.types.js';
import { Requirement } from './requirement.types.js';
import { Supplier } from './supplier.types.js';

@ObjectType({ description: 'One criterion of a score. Contributions add up to the score.' })
export class Criterion {
  @Field(() => CriterionNameEnum)
  name!: CriterionName;

  @Field(() => Float, { description: '0 to 1; the weights of a match add up to 1.' })
  weight!: number;

  @Field(() => Float, { description: '0 to 1.' })
  value!: number;

  @Field(() => Float, { description: 'weight × value.' })
  contribution!: number;

  @Field(() => String, { description: 'Why, in a sentence.' })
  reason!: string;
}

@ObjectType({ description: 'Why a supplier is not eligible.' })
export class Blocker {
  @Field(() => BlockerCodeEnum)
  code!: BlockerCode;

  @Field(() => String)
  message!: string;

  @Field(() => String, { nullable: true, description: 'Which need, scheme or exclusion it is about.' })
  subject!: string | null;
}

@ObjectType({ description: 'How well one need is met.' })
export class NeedFit {
  @Field(() => String)
  phrase!: string;

  @Field(() => ImportanceEnum)
  importance!: string;

  @Field(() => Float, { description: '0 to 1.' })
  fit!: number;

  @Field(() => NeedLevelEnum, { description: 'The same in the steps that sentences and the portal use.' })
  level!: NeedLevel;

  @Field(() => [ID], { description: 'Capabilities of the supplier that meet it, best first.' })
  metBy!: string[];

  @Field(() => String)
  reason!: string;
}

@ObjectType({ description: 'A score taken apart: in numbers and in sentences.' })
export class Explanation {
  @Field(() => Float, { description: '0 to 1.' })
  score!: number;

  @Field(() => Boolean)
  eligible!: boolean;

  @Field(() => Boolean, { description: 'The two sides sit in different regions of the two.' })
  crossRegional!: boolean;

  @Field(() => [Criterion])
  criteria!: Criterion[];

  @Field(() => [NeedFit])
  needs!: NeedFit[];

  @Field(() => [Blocker], { description: 'Empty when eligible.' })
  blockers!: Blocker[];

  @Field(() => String, { description: 'One sentence.' })
  summary!: string;
}

/** What the edges of matches and opportunities share. */
@ObjectType({ isAbstract: true })
abstract class Scored {
  requirementId!: string;

  supplierId!: string;

  @Field(() => String)
  cursor!: string;

  @Field(() => Int, {
    nullable: true,
    description: '1 is the best; null for one that is not eligible, or comes after the 50 best.',
  })
  rank!: number | null;

  @Field(() => Float, { description: '0 to 1.' })
  score!: number;

  @Field(() => Boolean, { description: 'Supplier and buyer sit in different regions of the two.' })
  crossRegional!: boolean;

  @Field(() => [Criterion])
  criteria!: Criterion[];

  @Field(() => [NeedFit])
  needs!: NeedFit[];

  @Field(() => [Blocker], { description: 'Empty when eligible.' })
  blockers!: Blocker[];

  @Field(() => String, { description: 'One sentence.' })
  summary!: string;

  @Field(() => Date, { nullable: true, description: 'When it entered the list and has stayed since.' })
  since!: Date | null;
}

@ObjectType({ description: 'A supplier scored against a requirement.' })
export class MatchEdge extends Scored {
  @Field(() => Supplier)
  node?: Supplier;

  @Field(() => Supplier, { description: 'The same as node.' })
  supplier?: Supplier;
}

@ObjectType()
export class MatchConnection extends connectionOf(() => MatchEdge) {
  @Field(() => Int, { description: 'Eligible suppliers in all.' })
  eligibleCount!: number;

  @Field(() => Date, { nullable: true, description: 'Null until the requirement has been matched.' })
  computedAt!: Date | null;

  @Field(() => String, { nullable: true })
  engineVersion!: string | null;
}

@ObjectType({ description: 'A requirement that a supplier fits, or would fit but for one blocker.' })
export class OpportunityEdge extends Scored {
  @Field(() => Requirement)
  node?: Requirement;

  @Field(() => Requirement, { description: 'The same as node.' })
  requirement?: Requirement;
}

@ObjectType()
export class OpportunityConnection extends connectionOf(() => OpportunityEdge) {}

@ObjectType()
export class SupplierEdge extends edgeOf(() => Supplier) {}

@ObjectType()
export class SupplierConnection extends connectionOf(() => SupplierEdge) {}
