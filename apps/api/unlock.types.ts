import type { SupplierChange } from '#lib/matching';
import type { Region } from '#lib/taxonomy';
import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { ChangeKindEnum, RegionEnum } from './enums.js';
import { connectionOf, edgeOf } from './page.types.js';
import { SupportProgramme } from './reference.types.js';
import { Requirement } from './requirement.types.js';

@ObjectType({ description: 'A requirement that a change opens.' })
export class Opening {
  requirementId!: string;

  @Field(() => Float, { description: 'How well the supplier would fit it then, 0 to 1.' })
  score!: number;

  @Field(() => Requirement)
  requirement?: Requirement;
}

@ObjectType({ description: 'The certificate a change is about.' })
export class UnlockCertificate {
  @Field(() => ID, { description: 'Scheme code.' })
  scheme!: string;

  @Field(() => String, { nullable: true })
  edition!: string | null;

  @Field(() => String, { nullable: true })
  level!: string | null;

  @Field(() => String, { nullable: true })
  commodity!: string | null;
}

@ObjectType({
  description:
    'A change that a supplier could make, and what it would open: make it, and exactly these requirements open.',
})
export class Unlock {
  @Field(() => ChangeKindEnum)
  kind!: SupplierChange['kind'];

  @Field(() => String, { description: 'What to do, e.g. "Get AS9100".' })
  action!: string;

  @Field(() => UnlockCertificate, { nullable: true })
  certificate!: UnlockCertificate | null;

  @Field(() => ID, { nullable: true, description: 'Code of the capability to offer.' })
  capability!: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the zone for a second site.' })
  zone!: string | null;

  @Field(() => Int, { nullable: true, description: 'Lot size to take, pieces.' })
  lot!: number | null;

  @Field(() => Int, { description: 'Requirements it opens.' })
  requirementCount!: number;

  @Field(() => Float, {
    description: 'Pounds a year of what it opens; a requirement without a value adds nothing.',
  })
  valueGbp!: number;

  @Field(() => [RegionEnum], { description: 'Where the buyers are.' })
  regions!: Region[];

  openings!: Opening[];

  @Field(() => [SupportProgramme], { description: 'Who helps with it in the regions of the supplier.' })
  programmes!: SupportProgramme[];
}

@ObjectType()
export class UnlockEdge extends edgeOf(() => Unlock) {}

@ObjectType()
export class UnlockConnection extends connectionOf(() => UnlockEdge) {}

@ObjectType({ description: 'Changes that lead a supplier into a sector, in order.' })
export class Pathway {
  @Field(() => [Unlock], {
    description: 'What a step opens counts on top of the steps before it; a step may open nothing by itself.',
  })
  steps!: Unlock[];

  @Field(() => Int, { description: 'Requirements of the sector open at its end that are not open now.' })
  requirementCount!: number;

  @Field(() => Float, { description: 'Pounds a year of what it opens.' })
  valueGbp!: number;

  @Field(() => String, { description: 'The route in one sentence.' })
  summary!: string;
}

@ObjectType()
export class PathwayEdge extends edgeOf(() => Pathway) {}

@ObjectType()
export class PathwayConnection extends connectionOf(() => PathwayEdge) {}
