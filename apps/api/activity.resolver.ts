import { ActivityService, type ActivityWeek as WeekView, EVERYTHING } from '#lib/intelligence';
import {
  ArgumentError,
  type Context,
  fromOpaqueId,
  mayViewDigestsOf,
  mayViewOrganisationPrivate,
} from '#lib/platform';
import {
  Args,
  ArgsType,
  Field,
  Int,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { ClusterBody } from './cluster.types.js';
import { LocalDate } from './date.scalar.js';
import { Loaders } from './loaders.js';
import { Ctx } from './request.context.js';
import { Supplier } from './supplier.types.js';

const WEEKS = { least: 1, most: 53, usual: 12 } as const;

@ObjectType({ description: 'What happened in one week, Monday to Sunday by British clocks.' })
export class ActivityWeek {
  @Field(() => LocalDate, { description: 'Its Monday.' })
  weekStarting!: string;

  @Field(() => Int, { nullable: true, description: 'Suppliers registered or imported; of everything alone.' })
  registrations!: number | null;

  @Field(() => Int, { description: 'Matches that stand now, by the week in which they began.' })
  matches!: number;

  @Field(() => Int, { description: 'Interest that suppliers expressed.' })
  interests!: number;

  @Field(() => Int, { description: 'Invitations by buyers.' })
  invitations!: number;

  @Field(() => Int)
  awards!: number;
}

@ArgsType()
export class ActivityArguments {
  @Field(() => Int, { defaultValue: WEEKS.usual, description: `How many, ${WEEKS.least} to ${WEEKS.most}.` })
  weeks!: number;
}

/** @throws AppError BAD_INPUT */
function checkedWeeks({ weeks }: ActivityArguments): number {
  if (weeks < WEEKS.least || weeks > WEEKS.most) {
    const message = `"weeks" must be between ${WEEKS.least} and ${WEEKS.most}.`;
    throw new ArgumentError('OUT_OF_RANGE', message, ['weeks']);
  }
  return weeks;
}

/** Activity week by week, of everything. */
@Resolver()
export class ActivityResolver {
  constructor(private readonly service: ActivityService) {}

  @Access('OFFICER')
  @Query(() => [ActivityWeek], { description: 'What happened week by week, this week last.' })
  async activity(@Ctx() ctx: Context, @Args() asked: ActivityArguments): Promise<WeekView[]> {
    const weeks = await this.service.weeks(ctx, 'EVERYTHING', [EVERYTHING], checkedWeeks(asked));
    return weeks.get(EVERYTHING)!;
  }
}

@Resolver(() => Supplier)
export class SupplierActivityResolver {
  constructor(
    private readonly service: ActivityService,
    private readonly loaders: Loaders,
  ) {}

  @ResolveField(() => [ActivityWeek], {
    description:
      'What happened to it week by week, this week last; for the organisation itself and officers, empty for others.',
  })
  async activity(
    @Ctx() ctx: Context,
    @Parent() { id }: Supplier,
    @Args() asked: ActivityArguments,
  ): Promise<WeekView[]> {
    const weeks = checkedWeeks(asked);
    const uuid = fromOpaqueId('org', id);
    if (!mayViewOrganisationPrivate(ctx.actor, uuid)) return [];
    const found = this.loaders.of(ctx, `supplier activity:${weeks}`, (ids) =>
      this.service.weeks(ctx, 'SUPPLIER', ids, weeks),
    );
    return (await found.load(uuid)) ?? [];
  }
}

@Resolver(() => ClusterBody)
export class ClusterActivityResolver {
  constructor(
    private readonly service: ActivityService,
    private readonly loaders: Loaders,
  ) {}

  @ResolveField(() => [ActivityWeek], {
    description:
      'What happened to its members week by week, this week last; for those who read its digests, empty for others.',
  })
  async activity(
    @Ctx() ctx: Context,
    @Parent() { uuid }: ClusterBody,
    @Args() asked: ActivityArguments,
  ): Promise<WeekView[]> {
    const weeks = checkedWeeks(asked);
    if (!mayViewDigestsOf(ctx.actor, uuid)) return [];
    const found = this.loaders.of(ctx, `cluster activity:${weeks}`, (ids) =>
      this.service.weeks(ctx, 'CLUSTER', ids, weeks),
    );
    return (await found.load(uuid)) ?? [];
  }
}
