import type { PageRequest } from '#lib/match-lists';
import {
  AppError,
  type Context,
  demand,
  isOfficer,
  organisationsOf,
  permitted,
  type TransactionContext,
} from '#lib/platform';
import { isMatched, RequirementService } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { factsFor, type Pair, pairFacts, sideOf } from './introduction.checks.js';
import {
  type IntroductionPage,
  listIntroductions,
  listIntroductionsOf,
  readContacts,
  readEvents,
  readIntroductions,
  readMessages,
  readPairs,
  readStandings,
} from './introduction.reader.js';
import { IntroductionSteps, type Moved, type StepDetails } from './introduction.steps.js';
import type {
  Contact,
  IntroductionEventView,
  IntroductionFilter,
  IntroductionView,
  MessageView,
  ReplyRate,
  Standing,
} from './introduction.types.js';
import { readReplyRates } from './reply.rates.js';

/** Matches as people work them: who may take which step, and who may read what came of it. */
@Injectable()
export class IntroductionService {
  constructor(
    private readonly requirements: RequirementService,
    private readonly steps: IntroductionSteps,
  ) {}

  /**
   * A supplier says that it would like to supply, or accepts an invitation.
   * @throws AppError NOT_FOUND when the requirement is not there for this supplier, or the supplier not the actor's
   */
  async expressInterest(ctx: TransactionContext, pair: Pair, details: StepDetails = {}): Promise<Moved> {
    demand(ctx.actor, 'introduction.act', pair.supplierId);
    const facts = await pairFacts(ctx, pair);
    const known = facts.id !== null || facts.visibility === 'OPEN';
    if (!known || facts.requirementState === 'DRAFT' || facts.requirementState === 'WITHDRAWN') {
      throw new AppError('NOT_FOUND');
    }
    return this.steps.step(ctx, facts, 'EXPRESS_INTEREST', 'SUPPLIER', details);
  }

  /**
   * A buyer asks a supplier to answer.
   * @throws AppError NOT_FOUND when either is not there, or the requirement not the actor's
   */
  async invite(ctx: TransactionContext, pair: Pair, details: StepDetails = {}): Promise<Moved> {
    const facts = await pairFacts(ctx, pair);
    demand(ctx.actor, 'requirement.edit', facts.buyerId);
    return this.steps.step(ctx, facts, 'INVITE', 'BUYER', details);
  }

  /**
   * An officer, or a cluster body the supplier belongs to, brings both sides together.
   * @throws AppError NOT_FOUND for anybody else
   */
  async suggest(ctx: TransactionContext, pair: Pair, details: StepDetails = {}): Promise<Moved> {
    const facts = await pairFacts(ctx, pair);
    if (!isOfficer(ctx.actor)) {
      const clusters = [...permitted(ctx.actor, 'cluster.manage', organisationsOf(ctx.actor))];
      const member = await ctx.query(
        `SELECT 1 FROM cluster_memberships WHERE cluster_id = ANY($1) AND member_id = $2 LIMIT 1`,
        [clusters, pair.supplierId],
      );
      if (member.length === 0 || facts.visibility !== 'OPEN') throw new AppError('NOT_FOUND');
    }
    if (!isMatched(facts.requirementState)) throw new AppError('NOT_FOUND');
    return this.steps.step(ctx, facts, 'SUGGEST', 'BROKER', details);
  }

  /** @throws AppError NOT_FOUND unless it is the buyer's */
  async shortlist(ctx: TransactionContext, id: string, details: StepDetails = {}): Promise<Moved> {
    const facts = await factsFor(ctx, id, 'BUYER');
    const moved = await this.steps.step(ctx, facts, 'SHORTLIST', 'BUYER', details);
    if (moved.ok && facts.requirementState === 'OPEN') {
      await this.requirements.move(ctx, facts.requirementId, 'SHORTLISTING');
    }
    return moved;
  }

  /** Either side says no to what waits for it; @throws AppError NOT_FOUND unless it is the actor's. */
  decline(
    ctx: TransactionContext,
    id: string,
    details: StepDetails,
    as?: 'SUPPLIER' | 'BUYER',
  ): Promise<Moved> {
    return this.turnAway(ctx, id, 'DECLINE', details, as);
  }

  /** Either side takes back what it began; @throws AppError NOT_FOUND unless it is the actor's. */
  withdraw(
    ctx: TransactionContext,
    id: string,
    details: StepDetails,
    as?: 'SUPPLIER' | 'BUYER',
  ): Promise<Moved> {
    return this.turnAway(ctx, id, 'WITHDRAW', details, as);
  }

  private async turnAway(
    ctx: TransactionContext,
    id: string,
    action: 'DECLINE' | 'WITHDRAW',
    details: StepDetails,
    as?: 'SUPPLIER' | 'BUYER',
  ): Promise<Moved> {
    const facts = await factsFor(ctx, id);
    const side = sideOf(ctx, facts, as, action);
    // Turning away stays possible when the requirement no longer looks for suppliers.
    return this.steps.step(ctx, facts, action, side, details);
  }

  find(ctx: Context, ids: readonly string[]): Promise<Map<string, IntroductionView>> {
    return readIntroductions(ctx, ids);
  }

  /** By `requirement:supplier`. */
  findPairs(ctx: Context, pairs: readonly Pair[]): Promise<Map<string, IntroductionView>> {
    return readPairs(ctx, pairs);
  }

  /**
   * A page of the introductions the actor may see, newest first.
   * @throws AppError BAD_INPUT for a cursor that is none
   */
  list(ctx: Context, filter: IntroductionFilter, page: PageRequest): Promise<IntroductionPage> {
    return listIntroductions(ctx, filter, page);
  }

  /** A page for each parent, in a fixed number of statements. */
  listOf(
    ctx: Context,
    parent: 'requirement' | 'supplier',
    parentIds: readonly string[],
    filter: Pick<IntroductionFilter, 'states'>,
    page: PageRequest,
  ): Promise<Map<string, IntroductionPage>> {
    return listIntroductionsOf(ctx, parent, parentIds, filter, page);
  }

  events(ctx: Context, ids: readonly string[]): Promise<Map<string, IntroductionEventView[]>> {
    return readEvents(ctx, ids);
  }

  /** How suppliers stood at steps that were decisions, by step; the caller may read what the buyer may. */
  standings(ctx: Context, eventIds: readonly string[]): Promise<Map<string, Standing>> {
    return readStandings(ctx, eventIds);
  }

  messages(ctx: Context, ids: readonly string[]): Promise<Map<string, MessageView[]>> {
    return readMessages(ctx, ids);
  }

  contacts(
    ctx: Context,
    views: readonly IntroductionView[],
  ): Promise<Map<string, { supplier: Contact[]; buyer: Contact[] }>> {
    return readContacts(ctx, views);
  }

  replyRates(
    ctx: Context,
    side: 'supplier' | 'buyer',
    ids: readonly string[],
  ): Promise<Map<string, ReplyRate>> {
    return readReplyRates(ctx, side, ids);
  }
}
