import { DigestService } from '#lib/digests';
import { PersonService } from '#lib/identity';
import { BackgroundImport, type ImportStanding } from '#lib/imports';
import { RankingService } from '#lib/match-lists';
import {
  AppError,
  type Context,
  fromOpaqueId,
  isOfficer,
  type Result,
  type Run as RunRow,
  type RunKind,
  RunService,
  succeed,
  toOpaqueId,
  type TransactionContext,
} from '#lib/platform';
import {
  Args,
  Field,
  ID,
  Int,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
  Subscription,
} from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { Loaders } from './loaders.js';
import { checkedPage, PageArguments } from './page.arguments.js';
import { toConnection } from './page.types.js';
import { Ctx } from './request.context.js';
import { toRequirement } from './requirement.mapping.js';
import { Requirement } from './requirement.types.js';
import { ImportFinding, Run, RunConnection, RunFilterInput, toRun } from './run.types.js';
import { RunWatcher } from './run.watcher.js';
import { payload } from './user-error.type.js';

@ObjectType()
export class RunPayload extends payload() {
  @Field(() => Run, { nullable: true })
  run!: Run | null;
}

/** Requirements of a list that are shown with its run, unless more are asked for. */
const USUALLY_LISTED = 20;

const asRun = { resolve: (row: RunRow): Run => toRun(row, new Date()) };
const runId = { type: () => ID, nullable: true } as const;

/** What a file held is for whoever brought it; how far the matching is, everybody who is signed in may see. */
function maySee({ actor }: Context, run: RunRow): boolean {
  const own = actor.kind === 'person' && actor.personId === run.requestedBy;
  return run.kind === 'MATCH' || own || isOfficer(actor);
}

/** Long work: starting it and watching it. */
@Resolver(() => Run)
export class RunResolver {
  constructor(
    private readonly service: RunService,
    private readonly watcher: RunWatcher,
    private readonly ranking: RankingService,
    private readonly digests: DigestService,
    private readonly imports: BackgroundImport,
    private readonly people: PersonService,
    private readonly loaders: Loaders,
  ) {}

  @Access('SIGNED_IN')
  @Query(() => Run, { nullable: true, description: 'A piece of long work.' })
  async run(@Ctx() ctx: Context, @Args('id', { type: () => ID }) id: string): Promise<Run> {
    return toRun(await this.visible(ctx, fromOpaqueId('run', id)), ctx.now());
  }

  @Access('OFFICER')
  @Query(() => RunConnection, { description: 'Long work, latest first.' })
  async runs(
    @Ctx() ctx: Context,
    @Args() page: PageArguments,
    @Args('filter', { type: () => RunFilterInput, nullable: true }) filter?: RunFilterInput | null,
  ): Promise<RunConnection> {
    const asked = checkedPage(page);
    const found = await this.service.page(ctx, filter ?? {}, asked);
    const edges = found.items.map((row) => ({ cursor: row.id, node: toRun(row, ctx.now()) }));
    return toConnection(edges, { ...found, after: asked.after });
  }

  @Access('SIGNED_IN')
  @Query(() => [ImportFinding], {
    nullable: true,
    description:
      'Everything found in the rows of a file that was imported in the background, by row: of what cost a row, and of the rest, the first 5,000 each.',
  })
  async importFindings(
    @Ctx() ctx: Context,
    @Args('runId', { type: () => ID }) id: string,
  ): Promise<ImportFinding[]> {
    const { id: run } = await this.visible(ctx, fromOpaqueId('run', id));
    return this.imports.findings(ctx, run);
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'Who asked for it; for officers. Null when the service did by itself, or the person has been erased.',
  })
  async requestedBy(@Ctx() ctx: Context, @Parent() { requestedByUuid }: Run): Promise<string | null> {
    if (requestedByUuid === null || !isOfficer(ctx.actor)) return null;
    const people = this.loaders.of(ctx, 'people', (ids) => this.people.find(ctx, ids));
    return (await people.load(requestedByUuid))?.name ?? null;
  }

  @ResolveField(() => Boolean, {
    description: 'An import in the background that failed and whose file is kept: see retryImport.',
  })
  async retryable(@Ctx() ctx: Context, @Parent() run: Run): Promise<boolean> {
    return (await this.standing(ctx, run))?.retryable ?? false;
  }

  @ResolveField(() => Boolean, {
    description: 'An import in the background that made records and has not been taken back: see undoImport.',
  })
  async undoable(@Ctx() ctx: Context, @Parent() run: Run): Promise<boolean> {
    return (await this.standing(ctx, run))?.undoable ?? false;
  }

  @ResolveField(() => ID, {
    nullable: true,
    description: "Of an import of a buyer's own list in the background: the buyer.",
  })
  async buyerId(@Ctx() ctx: Context, @Parent() run: Run): Promise<string | null> {
    const buyerId = (await this.standing(ctx, run))?.buyerId ?? null;
    return buyerId && toOpaqueId('org', buyerId);
  }

  @ResolveField(() => [Requirement], {
    description:
      "Of an import of a buyer's own list in the background: the requirements its rows mean, as they are now, in the order of the file; at most a hundred.",
  })
  async requirements(
    @Ctx() ctx: Context,
    @Parent() run: Run,
    @Args('first', { type: () => Int, defaultValue: USUALLY_LISTED }) first: number,
  ): Promise<Requirement[]> {
    const most = checkedPage({ first }).first;
    const ids = (await this.standing(ctx, run))?.recordIds ?? [];
    const found = await Promise.all(ids.slice(0, most).map((id) => this.loaders.requirement(ctx, id)));
    return found.flatMap((view) => (view ? [toRequirement(view)] : []));
  }

  @Access('OFFICER')
  @Mutation(() => RunPayload, { description: 'Matches every open requirement afresh.' })
  async rerankAll(@Ctx() ctx: TransactionContext): Promise<Result<{ run: Run }>> {
    const id = await this.ranking.startFullRanking(ctx);
    return succeed({ run: toRun((await this.service.find(ctx, id))!, ctx.now()) });
  }

  @Access('OFFICER')
  @Mutation(() => RunPayload, {
    description: 'Asks for the digests of this week that are due and missing; without a run when none is.',
  })
  async composeDueDigests(@Ctx() ctx: TransactionContext): Promise<Result<{ run: Run | null }>> {
    const asked = await this.digests.requestDue(ctx);
    const run = asked === 0 ? null : await this.service.latest(ctx, 'DIGEST');
    return succeed({ run: run && toRun(run, ctx.now()) });
  }

  @Access('SIGNED_IN')
  @Subscription(() => Run, { ...asRun, description: 'How far a matching is; without an id, the latest.' })
  matchProgress(
    @Ctx() ctx: Context,
    @Args('runId', runId) id?: string | null,
  ): Promise<AsyncIterator<RunRow>> {
    return this.progress(ctx, 'MATCH', id);
  }

  @Access('SIGNED_IN')
  @Subscription(() => Run, {
    ...asRun,
    description: 'How far an import is; without an id, the latest, for officers.',
  })
  importProgress(
    @Ctx() ctx: Context,
    @Args('runId', runId) id?: string | null,
  ): Promise<AsyncIterator<RunRow>> {
    return this.progress(ctx, 'IMPORT', id);
  }

  private async progress(
    ctx: Context,
    kind: RunKind,
    id: string | null | undefined,
  ): Promise<AsyncIterator<RunRow>> {
    if (id) {
      const run = await this.visible(ctx, fromOpaqueId('run', id));
      if (run.kind !== kind) throw new AppError('NOT_FOUND');
      return this.watcher.follow(ctx, run.id);
    }
    if (kind === 'IMPORT' && !isOfficer(ctx.actor)) throw new AppError('NOT_FOUND');
    return this.watcher.followLatest(ctx, kind);
  }

  private async standing(
    ctx: Context,
    { uuid, kind, state, stalled }: Run,
  ): Promise<ImportStanding | undefined> {
    if (kind !== 'IMPORT') return undefined;
    const loader = this.loaders.of(ctx, `imports that are ${state}, ${stalled ? 'still' : 'moving'}`, (ids) =>
      this.imports.standing(
        ctx,
        ids.map((id) => ({ id, state, stalled })),
      ),
    );
    return loader.load(uuid);
  }

  private async visible(ctx: Context, id: string): Promise<RunRow> {
    const run = await this.service.find(ctx, id);
    if (!run || !maySee(ctx, run)) throw new AppError('NOT_FOUND');
    return run;
  }
}
