import type { Origin } from '#lib/directory';
import type { Disclosure, RequirementState, RequirementVisibility } from '#lib/requirements';
import type { Region, SectorCode } from '#lib/taxonomy';
import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { LocalDate } from './date.scalar.js';
import {
  CertificationImportanceEnum,
  CriterionNameEnum,
  DisclosureEnum,
  ImportanceEnum,
  OriginEnum,
  RegionEnum,
  RequirementStateEnum,
  RequirementVisibilityEnum,
  SectorCodeEnum,
} from './enums.js';
import { connectionOf } from './page.types.js';
import { Buyer } from './supplier.types.js';

@ObjectType({ description: 'One thing the buyer needs.' })
export class Need {
  @Field(() => String, { description: 'The words of the buyer.' })
  phrase!: string;

  @Field(() => [ID], { description: 'Capabilities picked, or read in the words.' })
  codes!: string[];

  @Field(() => ImportanceEnum)
  importance!: 'must' | 'should';
}

@ObjectType({ description: 'A certificate the buyer asks for.' })
export class WantedCertification {
  @Field(() => String)
  scheme!: string;

  @Field(() => String, { description: 'The words of the buyer.' })
  stated!: string;

  @Field(() => String, { nullable: true })
  edition!: string | null;

  @Field(() => String, { nullable: true })
  level!: string | null;

  @Field(() => String, { nullable: true })
  commodity!: string | null;

  @Field(() => CertificationImportanceEnum)
  importance!: string;
}

@ObjectType({ description: 'A weight the buyer gave to a criterion.' })
export class Weight {
  @Field(() => CriterionNameEnum)
  criterion!: string;

  @Field(() => Float)
  weight!: number;
}

@ObjectType({ description: 'That an organisation has seen all of a requirement.' })
export class RequirementViewing {
  @Field(() => ID)
  organisationId!: string;

  @Field(() => String)
  organisationName!: string;

  @Field(() => Date)
  firstAt!: Date;

  @Field(() => Date)
  lastAt!: Date;
}

@ObjectType({ description: 'What a buyer needs.' })
export class Requirement {
  /** The uuid, for resolvers. */
  uuid!: string;

  /** Whether it has a place, for resolvers. */
  lat!: number | null;

  buyerId!: string;

  @Field(() => ID)
  id!: string;

  @Field(() => Buyer, { nullable: true })
  buyer?: Buyer | null;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  description!: string;

  @Field(() => RequirementStateEnum)
  state!: RequirementState;

  @Field(() => RequirementVisibilityEnum)
  visibility!: RequirementVisibility;

  @Field(() => DisclosureEnum, { description: 'How much of it you see.' })
  disclosure!: Disclosure;

  @Field(() => [Need])
  needs!: Need[];

  @Field(() => [WantedCertification])
  certifications!: WantedCertification[];

  @Field(() => [SectorCodeEnum])
  sectors!: SectorCode[];

  @Field(() => [String])
  cpvCodes!: string[];

  @Field(() => Float, { nullable: true, description: 'Value of a year of work, whole pounds.' })
  valueGbp!: number | null;

  @Field(() => Int, { nullable: true })
  quantityPerYear!: number | null;

  @Field(() => Int, { nullable: true })
  quantityBatch!: number | null;

  @Field(() => Int, { nullable: true })
  leadTimeDays!: number | null;

  @Field(() => String, { nullable: true, description: 'Place of delivery.' })
  postcode!: string | null;

  @Field(() => RegionEnum, { nullable: true, description: 'Region of the place of delivery.' })
  region!: Region | null;

  @Field(() => Int, { nullable: true })
  maxDriveMinutes!: number | null;

  @Field(() => [RegionEnum], { nullable: true, description: 'Only suppliers of these regions, when given.' })
  regions!: Region[] | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day on which certificates must be valid.' })
  firstDeliveryOn!: string | null;

  @Field(() => LocalDate, { nullable: true })
  closesOn!: string | null;

  @Field(() => Int, { description: 'Working days within which introductions should be answered.' })
  replyDays!: number;

  @Field(() => [Weight], { nullable: true, description: 'Where they differ from the usual.' })
  weights!: Weight[] | null;

  @Field(() => String, { nullable: true, description: 'How it ended, in the words of the buyer.' })
  outcome!: string | null;

  @Field(() => OriginEnum)
  origin!: Origin;

  @Field(() => Date, { nullable: true })
  publishedAt!: Date | null;

  @Field(() => Date, { nullable: true })
  closedAt!: Date | null;

  @Field(() => Date)
  updatedAt!: Date;
}

@ObjectType()
export class RequirementEdge {
  @Field(() => String)
  cursor!: string;

  /** Read when it is asked for. */
  @Field(() => Requirement)
  node?: Requirement;
}

@ObjectType()
export class RequirementConnection extends connectionOf(() => RequirementEdge) {}

@InputType({ description: 'All conditions together; an absent one filters nothing.' })
export class RequirementFilter {
  @Field(() => ID, { nullable: true })
  buyerId?: string | null;

  @Field(() => [RequirementStateEnum], { nullable: true })
  states?: RequirementState[] | null;

  @Field(() => [SectorCodeEnum], { nullable: true })
  sectors?: SectorCode[] | null;

  @Field(() => RegionEnum, { nullable: true, description: 'Region of the place of delivery.' })
  region?: Region | null;

  @Field(() => ID, { nullable: true, description: 'Code of a capability that is needed.' })
  capability?: string | null;

  @Field(() => String, { nullable: true, description: 'Part of the title.' })
  text?: string | null;
}
