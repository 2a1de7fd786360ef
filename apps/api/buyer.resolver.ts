import { BuyerService } from '#lib/directory';
import { RegistrationService } from '#lib/identity';
import { AppError, isFailure, type Result, succeed, type TransactionContext } from '#lib/platform';
import { Args, Field, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { RegisterBuyerInput } from './inputs.js';
import { Ctx } from './request.context.js';
import { toBuyer } from './supplier.mapping.js';
import { Buyer } from './supplier.types.js';
import { AlikeOrganisation, withAlike } from './organisation.types.js';
import { payload } from './user-error.type.js';

@ObjectType()
export class BuyerPayload extends payload() {
  @Field(() => Buyer, { nullable: true })
  buyer!: Buyer | null;

  @Field(() => [AlikeOrganisation], {
    nullable: true,
    description:
      'On a registration that was refused: organisations that may be the one meant, to join or claim.',
  })
  alike?: AlikeOrganisation[] | null;
}

@Resolver(() => Buyer)
export class BuyerResolver {
  constructor(
    private readonly buyers: BuyerService,
    private readonly registration: RegistrationService,
  ) {}

  @Access('SIGNED_IN')
  @Mutation(() => BuyerPayload, { description: 'Registers a buyer; who registers it becomes its owner.' })
  async registerBuyer(
    @Ctx() ctx: TransactionContext,
    @Args('input') input: RegisterBuyerInput,
  ): Promise<Result<{ buyer: Buyer }>> {
    const { distinct, ...draft } = input;
    const stated = { ...draft, origin: 'REGISTERED' as const };
    const registered = await this.registration.registerBuyer(ctx, stated, { distinct });
    if (isFailure(registered)) return withAlike(registered);
    const { id } = registered.value;
    const view = (await this.buyers.find(ctx, [id])).get(id);
    if (!view) throw new AppError('NOT_FOUND');
    return succeed({ buyer: toBuyer(view) });
  }
}
