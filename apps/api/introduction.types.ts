import {
  type AwardView,
  INTRODUCTION_STATES,
  type IntroductionAction,
  type IntroductionSide,
  type IntroductionState,
  type IntroductionView,
  REASON_CODES,
  type ReasonCode,
} from '#lib/introductions';
import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { LocalDate } from './date.scalar.js';
import { Explanation } from './match.types.js';
import { connectionOf, edgeOf } from './page.types.js';
import { Requirement } from './requirement.types.js';
import { Supplier } from './supplier.types.js';
import { payload } from './user-error.type.js';

const named = <Value extends string>(values: readonly Value[]): Record<Value, Value> =>
  Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>;

export const IntroductionStateEnum = named(INTRODUCTION_STATES);
registerEnumType(IntroductionStateEnum, {
  name: 'IntroductionState',
  description: 'Where an introduction stands.',
  valuesMap: {
    SUGGESTED: { description: 'An officer or a cluster body has brought both sides together.' },
    INTERESTED: { description: 'The supplier waits for the answer of the buyer.' },
    INVITED: { description: 'The buyer waits for the answer of the supplier.' },
    LAPSED: { description: 'No answer came in time; it can be begun again.' },
  },
});

export const IntroductionActionEnum = named<IntroductionAction>([
  'SUGGEST',
  'EXPRESS_INTEREST',
  'INVITE',
  'SHORTLIST',
  'DECLINE',
  'WITHDRAW',
  'AWARD',
  'LAPSE',
  'CLOSE',
]);
registerEnumType(IntroductionActionEnum, {
  name: 'IntroductionAction',
  description: 'A step of an introduction.',
});

export const IntroductionSideEnum = named<IntroductionSide>(['SUPPLIER', 'BUYER', 'BROKER', 'SYSTEM']);
registerEnumType(IntroductionSideEnum, {
  name: 'IntroductionSide',
  description: 'On whose behalf a step was taken. A broker is an officer or a cluster body.',
});

export const PartyEnum = named<'SUPPLIER' | 'BUYER'>(['SUPPLIER', 'BUYER']);
registerEnumType(PartyEnum, { name: 'Party', description: 'One of the two sides of an introduction.' });

export const ReasonCodeEnum = named(REASON_CODES);
registerEnumType(ReasonCodeEnum, { name: 'ReasonCode', description: 'Why, in one click.' });

@ObjectType({ description: 'What was awarded.' })
export class Award implements AwardView {
  @Field(() => Float, { description: 'Whole pounds.' })
  valueGbp!: number;

  @Field(() => Int, { nullable: true, description: 'Jobs it makes or keeps.' })
  jobs!: number | null;

  @Field(() => LocalDate)
  awardedOn!: string;

  @Field(() => LocalDate, { nullable: true })
  startsOn!: string | null;
}

@ObjectType({
  description: 'How the supplier stood when the buyer decided: as kept then, not as it is today.',
})
export class Standing extends Explanation {
  @Field(() => Int, { nullable: true, description: 'Place in the list that the buyer saw; 1 is the best.' })
  rank!: number | null;

  @Field(() => String)
  engineVersion!: string;
}

@ObjectType({ description: 'One step of an introduction.' })
export class IntroductionEvent {
  id!: string;

  of!: Pick<IntroductionView, 'buyerId' | 'supplierId'>;

  @Field(() => IntroductionActionEnum)
  action!: IntroductionAction;

  @Field(() => IntroductionStateEnum, { description: 'Where it led.' })
  state!: IntroductionState;

  @Field(() => IntroductionSideEnum)
  side!: IntroductionSide;

  @Field(() => ReasonCodeEnum, { nullable: true })
  reasonCode!: ReasonCode | null;

  @Field(() => String, { nullable: true })
  reason!: string | null;

  @Field(() => Standing, {
    nullable: true,
    description: 'For the buyer and officers; null for steps that were none of the buyer’s.',
  })
  standing?: Standing | null;

  @Field(() => Date)
  at!: Date;
}

@ObjectType({ description: 'Words from one side to the other.' })
export class IntroductionMessage {
  @Field(() => PartyEnum)
  side!: 'SUPPLIER' | 'BUYER';

  @Field(() => String, { nullable: true, description: 'Who wrote it.' })
  personName!: string | null;

  @Field(() => String)
  body!: string;

  @Field(() => Date)
  sentAt!: Date;
}

@ObjectType({ description: 'Somebody to talk to.' })
export class Contact {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  email!: string;
}

@ObjectType({ description: 'Whom to talk to on each side.' })
export class Contacts {
  @Field(() => [Contact])
  supplier!: Contact[];

  @Field(() => [Contact])
  buyer!: Contact[];
}

@ObjectType({ description: 'How an organisation answers those who wait for it.' })
export class ReplyRate {
  @Field(() => Int, { description: 'Questions answered, or left unanswered past their day.' })
  asked!: number;

  @Field(() => Int)
  answered!: number;

  @Field(() => Float, { description: '0 to 1.' })
  rate!: number;

  @Field(() => Float, { nullable: true, description: 'The middle time to an answer, days.' })
  medianDays!: number | null;
}

@ObjectType({ description: 'A match as people work it: one supplier, one requirement.' })
export class Introduction {
  view!: IntroductionView;

  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  requirementId!: string;

  @Field(() => String)
  requirementTitle!: string;

  @Field(() => Requirement, { nullable: true })
  requirement?: Requirement | null;

  @Field(() => ID)
  buyerId!: string;

  @Field(() => String)
  buyerName!: string;

  @Field(() => ID)
  supplierId!: string;

  @Field(() => String)
  supplierName!: string;

  @Field(() => Supplier, { nullable: true })
  supplier?: Supplier | null;

  @Field(() => IntroductionStateEnum)
  state!: IntroductionState;

  @Field(() => PartyEnum, { nullable: true, description: 'Whose answer it waits for.' })
  awaiting!: 'SUPPLIER' | 'BUYER' | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day by which the awaited side should answer.' })
  dueOn!: string | null;

  @Field(() => Boolean)
  overdue!: boolean;

  @Field(() => ReasonCodeEnum, { nullable: true })
  reasonCode!: ReasonCode | null;

  @Field(() => String, { nullable: true })
  reason!: string | null;

  @Field(() => Boolean, {
    description: 'Supplier and place of delivery lie in different regions of the two.',
  })
  crossRegional!: boolean;

  @Field(() => [IntroductionActionEnum], { description: 'Steps you may take now.' })
  steps!: IntroductionAction[];

  @Field(() => Award, { nullable: true, description: 'Once recorded; it counts when the state is AWARDED.' })
  award!: Award | null;

  @Field(() => Boolean, { description: 'An award waits for a second person of the buyer.' })
  awardToApprove!: boolean;

  @Field(() => [IntroductionEvent], { description: 'Every step, oldest first.' })
  events?: IntroductionEvent[];

  @Field(() => [IntroductionMessage], { description: 'Oldest first.' })
  messages?: IntroductionMessage[];

  @Field(() => Contacts, { nullable: true, description: 'Once both sides have agreed to talk.' })
  contacts?: Contacts | null;

  @Field(() => Date)
  createdAt!: Date;

  @Field(() => Date)
  updatedAt!: Date;
}

@ObjectType()
export class IntroductionEdge extends edgeOf(() => Introduction) {}

@ObjectType()
export class IntroductionConnection extends connectionOf(() => IntroductionEdge) {}

@ObjectType()
export class IntroductionPayload extends payload() {
  @Field(() => Introduction, { nullable: true })
  introduction!: Introduction | null;
}

@InputType({ description: 'All conditions together; an absent one filters nothing.' })
export class IntroductionFilterInput {
  @Field(() => ID, { nullable: true, description: 'On either side.' })
  organisationId?: string | null;

  @Field(() => ID, { nullable: true })
  requirementId?: string | null;

  @Field(() => ID, { nullable: true })
  supplierId?: string | null;

  @Field(() => [IntroductionStateEnum], { nullable: true })
  states?: IntroductionState[] | null;

  @Field(() => PartyEnum, { nullable: true, description: 'Only those that wait for this side.' })
  awaiting?: 'SUPPLIER' | 'BUYER' | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the day of the answer has passed.' })
  overdue?: boolean | null;
}

@InputType()
export class BeginIntroductionInput {
  @Field(() => ID)
  requirementId!: string;

  @Field(() => ID)
  supplierId!: string;

  @Field(() => String, { nullable: true, description: 'Words to the other side.' })
  message?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day by which to answer; else the reply days of the requirement.',
  })
  dueOn?: string | null;
}

@InputType()
export class ShortlistInput {
  @Field(() => ID)
  introductionId!: string;

  @Field(() => String, { nullable: true, description: 'Words to the supplier.' })
  message?: string | null;
}

@InputType()
export class TurnAwayInput {
  @Field(() => ID)
  introductionId!: string;

  @Field(() => ReasonCodeEnum)
  reason!: ReasonCode;

  @Field(() => String, { nullable: true, description: 'Words to the other side.' })
  message?: string | null;

  @Field(() => PartyEnum, { nullable: true, description: 'For which side, when you may act for both.' })
  as?: 'SUPPLIER' | 'BUYER' | null;
}

@InputType()
export class RecordAwardInput {
  @Field(() => ID)
  introductionId!: string;

  @Field(() => Float, { description: 'Whole pounds.' })
  valueGbp!: number;

  @Field(() => Int, { nullable: true, description: 'Jobs it makes or keeps.' })
  jobs?: number | null;

  @Field(() => LocalDate, { nullable: true, description: 'Today unless told.' })
  awardedOn?: string | null;

  @Field(() => LocalDate, { nullable: true })
  startsOn?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Go on looking for more suppliers. Otherwise the others are told, and the requirement is awarded.',
  })
  keepOpen?: boolean | null;
}

@InputType()
export class SendMessageInput {
  @Field(() => ID)
  introductionId!: string;

  @Field(() => String)
  body!: string;

  @Field(() => PartyEnum, { nullable: true, description: 'For which side, when you may act for both.' })
  as?: 'SUPPLIER' | 'BUYER' | null;
}

@InputType({ description: 'What one supplier is told when a requirement ends.' })
export class ClosingOutcomeInput {
  @Field(() => ID)
  introductionId!: string;

  @Field(() => ReasonCodeEnum)
  reason!: ReasonCode;

  @Field(() => String, { nullable: true, description: 'Words to the supplier.' })
  message?: string | null;
}
