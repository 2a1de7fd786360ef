import { type ApiToken as StoredToken, type IssuedToken, TokenService } from '#lib/identity';
import {
  AppError,
  type Context,
  fail,
  fromOpaqueId,
  type Result,
  succeed,
  toOpaqueId,
  type TokenScope,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { Args, Field, ID, InputType, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { TokenScopeEnum } from './enums.js';
import { ShownOnce } from './idempotency.js';
import { Ctx } from './request.context.js';
import { payload } from './user-error.type.js';

@InputType()
export class CreateApiTokenInput {
  @Field(() => String, { description: 'What you call it.' })
  name!: string;

  @Field(() => Int, { defaultValue: 90, description: 'How long it lasts, 1 to 366 days.' })
  days!: number;

  @Field(() => [TokenScopeEnum], {
    defaultValue: ['READ', 'WRITE'],
    description: 'What it may be used for: never more than what you sign in with here.',
  })
  scopes!: TokenScope[];
}

@ObjectType({
  description: 'A key to this API that acts as you. The key itself is shown when it is made, once.',
})
export class ApiToken {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => [TokenScopeEnum])
  scopes!: TokenScope[];

  @Field(() => Date)
  createdAt!: Date;

  @Field(() => Date)
  expiresAt!: Date;
}

@ObjectType()
export class ApiTokenPayload extends payload() {
  @Field(() => String, { nullable: true, description: 'Shown this once.' })
  token!: string | null;

  @Field(() => ID, { nullable: true })
  id!: string | null;

  @Field(() => [TokenScopeEnum], { nullable: true })
  scopes!: TokenScope[] | null;

  @Field(() => Date, { nullable: true })
  expiresAt!: Date | null;
}

@ObjectType()
export class RevokedPayload extends payload() {
  @Field(() => ID, { nullable: true, description: 'What was ended.' })
  id!: string | null;
}

const LONGEST_NAME = 100;
const LONGEST_DAYS = 366;

const toApiToken = ({ id, name, scopes, createdAt, expiresAt }: StoredToken): ApiToken => ({
  id: toOpaqueId('token', id),
  name,
  scopes,
  createdAt,
  expiresAt,
});

/** Keys to the API. */
@Resolver(() => ApiToken)
export class TokenResolver {
  constructor(private readonly tokens: TokenService) {}

  @Access('SIGNED_IN')
  @Query(() => [ApiToken], { description: 'Your keys that work, newest first.' })
  async apiTokens(@Ctx() ctx: Context): Promise<ApiToken[]> {
    return (await this.tokens.own(ctx)).map(toApiToken);
  }

  @Access('SIGNED_IN')
  @ShownOnce()
  @Mutation(() => ApiTokenPayload, { description: 'Makes a key to this API that acts as you.' })
  async createApiToken(
    @Ctx() ctx: TransactionContext,
    @Args('input') { name, days, scopes }: CreateApiTokenInput,
  ): Promise<Result<IssuedToken>> {
    if (ctx.actor.kind !== 'person') throw new AppError('NOT_FOUND');
    const label = name.trim();
    if (label === '' || label.length > LONGEST_NAME) {
      return fail(userError('INVALID_VALUE', `Name the token in 1 to ${LONGEST_NAME} characters.`, ['name']));
    }
    if (days < 1 || days > LONGEST_DAYS) {
      return fail(userError('OUT_OF_RANGE', `A token lasts 1 to ${LONGEST_DAYS} days.`, ['days']));
    }
    const issued = await this.tokens.issue(ctx, ctx.actor.personId, { name: label, days, scopes });
    return succeed({ ...issued, id: toOpaqueId('token', issued.id) });
  }

  @Access('SIGNED_IN')
  @Mutation(() => RevokedPayload, { description: 'Ends one of your keys at once.' })
  async revokeApiToken(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ id: string }>> {
    await this.tokens.revoke(ctx, fromOpaqueId('token', id));
    return succeed({ id });
  }
}
