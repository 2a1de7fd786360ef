import type { SupplyGapView, GapDimension, Measure } from '#lib/intelligence';
import type { SupplierChange } from '#lib/matching';
import type { Region, SectorCode } from '#lib/taxonomy';
import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { LocalDate } from './date.scalar.js';
import { ChangeKindEnum, RegionEnum, ScorecardMeasureEnum, SectorCodeEnum } from './enums.js';
import { IntroductionSideEnum } from './introduction.types.js';
import { Blocker } from './match.types.js';
import { connectionOf, edgeOf } from './page.types.js';
import { Capability } from './reference.types.js';
import { Requirement } from './requirement.types.js';
import { Supplier } from './supplier.types.js';
import { SupportProgramme } from './reference.types.js';

@InputType({ description: 'All conditions together; an absent one filters nothing.' })
export class SupplyGapFilterInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Code of a capability that is needed, or anything narrower.',
  })
  capability?: string | null;

  @Field(() => [SectorCodeEnum], { nullable: true })
  sectors?: SectorCode[] | null;

  @Field(() => RegionEnum, { nullable: true, description: 'Of the buyer.' })
  region?: Region | null;

  @Field(() => Float, { nullable: true, description: 'Whole pounds a year.' })
  leastValueGbp?: number | null;
}

@ObjectType({ description: 'A supplier that one blocker keeps from a requirement.' })
export class NearMiss {
  supplierId!: string;

  @Field(() => Supplier)
  supplier?: Supplier;

  @Field(() => Float, { description: '0 to 1.' })
  score!: number;

  @Field(() => Blocker)
  blocker!: Blocker;
}

@ObjectType({ description: 'Open demand that no supplier of the two regions is eligible for.' })
export class SupplyGap {
  requirementId!: string;

  @Field(() => Requirement)
  requirement?: Requirement;

  codes!: string[];

  @Field(() => [Capability], { description: 'What its must-haves ask for.' })
  capabilities!: Capability[];
}

@ObjectType()
export class SupplyGapEdge extends edgeOf(() => SupplyGap) {}

@ObjectType({ description: 'Unmet demand that has something in common.' })
export class SupplyGapCell {
  @Field(() => String)
  key!: string;

  @Field(() => String)
  label!: string;

  @Field(() => Int)
  requirementCount!: number;

  @Field(() => Float, { description: 'Pounds a year.' })
  valueGbp!: number;

  @Field(() => Int, { description: 'Of buyers in the East Midlands.' })
  eastMidlandsCount!: number;

  @Field(() => Int)
  westMidlandsCount!: number;
}

@ObjectType()
export class SupplyGapConnection extends connectionOf(() => SupplyGapEdge) {
  all!: SupplyGapView[];

  @Field(() => Float, { description: 'Pounds a year of all of them.' })
  valueGbp!: number;

  @Field(() => Int, { description: 'Open requirements that pass the filter, met or not.' })
  consideredCount!: number;
}

export type { GapDimension };

@ObjectType({ description: 'Suppliers of a sector who could make a step.' })
export class SectorCount {
  @Field(() => SectorCodeEnum)
  sector!: SectorCode;

  @Field(() => Int)
  suppliers!: number;
}

@ObjectType({ description: 'A change that alone would bring suppliers of other sectors into a sector.' })
export class TransitionStep {
  @Field(() => ChangeKindEnum)
  kind!: SupplierChange['kind'];

  @Field(() => String, { description: 'What to do, e.g. "Get AS9100".' })
  action!: string;

  @Field(() => Int, { description: 'Suppliers that nothing else keeps from at least one requirement.' })
  supplierCount!: number;

  @Field(() => Int)
  eastMidlandsCount!: number;

  @Field(() => Int)
  westMidlandsCount!: number;

  @Field(() => Int, { description: 'Requirements it would open to at least one of them.' })
  requirementCount!: number;

  @Field(() => Float, { description: 'Pounds a year of those requirements.' })
  valueGbp!: number;

  @Field(() => [SectorCount], { description: 'What they serve now, most first.' })
  from!: SectorCount[];

  @Field(() => [SupportProgramme])
  programmes!: SupportProgramme[];
}

@ObjectType()
export class TransitionStepEdge extends edgeOf(() => TransitionStep) {}

@ObjectType()
export class TransitionStepConnection extends connectionOf(() => TransitionStepEdge) {}

@ObjectType({ description: 'A span of days.' })
export class ScorecardPeriod {
  @Field(() => String, { description: 'E.g. 2026, 2026/27 or 2026-Q3.' })
  label!: string;

  @Field(() => LocalDate)
  from!: string;

  @Field(() => LocalDate, { description: 'The first day after it.' })
  until!: string;
}

@ObjectType({ description: 'One measure within the two regions and across them; null where it is withheld.' })
export class ScorecardFigure {
  @Field(() => ScorecardMeasureEnum)
  measure!: Measure;

  @Field(() => Float, { nullable: true })
  within!: number | null;

  @Field(() => Float, { nullable: true })
  across!: number | null;

  @Field(() => Float, { nullable: true })
  total!: number | null;

  @Field(() => Float, { nullable: true, description: 'Across of the total, 0 to 1.' })
  crossRegionalShare!: number | null;
}

@ObjectType()
export class ScorecardRow {
  @Field(() => String, { description: 'Code of the sector, or the quarter.' })
  key!: string;

  @Field(() => [ScorecardFigure])
  figures!: ScorecardFigure[];
}

@ObjectType({
  description: 'How questions put in the period were answered: invitations, and interest expressed.',
})
export class ScorecardReplies {
  @Field(() => IntroductionSideEnum, { description: 'Who was asked.' })
  side!: 'SUPPLIER' | 'BUYER';

  @Field(() => Int, { nullable: true, description: 'Answered, or left unanswered past the due day.' })
  asked!: number | null;

  @Field(() => Int, { nullable: true })
  answered!: number | null;

  @Field(() => Float, { nullable: true, description: '0 to 1.' })
  rate!: number | null;
}

@ObjectType({ description: 'The figures of cross-regional working in a period, beside the one before.' })
export class Scorecard {
  @Field(() => ScorecardPeriod)
  period!: ScorecardPeriod;

  @Field(() => ScorecardPeriod)
  previous!: ScorecardPeriod;

  @Field(() => Boolean, {
    description: 'True for everybody but officers: small counts are withheld, the others rounded.',
  })
  controlled!: boolean;

  @Field(() => [ScorecardFigure])
  total!: ScorecardFigure[];

  @Field(() => [ScorecardFigure], { description: 'Of the period before.' })
  before!: ScorecardFigure[];

  @Field(() => [ScorecardRow], { description: 'A requirement of several sectors counts under each.' })
  bySector!: ScorecardRow[];

  @Field(() => [ScorecardRow])
  byQuarter!: ScorecardRow[];

  @Field(() => [ScorecardReplies])
  replies!: ScorecardReplies[];
}
