import { CompanyService } from '#lib/directory';
import { ProfileHealthService } from '#lib/match-lists';
import type { BlockerCode } from '#lib/matching';
import {
  ArgumentError,
  type Context,
  fromOpaqueId,
  isFailure,
  mayViewOrganisationPrivate,
  toOpaqueId,
} from '#lib/platform';
import { type CapabilityKind, type CapabilityRole, findCapability } from '#lib/taxonomy';
import {
  Args,
  Field,
  Float,
  ID,
  Int,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { BlockerCodeEnum, CapabilityKindEnum, CapabilityRoleEnum } from './enums.js';
import { checkedText } from './page.arguments.js';
import { Ctx } from './request.context.js';
import { Supplier } from './supplier.types.js';

@ObjectType({ description: 'A company of the public register.' })
export class Company {
  @Field(() => ID)
  organisationId!: string;

  @Field(() => String)
  companyNumber!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  address!: string | null;

  @Field(() => String, { nullable: true })
  postcode!: string | null;

  @Field(() => [String], { description: 'SIC 2007: a hint and no more.' })
  sicCodes!: string[];

  @Field(() => Boolean, { description: 'It is registered already: ask to join it, or claim it.' })
  taken!: boolean;
}

@ObjectType({ description: 'A capability read in free text, to be confirmed.' })
export class ProposedCapability {
  @Field(() => ID)
  code!: string;

  @Field(() => String)
  label!: string;

  @Field(() => CapabilityKindEnum, { nullable: true })
  kind!: CapabilityKind | null;

  @Field(() => CapabilityRoleEnum)
  role!: CapabilityRole;

  @Field(() => Float, { description: 'How surely it is meant, 0 to 1.' })
  weight!: number;
}

@ObjectType({ description: 'Why some requirements do not see a supplier.' })
export class HiddenReason {
  @Field(() => BlockerCodeEnum)
  code!: BlockerCode;

  @Field(() => String, { description: 'In plain words.' })
  reason!: string;

  @Field(() => Int)
  count!: number;
}

@ObjectType({ description: 'How a profile does, in plain words.' })
export class ProfileHealth {
  @Field(() => Boolean)
  visible!: boolean;

  @Field(() => [String], { description: 'Whether buyers see it, and what would help.' })
  reasons!: string[];

  @Field(() => Int, { description: 'Open requirements it is eligible for.' })
  openRequirementsSeen!: number;

  @Field(() => Int, { description: 'Open requirements in its trade that something keeps it from.' })
  hiddenCount!: number;

  @Field(() => [HiddenReason], { description: 'Most frequent first; a requirement may count under several.' })
  hidden!: HiddenReason[];
}

/** What helps a supplier to register in minutes, and to be seen. */
@Resolver(() => Supplier)
export class ProfileResolver {
  constructor(
    private readonly companies: CompanyService,
    private readonly healthService: ProfileHealthService,
  ) {}

  @Access('SIGNED_IN')
  @Query(() => Company, {
    nullable: true,
    description:
      'A company by its number, to fill in a registration; null when the register does not have it.',
  })
  async companyByNumber(@Ctx() ctx: Context, @Args('number') number: string): Promise<Company | null> {
    const found = await this.companies.byNumber(ctx, checkedText('number', number, 20));
    if (isFailure(found)) throw new ArgumentError('INVALID_VALUE', found.errors[0]!.message, ['number']);
    const { company } = found.value;
    return company && { ...company, organisationId: toOpaqueId('org', company.organisationId) };
  }

  @Access('SIGNED_IN')
  @Query(() => [ProposedCapability], { description: 'Capabilities read in free text, the surest first.' })
  recogniseCapabilities(@Args('text') text: string): ProposedCapability[] {
    return this.companies.propose(checkedText('text', text, 5_000)).map(({ code, role, weight }) => {
      const node = findCapability(code);
      return { code, role, weight, label: node?.label ?? code, kind: node?.kind ?? null };
    });
  }

  @ResolveField(() => ProfileHealth, {
    nullable: true,
    description: 'How the profile does; for the organisation itself and officers.',
  })
  async health(@Ctx() ctx: Context, @Parent() { id }: Supplier): Promise<ProfileHealth | null> {
    const uuid = fromOpaqueId('org', id);
    return mayViewOrganisationPrivate(ctx.actor, uuid) ? this.healthService.of(ctx, uuid) : null;
  }
}
