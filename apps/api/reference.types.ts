import type {
  CapabilityKind,
  CombinedAuthority,
  Confidence,
  Region,
  SchemeKind,
  SectorCode,
  ZoneKind,
} from '#lib/taxonomy';
import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import {
  CapabilityKindEnum,
  CombinedAuthorityEnum,
  ConfidenceEnum,
  RegionEnum,
  SchemeKindEnum,
  SectorCodeEnum,
  ZoneKindEnum,
} from './enums.js';
import { LocalDate } from './date.scalar.js';
import { payload } from './user-error.type.js';

/** Where a reference fact comes from, and how sure it is. */
@ObjectType({ isAbstract: true })
abstract class SourcedFact {
  @Field(() => String, { description: 'Where this comes from.' })
  source!: string;

  @Field(() => ConfidenceEnum)
  confidence!: Confidence;

  @Field(() => LocalDate, { description: 'When it was last compared with its source.' })
  checkedOn!: string;
}

@ObjectType({ description: 'One of the five priority sectors the two regions share.' })
export class Sector {
  @Field(() => SectorCodeEnum)
  code!: SectorCode;

  @Field(() => String)
  label!: string;

  @Field(() => String)
  description!: string;
}

@ObjectType({ description: 'An Investment Zone or Freeport site.' })
export class Zone extends SourcedFact {
  @Field(() => ID)
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'The zone or freeport the site belongs to.' })
  programme!: string;

  @Field(() => ZoneKindEnum)
  kind!: ZoneKind;

  @Field(() => RegionEnum)
  region!: Region;

  @Field(() => String)
  focus!: string;

  @Field(() => LocalDate, { nullable: true })
  inForceFrom!: string | null;

  @Field(() => LocalDate, { nullable: true })
  endsOn!: string | null;
}

@ObjectType({ description: 'A node of the capability tree.' })
export class Capability {
  @Field(() => ID)
  code!: string;

  @Field(() => String)
  label!: string;

  @Field(() => CapabilityKindEnum)
  kind!: CapabilityKind;

  @Field(() => ID, { nullable: true, description: 'Code of the broader capability.' })
  parent!: string | null;

  @Field(() => [String])
  synonyms!: string[];
}

@ObjectType({ description: 'A certification scheme.' })
export class CertificationScheme extends SourcedFact {
  @Field(() => ID)
  code!: string;

  @Field(() => String)
  label!: string;

  @Field(() => SchemeKindEnum)
  kind!: SchemeKind;

  @Field(() => [SectorCodeEnum], { description: 'Sectors that ask for it; empty means all.' })
  sectors!: SectorCode[];

  @Field(() => Int, { nullable: true, description: 'Usual months from issue to expiry.' })
  cycleMonths!: number | null;

  @Field(() => String, { nullable: true, description: 'Where a holder can be checked.' })
  register!: string | null;

  @Field(() => String, { description: 'What else one should know; may be empty.' })
  note!: string;
}

@ObjectType({ description: 'A programme that helps a firm with a change.' })
export class SupportProgramme extends SourcedFact {
  @Field(() => ID)
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'What it helps with.' })
  helps!: string;

  @Field(() => [RegionEnum])
  regions!: Region[];

  @Field(() => [CertificationScheme], { description: 'Certificates and approvals it helps towards.' })
  schemes!: CertificationScheme[];

  @Field(() => [Capability], { description: 'Capabilities it helps towards, with all that is narrower.' })
  capabilities!: Capability[];
}

@ObjectType({
  description:
    'A cluster body of the two regions as a reference fact, whether or not it works with this service.',
})
export class KnownClusterBody extends SourcedFact {
  @Field(() => ID)
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => [SectorCodeEnum], { description: 'Empty means across sectors.' })
  sectors!: SectorCode[];

  @Field(() => [RegionEnum])
  regions!: Region[];

  @Field(() => String, { description: 'What else one should know; may be empty.' })
  note!: string;
}

@ObjectType({ description: 'Where a postcode is.' })
export class Place {
  @Field(() => String, { nullable: true, description: 'Null when only the outward code is known.' })
  postcode!: string | null;

  @Field(() => String)
  outcode!: string;

  @Field(() => Float)
  lat!: number;

  @Field(() => Float)
  lon!: number;

  @Field(() => String)
  districtCode!: string;

  @Field(() => String)
  districtName!: string;

  @Field(() => RegionEnum)
  region!: Region;

  @Field(() => CombinedAuthorityEnum, { nullable: true })
  combinedAuthority!: CombinedAuthority;

  @Field(() => [Zone], { description: 'Zones the point lies in.' })
  zones!: Zone[];

  @Field(() => String, { description: 'How the coordinates were found: postcode, outcode or town.' })
  precision!: string;
}

@ObjectType({ description: 'A place, or why the postcode names none.' })
export class PlacePayload extends payload() {
  @Field(() => Place, { nullable: true })
  place!: Place | null;
}
