import type { Origin, PublishableField } from '#lib/directory';
import type { SizeBand } from '#lib/matching';
import type {
  CapabilityKind,
  CapabilityRole,
  CombinedAuthority,
  EvidenceLevel,
  Region,
  SectorCode,
} from '#lib/taxonomy';
import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { LocalDate } from './date.scalar.js';
import {
  CapabilityKindEnum,
  CapabilityRoleEnum,
  CapabilitySourceEnum,
  CertificateStatusEnum,
  CombinedAuthorityEnum,
  EvidenceLevelEnum,
  OriginEnum,
  PublishableFieldEnum,
  RegionEnum,
  SectorCodeEnum,
  SizeBandEnum,
} from './enums.js';

@ObjectType({ description: 'A place an organisation works from.' })
export class Site {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  postcode!: string;

  @Field(() => String, { nullable: true })
  address!: string | null;

  @Field(() => Float)
  lat!: number;

  @Field(() => Float)
  lon!: number;

  @Field(() => String, { description: 'How the coordinates were found: postcode, outcode or town.' })
  precision!: string;

  @Field(() => String)
  districtCode!: string;

  @Field(() => String, { nullable: true })
  districtName!: string | null;

  @Field(() => RegionEnum)
  region!: Region;

  @Field(() => CombinedAuthorityEnum, { nullable: true })
  combinedAuthority!: CombinedAuthority;

  @Field(() => [String], { description: 'Codes of the zones it lies in.' })
  zones!: string[];

  @Field(() => [String], { description: 'Codes of the zones it says it belongs to.' })
  affiliatedZones!: string[];
}

@ObjectType({ description: 'A capability in a profile, and what vouches for it.' })
export class SupplierCapability {
  @Field(() => ID)
  code!: string;

  @Field(() => String)
  label!: string;

  @Field(() => CapabilityKindEnum, { nullable: true })
  kind!: CapabilityKind | null;

  @Field(() => CapabilityRoleEnum)
  role!: CapabilityRole;

  @Field(() => CapabilitySourceEnum)
  source!: string;

  @Field(() => Float, { description: 'How surely the supplier means it, 0 to 1.' })
  weight!: number;

  @Field(() => EvidenceLevelEnum)
  evidence!: EvidenceLevel;

  @Field(() => LocalDate, { nullable: true })
  evidenceOn!: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'It could not be confirmed on that day; such a claim is shown to its holder and officers alone.',
  })
  refusedOn!: string | null;
}

@ObjectType({ description: 'A certificate as held.' })
export class Certificate {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'Scheme code; UNKNOWN for words that name no scheme we know.' })
  scheme!: string;

  @Field(() => String, { description: 'The words of the holder.' })
  stated!: string;

  @Field(() => String, { nullable: true })
  edition!: string | null;

  @Field(() => String, { nullable: true })
  level!: string | null;

  @Field(() => String, { nullable: true })
  commodity!: string | null;

  @Field(() => String, { nullable: true })
  scope!: string | null;

  @Field(() => String, { nullable: true })
  issuer!: string | null;

  @Field(() => String, { nullable: true })
  number!: string | null;

  @Field(() => LocalDate, { nullable: true })
  validFrom!: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Null is unknown, and stays so.' })
  validTo!: string | null;

  @Field(() => CertificateStatusEnum, { description: 'What its dates say about today.' })
  status!: string;

  @Field(() => EvidenceLevelEnum)
  evidence!: EvidenceLevel;

  @Field(() => LocalDate, { nullable: true })
  checkedOn!: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'It could not be confirmed on that day; such a claim is shown to its holder and officers alone.',
  })
  refusedOn!: string | null;
}

@ObjectType({ description: 'An activity of SIC 2007.' })
export class RegisteredActivity {
  @Field(() => String, { description: 'Five digits.' })
  code!: string;

  @Field(() => String)
  description!: string;
}

@ObjectType({ description: 'What an organisation offers as a supplier.' })
export class Supplier {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  companyNumber!: string | null;

  @Field(() => String, { nullable: true })
  website!: string | null;

  @Field(() => String)
  summary!: string;

  @Field(() => [String], { description: 'Capabilities in the words of the supplier.' })
  statedCapabilities!: string[];

  @Field(() => [SupplierCapability])
  capabilities!: SupplierCapability[];

  @Field(() => [Certificate])
  certificates!: Certificate[];

  @Field(() => [SectorCodeEnum], { description: 'Markets served; never derived from SIC codes.' })
  sectors!: SectorCode[];

  @Field(() => [String], {
    description: 'SIC 2007 codes of the register: a hint at capabilities, and weak words.',
  })
  sicCodes!: string[];

  @Field(() => [RegisteredActivity], {
    description: 'What the codes of the register stand for, as far as they are known.',
  })
  registeredActivities!: RegisteredActivity[];

  @Field(() => RegionEnum, { nullable: true, description: 'Region of the primary site.' })
  region!: Region | null;

  @Field(() => Site, { nullable: true, description: 'The primary site.' })
  site!: Site | null;

  @Field(() => [Site])
  sites!: Site[];

  @Field(() => SizeBandEnum, { description: 'Public unless the supplier keeps it to itself; then UNKNOWN.' })
  sizeBand!: SizeBand;

  @Field(() => Int, {
    nullable: true,
    description: 'For the organisation itself and officers, unless it publishes it.',
  })
  employees!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Whole pounds; for the organisation itself and officers, unless it publishes it.',
  })
  annualTurnoverGbp!: number | null;

  @Field(() => Int, { nullable: true, description: 'Smallest lot, pieces.' })
  batchMin!: number | null;

  @Field(() => Int, { nullable: true, description: 'Largest lot, pieces.' })
  batchMax!: number | null;

  @Field(() => Int, { nullable: true })
  leadTimeDays!: number | null;

  @Field(() => [PublishableFieldEnum], {
    description: 'What it lets everybody see of what it could keep to itself.',
  })
  publicFields!: PublishableField[];

  @Field(() => Boolean)
  acceptingWork!: boolean;

  @Field(() => Boolean)
  verified!: boolean;

  @Field(() => Int, { description: 'Share of the profile that is filled in, per cent.' })
  completeness!: number;

  @Field(() => OriginEnum)
  origin!: Origin;

  @Field(() => Boolean, { description: 'Somebody of the organisation looks after this record.' })
  claimed!: boolean;

  @Field(() => Boolean, { description: 'Invented for demonstration.' })
  fictional!: boolean;

  @Field(() => Date)
  updatedAt!: Date;
}

@ObjectType({ description: 'An organisation that buys.' })
export class Buyer {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  description!: string;

  @Field(() => [SectorCodeEnum])
  sectors!: SectorCode[];

  @Field(() => Site, { nullable: true, description: 'The primary site.' })
  site!: Site | null;

  @Field(() => Boolean, { description: 'Invented for demonstration.' })
  fictional!: boolean;
}
