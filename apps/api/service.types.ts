import type { PartHealth, PartState, QueueFigures, ServicePart, StoreFigures } from '#lib/platform';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { PartStateEnum, ServicePartEnum } from './enums.js';

@ObjectType({ description: 'How a part of the service does.' })
export class PartStatus implements PartHealth {
  @Field(() => ServicePartEnum)
  part!: ServicePart;

  @Field(() => PartStateEnum)
  state!: PartState;

  @Field(() => String, { description: 'One sentence.' })
  summary!: string;
}

@ObjectType({ description: 'How much waits in a queue of background work.' })
export class QueueStatus implements QueueFigures {
  @Field(() => String)
  name!: QueueFigures['name'];

  @Field(() => Int)
  waiting!: number;

  @Field(() => Int, { description: 'Under way.' })
  active!: number;

  @Field(() => Int, { description: 'To be done later: scheduled, or tried again.' })
  delayed!: number;

  @Field(() => Int, { description: 'Given up, as far as the queue remembers.' })
  failed!: number;
}

@ObjectType({ description: 'What the service tells about itself, for those who look after it.' })
export class ServiceHealth implements StoreFigures {
  @Field(() => [PartStatus])
  parts!: PartStatus[];

  @Field(() => [QueueStatus])
  queues!: QueueStatus[];

  @Field(() => Int, { description: 'Jobs that nobody has taken to a queue yet.' })
  jobsToRelay!: number;

  @Field(() => Int, { description: 'Age of the oldest of them; 0 when there is none.' })
  relayLagSeconds!: number;

  @Field(() => Int, { description: 'To be sent.' })
  lettersWaiting!: number;

  @Field(() => Int, { description: 'Whose time came twenty minutes ago or more.' })
  lettersOverdue!: number;

  @Field(() => Int, { description: 'Written where there is no way to send them, and kept to be read.' })
  lettersKept!: number;

  @Field(() => Int, { description: 'Given up in the last seven days.' })
  lettersFailed!: number;

  @Field(() => Int, { description: 'In the last day.' })
  lettersSent!: number;

  @Field(() => Int, { description: 'Addresses that letters do not go to: they bounced, or complained.' })
  addressesSuspended!: number;
}
