import {
  AppError,
  type Context,
  fromOpaqueId,
  type MailMessage,
  MailService,
  type MailState,
  toOpaqueId,
} from '#lib/platform';
import { Inject } from '@nestjs/common';
import { Args, Field, ID, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';
import { MailStateEnum } from './enums.js';
import { checkedPage, PAGE_SIZE } from './page.arguments.js';
import { Ctx } from './request.context.js';

@ObjectType({ description: 'A letter of the outbox.' })
export class Mail {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  recipient!: string;

  @Field(() => String)
  subject!: string;

  @Field(() => MailStateEnum)
  state!: MailState;

  @Field(() => String)
  html!: string;

  @Field(() => String)
  text!: string;

  @Field(() => Date)
  createdAt!: Date;

  @Field(() => Date, { nullable: true })
  sentAt!: Date | null;
}

const withheld = 'Only its recipient may read this letter.';

/** A letter that is for its recipient alone keeps its content from officers, but in demo mode, where nobody is real. */
function toMail(letter: MailMessage, demo: boolean): Mail {
  const content = letter.secret && !demo ? { html: `<p>${withheld}</p>`, text: withheld } : {};
  return { ...letter, ...content, id: toOpaqueId('mail', letter.id) };
}

/** What the system has written to whom. */
@Resolver(() => Mail)
export class MailResolver {
  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly letters: MailService,
  ) {}

  @Access('OFFICER')
  @Query(() => [Mail], { description: 'The latest letters, newest first.' })
  async outbox(
    @Ctx() ctx: Context,
    @Args('first', { type: () => Int, defaultValue: PAGE_SIZE.usual }) first: number,
  ): Promise<Mail[]> {
    const letters = await this.letters.latest(ctx, checkedPage({ first }).first);
    return letters.map((letter) => toMail(letter, this.runtime.config.demo));
  }

  @Access('OFFICER')
  @Query(() => Mail, { nullable: true, description: 'One letter.' })
  async mail(@Ctx() ctx: Context, @Args('id', { type: () => ID }) id: string): Promise<Mail> {
    const letter = await this.letters.find(ctx, fromOpaqueId('mail', id));
    if (!letter) throw new AppError('NOT_FOUND');
    return toMail(letter, this.runtime.config.demo);
  }
}
