import { PersonService, SessionService } from '#lib/identity';
import {
  AppError,
  type Context,
  type Result,
  type StaffRole,
  succeed,
  type TransactionContext,
} from '#lib/platform';
import { Inject } from '@nestjs/common';
import { Args, Field, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';
import { StaffRoleEnum } from './enums.js';
import { ShownOnce } from './idempotency.js';
import { Ctx } from './request.context.js';
import { payload } from './user-error.type.js';

@ObjectType({ description: 'A person of the sample economy whom anybody may sign in as.' })
export class DemoPerson {
  @Field(() => String)
  email!: string;

  @Field(() => String)
  name!: string;

  @Field(() => [StaffRoleEnum])
  staffRoles!: StaffRole[];

  @Field(() => [String], { description: 'What they are to which organisation.' })
  roles!: string[];
}

@ObjectType()
export class DemoSignInPayload extends payload() {
  @Field(() => String, { nullable: true, description: 'The token of a session that lasts one day.' })
  token!: string | null;
}

/** The domain of the people of the sample economy; nobody can hold an address there. */
const DEMO_DOMAIN = '@midlands-match.example';

/** One-click sign-in of demo mode. Outside it, these operations answer as if they were not there. */
@Resolver()
export class DemoResolver {
  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly people: PersonService,
    private readonly sessions: SessionService,
  ) {}

  @Access('PUBLIC')
  @Query(() => [DemoPerson], { description: 'In demo mode, whom one may sign in as.' })
  demoPeople(@Ctx() ctx: Context): Promise<DemoPerson[]> {
    this.demandDemo();
    return ctx.query<DemoPerson>(
      `SELECT p.email, p.name, p.staff_roles AS "staffRoles",
              coalesce(array_agg(m.role || ' · ' || o.name ORDER BY o.name) FILTER (WHERE o.id IS NOT NULL), '{}') AS roles
         FROM people p LEFT JOIN memberships m ON m.person_id = p.id LEFT JOIN organisations o ON o.id = m.organisation_id
        WHERE right(p.email, length($1)) = $1 GROUP BY p.id ORDER BY p.created_at, p.email LIMIT 20`,
      [DEMO_DOMAIN],
    );
  }

  @Access('PUBLIC')
  @ShownOnce()
  @Mutation(() => DemoSignInPayload, {
    description: 'In demo mode, a session of a person of the sample economy.',
  })
  async demoSignIn(
    @Ctx() ctx: TransactionContext,
    @Args('email', { type: () => String }) email: string,
  ): Promise<Result<{ token: string }>> {
    this.demandDemo();
    const person = email.endsWith(DEMO_DOMAIN) ? await this.people.findByEmail(ctx, email) : null;
    if (!person) throw new AppError('NOT_FOUND');
    const { token } = await this.sessions.open(ctx, person.id, { method: 'DEMO' });
    return succeed({ token });
  }

  private demandDemo(): void {
    if (!this.runtime.config.demo) throw new AppError('NOT_FOUND');
  }
}
