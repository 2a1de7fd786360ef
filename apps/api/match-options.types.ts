import type { CriterionName } from '#lib/matching';
import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { CriterionNameEnum } from './enums.js';
import { MatchEdge } from './match.types.js';
import { connectionOf, edgeOf } from './page.types.js';
import { Supplier } from './supplier.types.js';

@ObjectType({ description: 'A match in the order of other weights, and how it came there.' })
export class ReweighedEdge extends MatchEdge {
  @Field(() => Int, {
    nullable: true,
    description: 'Rank with the weights of the requirement; null when it was beyond the list.',
  })
  before!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Places gained, or lost when negative; null when it was beyond the list.',
  })
  movedBy!: number | null;

  @Field(() => CriterionNameEnum, {
    nullable: true,
    description: 'The criterion whose weight moved it most against the others; null when it stays.',
  })
  because!: CriterionName | null;

  @Field(() => String, { description: 'What moved, and why, in a sentence.' })
  move!: string;
}

@ObjectType()
export class ReweighedConnection extends connectionOf(() => ReweighedEdge) {}

@ObjectType({ description: 'A supplier within a consortium, and its part.' })
export class ConsortiumMember {
  supplierId!: string;

  @Field(() => Supplier)
  supplier?: Supplier;

  @Field(() => [String], { description: 'The must-haves it is the best at among the members.' })
  does!: string[];

  @Field(() => Float, { description: 'Its own score, 0 to 1.' })
  score!: number;
}

@ObjectType({ description: 'Two or three suppliers who together meet every must-have; none can be spared.' })
export class Consortium {
  @Field(() => [ConsortiumMember])
  members!: ConsortiumMember[];

  @Field(() => Float, { description: 'How well the must-haves are met together, 0 to 1.' })
  fit!: number;

  @Field(() => Boolean, { description: 'Its members work in both regions.' })
  crossRegional!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Minutes by road over the shortest chain of hand-overs; null when a place is not known.',
  })
  handOverMinutes!: number | null;

  @Field(() => String, { description: 'One sentence.' })
  summary!: string;
}

@ObjectType()
export class ConsortiumEdge extends edgeOf(() => Consortium) {}

@ObjectType()
export class ConsortiumConnection extends connectionOf(() => ConsortiumEdge) {}
