import {
  type Session as StoredSession,
  SessionService,
  SignInService,
  type SignInMethod,
} from '#lib/identity';
import {
  AppError,
  type Context,
  fromOpaqueId,
  type Result,
  succeed,
  toOpaqueId,
  type TransactionContext,
} from '#lib/platform';
import { Inject } from '@nestjs/common';
import { Args, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';
import { SignInMethodEnum } from './enums.js';
import { ShownOnce } from './idempotency.js';
import { Ctx } from './request.context.js';
import { RevokedPayload } from './token.resolver.js';
import { payload } from './user-error.type.js';

@InputType()
export class RequestSignInLinkInput {
  @Field(() => String)
  email!: string;

  @Field(() => String, {
    description:
      'A new secret of the browser that asks, 22 to 128 random letters, digits, - and _; keep it in a cookie. The link works only together with it.',
  })
  nonce!: string;
}

@ObjectType()
export class SignInLinkPayload extends payload() {
  @Field(() => Boolean, {
    nullable: true,
    description: 'True whether or not anybody is known by that address.',
  })
  sent!: boolean | null;
}

@InputType()
export class SignInInput {
  @Field(() => String, { description: 'What the link carries as "token".' })
  token!: string;

  @Field(() => String, { description: 'The secret with which the link was asked for.' })
  nonce!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What is signed in on, for your list of sessions, e.g. its user agent.',
  })
  device?: string | null;
}

@ObjectType()
export class SignInPayload extends payload() {
  @Field(() => String, {
    nullable: true,
    description: 'Send it as "Authorization: Bearer …". Shown this once.',
  })
  token!: string | null;

  @Field(() => Date, { nullable: true })
  expiresAt!: Date | null;
}

@ObjectType({ description: 'Where you are signed in.' })
export class Session {
  @Field(() => ID)
  id!: string;

  @Field(() => SignInMethodEnum)
  method!: SignInMethod;

  @Field(() => String, { description: 'As it described itself; may be empty.' })
  device!: string;

  @Field(() => Boolean, { description: 'The one this was asked with.' })
  current!: boolean;

  @Field(() => Date)
  createdAt!: Date;

  @Field(() => Date)
  expiresAt!: Date;
}

const toSession = (session: StoredSession, currentId: string | undefined): Session => ({
  id: toOpaqueId('session', session.id),
  method: session.method,
  device: session.device,
  current: session.id === currentId,
  createdAt: session.createdAt,
  expiresAt: session.expiresAt,
});

const currentSession = ({ actor }: Context): string | undefined =>
  actor.kind === 'person' ? actor.sessionId : undefined;

/** Signing in and out, without passwords. */
@Resolver(() => Session)
export class SignInResolver {
  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly signIns: SignInService,
    private readonly sessionService: SessionService,
  ) {}

  @Access('PUBLIC')
  @Mutation(() => SignInLinkPayload, {
    description:
      'Sends a link by e-mail that signs in once, within 15 minutes, in the browser that asked for it.',
  })
  requestSignInLink(
    @Ctx() ctx: TransactionContext,
    @Args('input') input: RequestSignInLinkInput,
  ): Promise<Result<{ sent: true }>> {
    return this.signIns.requestLink(ctx, { ...input, portal: this.runtime.config.publicUrl });
  }

  @Access('PUBLIC')
  @ShownOnce()
  @Mutation(() => SignInPayload, { description: 'Turns a link into a session.' })
  signIn(
    @Ctx() ctx: TransactionContext,
    @Args('input') input: SignInInput,
  ): Promise<Result<{ token: string; expiresAt: Date }>> {
    return this.signIns.signIn(ctx, input);
  }

  @Access('SIGNED_IN')
  @Mutation(() => RevokedPayload, { description: 'Ends the session this is sent with.' })
  async signOut(@Ctx() ctx: TransactionContext): Promise<Result<{ id: string }>> {
    const id = currentSession(ctx);
    // A token of the API has no session to end: revokeApiToken ends it.
    if (id === undefined) throw new AppError('NOT_FOUND');
    await this.sessionService.revoke(ctx, id);
    return succeed({ id: toOpaqueId('session', id) });
  }

  @Access('SIGNED_IN')
  @Query(() => [Session], { description: 'Where you are signed in, newest first.' })
  async sessions(@Ctx() ctx: Context): Promise<Session[]> {
    const current = currentSession(ctx);
    return (await this.sessionService.own(ctx)).map((session) => toSession(session, current));
  }

  @Access('SIGNED_IN')
  @Mutation(() => RevokedPayload, { description: 'Ends one of your sessions at once.' })
  async revokeSession(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ id: string }>> {
    await this.sessionService.revoke(ctx, fromOpaqueId('session', id));
    return succeed({ id });
  }
}
