import { AddressResuming, type SuspendedAddress as SuspendedAddressView } from '#lib/digests';
import {
  AppError,
  type Context,
  fromOpaqueId,
  isFailure,
  type MailMessage,
  MailService,
  type MailState,
  type Result,
  succeed,
  toOpaqueId,
  type TransactionContext,
} from '#lib/platform';
import { Inject } from '@nestjs/common';
import { Args, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';
import { MailStateEnum, SuspensionReasonEnum } from './enums.js';
import { DonePayload } from './organisation.types.js';
import { checkedPage, PAGE_SIZE } from './page.arguments.js';
import { Ctx } from './request.context.js';
import { payload } from './user-error.type.js';

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

  @Field(() => Int, { description: 'How often it was tried.' })
  attempts!: number;

  @Field(() => String, { nullable: true, description: 'What the mail server said last, when it said no.' })
  lastError!: string | null;
}

@ObjectType({ description: 'An address that letters do not go to.' })
export class SuspendedAddress implements SuspendedAddressView {
  @Field(() => String)
  address!: string;

  @Field(() => SuspensionReasonEnum)
  reason!: SuspendedAddressView['reason'];

  @Field(() => String, { description: 'What the mail server said of it.' })
  detail!: string;

  @Field(() => Date)
  suspendedAt!: Date;
}

@ObjectType()
export class ResumeMailAddressPayload extends payload() {
  @Field(() => String, { nullable: true, description: 'Letters go to it again.' })
  address!: string | null;
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
    private readonly addresses: AddressResuming,
  ) {}

  @Access('OFFICER')
  @Query(() => [Mail], { description: 'The latest letters, newest first.' })
  async outbox(
    @Ctx() ctx: Context,
    @Args('first', { type: () => Int, defaultValue: PAGE_SIZE.usual }) first: number,
    @Args('givenUp', { type: () => Boolean, defaultValue: false, description: 'Only those given up.' })
    givenUp: boolean,
  ): Promise<Mail[]> {
    const most = checkedPage({ first }).first;
    const letters = await (givenUp ? this.letters.givenUp(ctx, most) : this.letters.latest(ctx, most));
    return letters.map((letter) => toMail(letter, this.runtime.config.demo));
  }

  @Access('OFFICER')
  @Query(() => Mail, { nullable: true, description: 'One letter.' })
  async mail(@Ctx() ctx: Context, @Args('id', { type: () => ID }) id: string): Promise<Mail> {
    const letter = await this.letters.find(ctx, fromOpaqueId('mail', id));
    if (!letter) throw new AppError('NOT_FOUND');
    return toMail(letter, this.runtime.config.demo);
  }

  @Access('OFFICER')
  @Mutation(() => DonePayload, { description: 'Has a letter that was given up tried again.' })
  async resendMail(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ id: string }>> {
    const retried = await this.letters.retry(ctx, fromOpaqueId('mail', id));
    return isFailure(retried) ? retried : succeed({ id });
  }

  @Access('OFFICER')
  @Query(() => [SuspendedAddress], {
    description:
      'Addresses that letters do not go to, latest first: they came back, or their owner complained.',
  })
  suspendedAddresses(
    @Ctx() ctx: Context,
    @Args('first', { type: () => Int, defaultValue: PAGE_SIZE.usual }) first: number,
  ): Promise<SuspendedAddress[]> {
    return this.addresses.suspended(ctx, checkedPage({ first }).first);
  }

  @Access('SIGNED_IN')
  @Mutation(() => ResumeMailAddressPayload, {
    description:
      'Lets letters go to an address again. Those who manage a cluster body that names it may where letters came back; officers, also where its owner complained.',
  })
  resumeMailAddress(
    @Ctx() ctx: TransactionContext,
    @Args('address', { type: () => String }) address: string,
    @Args('clusterId', { type: () => ID, nullable: true, description: 'Not needed by officers.' })
    clusterId?: string | null,
  ): Promise<Result<{ address: string }>> {
    return this.addresses.resume(ctx, address, clusterId ? fromOpaqueId('org', clusterId) : null);
  }
}
