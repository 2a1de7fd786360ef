import { OpenIdService } from '#lib/identity';
import type { Result, TransactionContext } from '#lib/platform';
import { Args, Field, InputType, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { ShownOnce } from './idempotency.js';
import { checkedText } from './page.arguments.js';
import { Ctx } from './request.context.js';
import { SignInPayload } from './sign-in.resolver.js';
import { payload } from './user-error.type.js';

@ObjectType({ description: 'Where people of an authority or a manufacturer sign in as they do at work.' })
export class OpenIdProvider {
  @Field(() => String, { description: 'What to call it on a button.' })
  name!: string;
}

@ObjectType()
export class OpenIdPayload extends payload() {
  @Field(() => String, { nullable: true, description: 'Where to send the browser.' })
  url!: string | null;
}

@InputType()
export class OpenIdSignInInput {
  @Field(() => String, { description: 'What the browser brought back as "code".' })
  code!: string;

  @Field(() => String, { description: 'What it brought back as "state".' })
  state!: string;

  @Field(() => String, { nullable: true, description: 'What it brought back as "iss".' })
  issuer?: string | null;

  @Field(() => String, { description: 'The secret of the browser with which it was begun.' })
  nonce!: string;

  @Field(() => String, { nullable: true, description: 'What is signed in on, for your list of sessions.' })
  device?: string | null;
}

/** Signing in by OpenID Connect, where it is configured. */
@Resolver()
export class OpenIdResolver {
  constructor(private readonly openId: OpenIdService) {}

  @Access('PUBLIC')
  @Query(() => OpenIdProvider, { nullable: true, description: 'Null when there is none.' })
  openIdProvider(): OpenIdProvider | null {
    const { name } = this.openId;
    return name === null ? null : { name };
  }

  @Access('PUBLIC')
  @ShownOnce()
  @Mutation(() => OpenIdPayload, {
    description: 'Begins a sign-in at the OpenID provider, in a browser that keeps the secret "nonce".',
  })
  beginOpenIdSignIn(
    @Ctx() ctx: TransactionContext,
    @Args('nonce', { type: () => String }) nonce: string,
  ): Promise<Result<{ url: string }>> {
    return this.openId.begin(ctx, nonce);
  }

  @Access('PUBLIC')
  @ShownOnce()
  @Mutation(() => SignInPayload, { description: 'Turns what the OpenID provider answered into a session.' })
  finishOpenIdSignIn(
    @Ctx() ctx: TransactionContext,
    @Args('input') { code, state, issuer, nonce, device }: OpenIdSignInInput,
  ): Promise<Result<{ token: string; expiresAt: Date }>> {
    return this.openId.finish(ctx, {
      code: checkedText('code', code, 4_000),
      state: checkedText('state', state, 4_000),
      issuer: checkedText('issuer', issuer, 500) || null,
      nonce,
      device,
    });
  }
}
