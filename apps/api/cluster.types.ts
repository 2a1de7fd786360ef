import type { DigestContent, DigestFrequency } from '#lib/digests';
import type { Region, SectorCode } from '#lib/taxonomy';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { payload } from './user-error.type.js';
import { DigestFrequencyEnum, RegionEnum, SectorCodeEnum } from './enums.js';

@ObjectType({ description: 'An organisation that speaks for a cluster and receives its weekly digest.' })
export class ClusterBody {
  /** The uuid, for resolvers. */
  uuid!: string;

  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  description!: string;

  @Field(() => [SectorCodeEnum])
  sectors!: SectorCode[];

  @Field(() => RegionEnum, { nullable: true, description: 'Null when it works across both regions.' })
  region!: Region | null;

  @Field(() => Int)
  memberCount!: number;

  @Field(() => Boolean, { description: 'Invented for demonstration.' })
  fictional!: boolean;
}

@ObjectType({ description: 'An address that digests do not go to.' })
export class UnreachedAddress {
  @Field(() => String)
  address!: string;

  @Field(() => String, { description: 'Why, a sentence.' })
  reason!: string;

  @Field(() => Boolean, { description: 'Whether `resumeMailAddress` lets letters go to it again.' })
  mayBeTried!: boolean;
}

@ObjectType({ description: 'When a cluster body wants its digest, what in it, and where it goes.' })
export class DigestSchedule {
  @Field(() => Int, { description: '1 is Monday, 7 Sunday.' })
  weekday!: number;

  @Field(() => Int, { description: 'Hour of the day, 0 to 23, by British clocks.' })
  hour!: number;

  @Field(() => DigestFrequencyEnum)
  frequency!: DigestFrequency;

  @Field(() => [SectorCodeEnum], { description: 'Only requirements of these; of all when empty.' })
  sectors!: SectorCode[];

  @Field(() => Int, { description: 'Matches below this score, 0 to 100, are no news.' })
  leastScore!: number;

  @Field(() => Boolean, { description: 'One line when there is no news, instead of nothing.' })
  tellWhenQuiet!: boolean;

  @Field(() => [String], { description: 'Where its letters go.' })
  addresses!: string[];

  @Field(() => [UnreachedAddress], { description: 'Those of the addresses that letters do not go to.' })
  unreached!: UnreachedAddress[];

  @Field(() => Date, {
    nullable: true,
    description:
      'When the next digest is due; null when none is wanted. One in the past is about to be written.',
  })
  nextDueAt!: Date | null;
}

@InputType({ description: 'What is left out stays as it is.' })
export class UpdateDigestScheduleInput {
  @Field(() => ID)
  clusterId!: string;

  @Field(() => Int, { nullable: true })
  weekday?: number | null;

  @Field(() => Int, { nullable: true })
  hour?: number | null;

  @Field(() => DigestFrequencyEnum, { nullable: true })
  frequency?: DigestFrequency | null;

  @Field(() => [SectorCodeEnum], { nullable: true })
  sectors?: SectorCode[] | null;

  @Field(() => Int, { nullable: true })
  leastScore?: number | null;

  @Field(() => Boolean, { nullable: true })
  tellWhenQuiet?: boolean | null;

  @Field(() => [String], {
    nullable: true,
    description: 'All of them: one that is left out gets no more letters.',
  })
  addresses?: string[] | null;
}

@ObjectType()
export class DigestSchedulePayload extends payload() {
  @Field(() => DigestSchedule, { nullable: true })
  schedule!: DigestSchedule | null;
}

@ObjectType({ description: 'What the next digest would say.' })
export class DigestPreview {
  @Field(() => String)
  isoWeek!: string;

  @Field(() => String)
  subject!: string;

  @Field(() => [String])
  lines!: string[];

  @Field(() => String)
  html!: string;

  @Field(() => String)
  text!: string;
}

@ObjectType({ description: 'What a cluster body received for one ISO week.' })
export class Digest {
  /** The uuid, for resolvers. */
  uuid!: string;
  clusterId!: string;

  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'E.g. 2026-W14.' })
  isoWeek!: string;

  @Field(() => String)
  subject!: string;

  @Field(() => [String], { description: 'The few lines that matter.' })
  lines!: string[];

  @Field(() => String, { description: 'Its letter.' })
  html!: string;

  @Field(() => String, { description: 'Its letter as plain text.' })
  text!: string;

  /** For the resolver of its page. */
  content!: DigestContent;

  @Field(() => Date)
  composedAt!: Date;
}
