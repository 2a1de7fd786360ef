import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { UserErrorType } from './user-error.type.js';

@ObjectType({ description: 'What a condition does that may not be meant.' })
export class RequirementWarning {
  @Field(() => String, { description: 'Stable, upper snake case.' })
  code!: string;

  @Field(() => String)
  message!: string;

  @Field(() => [String], { description: 'The input field it is about, outermost first.' })
  path!: string[];

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the suppliers meeting all the rest that it removes, 0 to 1.',
  })
  removes!: number | null;
}

@ObjectType({ description: 'What one change would do.' })
export class RequirementRelaxation {
  @Field(() => String, { description: 'What to change, in words.' })
  message!: string;

  @Field(() => [String], { description: 'The input field it is about, outermost first.' })
  path!: string[];

  @Field(() => Int, { description: 'Suppliers that would meet it then.' })
  eligibleCount!: number;

  @Field(() => Int, { description: 'How many more than now.' })
  adds!: number;
}

@ObjectType({ description: 'What a requirement does to the field of suppliers.' })
export class RequirementEffect {
  @Field(() => Int, { description: 'Suppliers that meet every condition.' })
  eligibleCount!: number;

  @Field(() => Int)
  eastMidlandsCount!: number;

  @Field(() => Int)
  westMidlandsCount!: number;

  @Field(() => Int, { description: 'Suppliers there are.' })
  supplierCount!: number;

  @Field(() => [RequirementWarning])
  warnings!: RequirementWarning[];

  @Field(() => [RequirementRelaxation], { description: 'Most added first.' })
  relaxations!: RequirementRelaxation[];
}

@ObjectType({ description: 'What a requirement would do, without storing it.' })
export class RequirementPreview {
  @Field(() => RequirementEffect, { nullable: true, description: 'Null while the input has errors.' })
  effect!: RequirementEffect | null;

  @Field(() => [UserErrorType])
  errors!: UserErrorType[];
}

@ObjectType({ description: 'One thing that was changed after publication.' })
export class RequirementChange {
  @Field(() => String)
  field!: string;

  @Field(() => String)
  before!: string;

  @Field(() => String)
  after!: string;
}

@ObjectType({ description: 'A change to a published requirement.' })
export class RequirementAmendment {
  @Field(() => ID)
  id!: string;

  @Field(() => [RequirementChange])
  changes!: RequirementChange[];

  @Field(() => Date)
  at!: Date;
}
