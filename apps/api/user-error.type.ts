import type { Type } from '@nestjs/common';
import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType('UserError', { description: 'Something in the input that its sender can put right.' })
export class UserErrorType {
  @Field(() => String, { description: 'Stable, upper snake case.' })
  code!: string;

  @Field(() => String, { description: 'What is wrong and how to put it right.' })
  message!: string;

  @Field(() => [String], {
    description: 'The input field it is about, outermost first; empty for the whole.',
  })
  path!: string[];
}

export interface PayloadOf {
  errors: UserErrorType[];
}

/** What every mutation answers: its thing, or why there is none. */
export function payload(): Type<PayloadOf> {
  @ObjectType({ isAbstract: true })
  abstract class Payload implements PayloadOf {
    @Field(() => [UserErrorType], { description: 'Empty when it was done; otherwise nothing was changed.' })
    errors!: UserErrorType[];
  }
  return Payload as Type<PayloadOf>;
}
