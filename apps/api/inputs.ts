import type { RequirementVisibility } from '#lib/requirements';
import type { EvidenceLevel, Region, SectorCode } from '#lib/taxonomy';
import { Field, Float, ID, InputType, Int, OmitType, PartialType } from '@nestjs/graphql';
import { LocalDate } from './date.scalar.js';
import {
  CriterionNameEnum,
  EvidenceLevelEnum,
  ImportanceEnum,
  RegionEnum,
  RequirementVisibilityEnum,
  SectorCodeEnum,
} from './enums.js';

@InputType({ description: 'A certificate as stated.' })
export class CertificateInput {
  @Field(() => String, { description: 'The words of the holder, e.g. "AS9100 Rev D".' })
  stated!: string;

  @Field(() => String, { nullable: true, description: 'Scheme code, when picked rather than typed.' })
  scheme?: string | null;

  @Field(() => String, { nullable: true })
  edition?: string | null;

  @Field(() => String, { nullable: true })
  level?: string | null;

  @Field(() => String, { nullable: true })
  commodity?: string | null;

  @Field(() => String, { nullable: true })
  scope?: string | null;

  @Field(() => String, { nullable: true })
  issuer?: string | null;

  @Field(() => String, { nullable: true })
  number?: string | null;

  @Field(() => LocalDate, { nullable: true })
  validFrom?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Leave out when unknown.' })
  validTo?: string | null;

  @Field(() => EvidenceLevelEnum, { nullable: true, description: 'Above SELF_DECLARED for officers alone.' })
  evidence?: EvidenceLevel | null;
}

@InputType({ description: 'Lot sizes, pieces.' })
export class BatchInput {
  @Field(() => Int, { nullable: true })
  min?: number | null;

  @Field(() => Int, { nullable: true })
  max?: number | null;
}

@InputType({ description: 'A supplier as it describes itself.' })
export class RegisterSupplierInput {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  companyNumber?: string | null;

  @Field(() => String, { nullable: true })
  website?: string | null;

  @Field(() => String)
  postcode!: string;

  @Field(() => String, { nullable: true })
  address?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Postcodes of its sites beside the main one, at most 20.',
  })
  otherPostcodes?: string[] | null;

  @Field(() => String, { nullable: true })
  summary?: string | null;

  @Field(() => [String], { nullable: true, description: 'Capabilities in its own words.' })
  statedCapabilities?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Capabilities picked from the tree, by code.' })
  capabilityCodes?: string[] | null;

  @Field(() => [CertificateInput], { nullable: true })
  certificates?: CertificateInput[] | null;

  @Field(() => [SectorCodeEnum], { nullable: true, description: 'Markets served.' })
  sectors?: SectorCode[] | null;

  @Field(() => [String], { nullable: true })
  sicCodes?: string[] | null;

  @Field(() => Int, { nullable: true })
  employees?: number | null;

  @Field(() => Float, { nullable: true, description: 'Whole pounds; never shown to others.' })
  annualTurnoverGbp?: number | null;

  @Field(() => BatchInput, { nullable: true })
  batch?: BatchInput | null;

  @Field(() => Int, { nullable: true })
  leadTimeDays?: number | null;

  @Field(() => Boolean, { nullable: true })
  acceptingWork?: boolean | null;

  @Field(() => [String], { nullable: true, description: 'Codes of zones it belongs to.' })
  affiliatedZones?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'You have seen which businesses are alike, and yours is another one.',
  })
  distinct?: boolean | null;
}

@InputType({ description: 'What is absent stays, null clears, a list replaces the whole list.' })
export class UpdateSupplierInput extends PartialType(OmitType(RegisterSupplierInput, ['distinct'] as const)) {
  @Field(() => ID)
  id!: string;
}

@InputType()
export class RegisterBuyerInput {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  companyNumber?: string | null;

  @Field(() => String, { nullable: true })
  website?: string | null;

  @Field(() => String)
  postcode!: string;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => [SectorCodeEnum], { nullable: true })
  sectors?: SectorCode[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'You have seen which businesses are alike, and yours is another one.',
  })
  distinct?: boolean | null;
}

@InputType({ description: 'One thing that is needed.' })
export class NeedInput {
  @Field(() => String, { description: 'In your own words.' })
  phrase!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Capabilities picked, by code; else read in the words.',
  })
  codes?: string[] | null;

  @Field(() => ImportanceEnum)
  importance!: 'must' | 'should';
}

@InputType({ description: 'Certificates asked for, by name or scheme code.' })
export class WantedCertificationsInput {
  @Field(() => [String], { nullable: true })
  required?: string[] | null;

  @Field(() => [String], { nullable: true })
  desired?: string[] | null;
}

@InputType({ description: 'How much a criterion counts; any scale, they are made to add up.' })
export class WeightInput {
  @Field(() => CriterionNameEnum)
  criterion!: string;

  @Field(() => Float, {
    description: 'From 0 up; the usual weights add up to 1,000, of which capability has about 500.',
  })
  weight!: number;
}

@InputType()
export class CreateRequirementInput {
  @Field(() => ID)
  buyerId!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => [NeedInput], { nullable: true })
  needs?: NeedInput[] | null;

  @Field(() => WantedCertificationsInput, { nullable: true })
  certifications?: WantedCertificationsInput | null;

  @Field(() => [SectorCodeEnum], { nullable: true })
  sectors?: SectorCode[] | null;

  @Field(() => [String], { nullable: true })
  cpvCodes?: string[] | null;

  @Field(() => Float, { nullable: true, description: 'Value of a year of work, whole pounds.' })
  valueGbp?: number | null;

  @Field(() => Int, { nullable: true })
  quantityPerYear?: number | null;

  @Field(() => Int, { nullable: true, description: 'Pieces in a lot.' })
  quantityBatch?: number | null;

  @Field(() => Int, { nullable: true })
  leadTimeDays?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Place of delivery; else the primary site of the buyer.',
  })
  postcode?: string | null;

  @Field(() => Int, { nullable: true })
  maxDriveMinutes?: number | null;

  @Field(() => [RegionEnum], { nullable: true, description: 'Only suppliers of these regions.' })
  regions?: Region[] | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day on which certificates must be valid.' })
  firstDeliveryOn?: string | null;

  @Field(() => LocalDate, { nullable: true })
  closesOn?: string | null;

  @Field(() => RequirementVisibilityEnum, { nullable: true })
  visibility?: RequirementVisibility | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Working days within which introductions should be answered, 1 to 60; 10 unless told.',
  })
  replyDays?: number | null;

  @Field(() => [WeightInput], { nullable: true })
  weights?: WeightInput[] | null;
}

@InputType({ description: 'What is absent stays, null clears, a list replaces the whole list.' })
export class UpdateRequirementInput extends PartialType(
  OmitType(CreateRequirementInput, ['buyerId'] as const),
) {
  @Field(() => ID)
  id!: string;

  @Field(() => Date, {
    nullable: true,
    description:
      'Its `updatedAt` as you read it: what somebody changed after that is not overwritten (CONFLICT).',
  })
  unchangedSince?: Date | null;
}
