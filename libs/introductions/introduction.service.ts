import { storeReplyRates } from '#lib/directory';
import { MatchIndexHolder, type PageRequest } from '#lib/match-lists';
import { emitEvents, NotificationService, type OutgoingEvent } from '#lib/notifications';
import {
  AppError,
  type Context,
  demand,
  fail,
  isOfficer,
  may,
  newId,
  permitted,
  organisationsOf,
  type Result,
  succeed,
  toOpaqueId,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { isMatched, RequirementService } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { standingsOf } from './decision.standing.js';
import { introductionLink, noticesOf } from './introduction.notices.js';
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
import {
  awaitedSide,
  destination,
  type IntroductionAction,
  type IntroductionSide,
  isOpen,
  OPEN_STATES,
  type ReasonCode,
  refusalOf,
} from './introduction.rules.js';
import type {
  AwardView,
  Contact,
  IntroductionEventView,
  IntroductionFacts,
  IntroductionFilter,
  IntroductionView,
  MessageView,
  ReplyRate,
  Standing,
} from './introduction.types.js';
import {
  factsOf,
  factsOfPair,
  factsOfPairs,
  factsOfRequirement,
  type Step,
  takeSteps,
  type TakenStep,
} from './introduction.writer.js';
import { readReplyRates } from './reply.rates.js';

export interface StepDetails {
  /** Words to the other side. */
  reason?: string | null;
  reasonCode?: ReasonCode | null;
  /** ISO day by which the other side should answer. */
  dueOn?: string | null;
}

export interface AwardDraft {
  /** Whole pounds. */
  valueGbp: number;
  jobs?: number | null;
  /** ISO days; awarded today unless told. */
  awardedOn?: string | null;
  startsOn?: string | null;
  /** The requirement goes on looking for suppliers; otherwise the others are told, and it ends as awarded. */
  keepOpen?: boolean | null;
}

type Moved = Result<{ id: string }>;

const LONGEST_TEXT = 2_000;
const LONGEST_MESSAGE = 5_000;
const MOST_VALUE = 1e12;

/** Matches as people work them: each step checked, recorded, and told to the other side. */
@Injectable()
export class IntroductionService {
  constructor(
    private readonly requirements: RequirementService,
    private readonly notifications: NotificationService,
    private readonly holder: MatchIndexHolder,
  ) {}

  /**
   * A supplier says that it would like to supply, or accepts an invitation.
   * @throws AppError NOT_FOUND when the requirement is not there for this supplier, or the supplier not the actor's
   */
  async expressInterest(ctx: TransactionContext, pair: Pair, details: StepDetails = {}): Promise<Moved> {
    demand(ctx.actor, 'introduction.act', pair.supplierId);
    const facts = await this.pairFacts(ctx, pair);
    const known = facts.id !== null || facts.visibility === 'OPEN';
    if (!known || facts.requirementState === 'DRAFT' || facts.requirementState === 'WITHDRAWN') {
      throw new AppError('NOT_FOUND');
    }
    return this.step(ctx, facts, 'EXPRESS_INTEREST', 'SUPPLIER', details);
  }

  /**
   * A buyer asks a supplier to answer.
   * @throws AppError NOT_FOUND when either is not there, or the requirement not the actor's
   */
  async invite(ctx: TransactionContext, pair: Pair, details: StepDetails = {}): Promise<Moved> {
    const facts = await this.pairFacts(ctx, pair);
    demand(ctx.actor, 'requirement.edit', facts.buyerId);
    return this.step(ctx, facts, 'INVITE', 'BUYER', details);
  }

  /**
   * An officer, or a cluster body the supplier belongs to, brings both sides together.
   * @throws AppError NOT_FOUND for anybody else
   */
  async suggest(ctx: TransactionContext, pair: Pair, details: StepDetails = {}): Promise<Moved> {
    const facts = await this.pairFacts(ctx, pair);
    if (!isOfficer(ctx.actor)) {
      const clusters = [...permitted(ctx.actor, 'cluster.manage', organisationsOf(ctx.actor))];
      const member = await ctx.query(
        `SELECT 1 FROM cluster_memberships WHERE cluster_id = ANY($1) AND member_id = $2 LIMIT 1`,
        [clusters, pair.supplierId],
      );
      if (member.length === 0 || facts.visibility !== 'OPEN') throw new AppError('NOT_FOUND');
    }
    if (!isMatched(facts.requirementState)) throw new AppError('NOT_FOUND');
    return this.step(ctx, facts, 'SUGGEST', 'BROKER', details);
  }

  /** @throws AppError NOT_FOUND unless it is the buyer's */
  async shortlist(ctx: TransactionContext, id: string, details: StepDetails = {}): Promise<Moved> {
    const facts = await this.factsFor(ctx, id, 'BUYER');
    const moved = await this.step(ctx, facts, 'SHORTLIST', 'BUYER', details);
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

  /**
   * Records an award. Where the buyer wants two people, it counts once somebody else approves it.
   * @throws AppError NOT_FOUND unless it is the buyer's
   */
  async recordAward(ctx: TransactionContext, id: string, draft: AwardDraft): Promise<Moved> {
    const facts = await this.factsFor(ctx, id, 'BUYER');
    const errors = awardErrors(draft, ctx.today());
    if (errors.length > 0) return fail(...errors);
    const refused = refusal('AWARD', 'BUYER', facts);
    if (refused) return refused;
    const award: AwardView = {
      valueGbp: Math.round(draft.valueGbp),
      jobs: draft.jobs ?? null,
      awardedOn: draft.awardedOn ?? ctx.today(),
      startsOn: draft.startsOn ?? null,
    };
    if (facts.twoPersonAwards && ctx.actor.kind === 'person') {
      return this.proposeAward(ctx, id, facts, award, ctx.actor.personId, draft.keepOpen ?? false);
    }
    return this.award(ctx, facts, award, draft.keepOpen ?? false);
  }

  /**
   * A second person approves an award that somebody else recorded.
   * @throws AppError NOT_FOUND unless it is the buyer's
   */
  async approveAward(ctx: TransactionContext, id: string): Promise<Moved> {
    const facts = await this.factsFor(ctx, id, 'BUYER');
    if (!facts.award || facts.awardProposedBy === null || facts.state !== 'SHORTLISTED') {
      return fail(userError('NOTHING_TO_APPROVE', 'No award waits for approval here.'));
    }
    if (ctx.actor.kind === 'person' && ctx.actor.personId === facts.awardProposedBy) {
      return fail(userError('SECOND_PERSON_NEEDED', 'You recorded it: somebody else has to approve it.'));
    }
    const [row] = await ctx.query<{ keepOpen: boolean }>(
      `UPDATE introductions SET award_proposed_by = NULL WHERE id = $1 RETURNING award_keeps_open AS "keepOpen"`,
      [id],
    );
    return this.award(ctx, facts, facts.award, row?.keepOpen ?? false);
  }

  /**
   * Writes to the other side, while the introduction is alive.
   * @throws AppError NOT_FOUND unless the actor may act for one side
   */
  async sendMessage(
    ctx: TransactionContext,
    id: string,
    body: string,
    as?: 'SUPPLIER' | 'BUYER',
  ): Promise<Moved> {
    const facts = await this.factsFor(ctx, id);
    const side = sideOf(ctx, facts, as);
    const text = body.trim();
    if (text === '') return fail(userError('REQUIRED', 'Write something first.', ['body']));
    if (text.length > LONGEST_MESSAGE) {
      return fail(userError('TOO_LONG', `At most ${LONGEST_MESSAGE} characters. Shorten it.`, ['body']));
    }
    if (facts.state === null || (!isOpen(facts.state) && facts.state !== 'AWARDED')) {
      return fail(userError('NOT_POSSIBLE_NOW', 'The introduction has ended.'));
    }
    const personId = ctx.actor.kind === 'person' ? ctx.actor.personId : null;
    const messageId = newId();
    await ctx.query(
      `INSERT INTO introduction_messages (id, introduction_id, side, person_id, body, sent_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [messageId, id, side, personId, text, ctx.now()],
    );
    const [from, to] =
      side === 'SUPPLIER' ? [facts.supplierName, facts.buyerId] : [facts.buyerName, facts.supplierId];
    await this.notifications.notify(ctx, [
      {
        organisationId: to,
        kind: 'MESSAGE',
        title: `Message from ${from}: ${facts.requirementTitle}`,
        body: text,
        link: introductionLink(id),
        dedupKey: `message:${messageId}`,
        exceptPersonId: personId,
      },
    ]);
    await emitEvents(ctx, [
      {
        organisationIds: [to],
        event: 'INTRODUCTION_MESSAGE',
        data: { introductionId: toOpaqueId('intro', id), side, body: text },
      },
    ]);
    return succeed({ id });
  }

  /**
   * Answers every supplier that still waits for word of a requirement: with the outcomes given, else with the reason
   * given. The caller ends the requirement in the same transaction.
   * @returns how many were answered
   */
  async answerAll(
    ctx: TransactionContext,
    requirementId: string,
    reasonCode: ReasonCode,
    outcomes: ReadonlyMap<string, StepDetails> = new Map(),
  ): Promise<number> {
    const waiting = await factsOfRequirement(ctx, requirementId, OPEN_STATES);
    const taken = await this.take(
      ctx,
      waiting.map((facts): Step => {
        const own = outcomes.get(facts.id!);
        return {
          facts,
          action: 'CLOSE',
          side: 'BUYER',
          to: 'DECLINED',
          reasonCode: own?.reasonCode ?? reasonCode,
          reason: own?.reason,
        };
      }),
    );
    return taken.length;
  }

  /** What steps of many pairs rest on, by `requirement:supplier`; their requirements are locked. */
  factsOfPairs(ctx: TransactionContext, pairs: readonly Pair[]): Promise<Map<string, IntroductionFacts>> {
    return factsOfPairs(ctx, pairs);
  }

  /** Takes steps that have been found to be allowed, keeps how each supplier stood, and tells the other sides. */
  async take(ctx: TransactionContext, steps: readonly Step[]): Promise<TakenStep[]> {
    const standings = await standingsOf(ctx, this.holder, steps);
    const taken = await takeSteps(
      ctx,
      steps.map((step, at) => ({ ...step, standing: standings[at] })),
    );
    await this.tell(ctx, taken);
    return taken;
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

  private async award(
    ctx: TransactionContext,
    facts: IntroductionFacts,
    award: AwardView,
    keepOpen: boolean,
  ): Promise<Moved> {
    const moved = await this.step(ctx, facts, 'AWARD', 'BUYER', {}, award);
    if (!moved.ok || keepOpen) return moved;
    await this.answerAll(ctx, facts.requirementId, 'AWARDED_ELSEWHERE');
    const ended = await this.requirements.move(ctx, facts.requirementId, 'AWARDED');
    return ended.ok ? moved : ended;
  }

  private async proposeAward(
    ctx: TransactionContext,
    id: string,
    facts: IntroductionFacts,
    award: AwardView,
    personId: string,
    keepOpen: boolean,
  ): Promise<Moved> {
    await ctx.query(
      `UPDATE introductions SET award_value_gbp = $2, award_jobs = $3, awarded_on = $4, award_starts_on = $5,
              award_proposed_by = $6, award_proposed_at = $7, award_keeps_open = $8, updated_at = $7 WHERE id = $1`,
      [id, award.valueGbp, award.jobs, award.awardedOn, award.startsOn, personId, ctx.now(), keepOpen],
    );
    await this.notifications.notify(ctx, [
      {
        organisationId: facts.buyerId,
        kind: 'AWARD',
        title: `To approve: award of ${facts.requirementTitle}`,
        body: `An award to ${facts.supplierName} of £${award.valueGbp.toLocaleString('en-GB')} waits for a second person.`,
        link: introductionLink(id),
        dedupKey: `award:${id}:${ctx.now().toISOString()}`,
        exceptPersonId: personId,
      },
    ]);
    return succeed({ id });
  }

  private async turnAway(
    ctx: TransactionContext,
    id: string,
    action: 'DECLINE' | 'WITHDRAW',
    details: StepDetails,
    as?: 'SUPPLIER' | 'BUYER',
  ): Promise<Moved> {
    const facts = await this.factsFor(ctx, id);
    const side = sideOf(ctx, facts, as, action);
    // Turning away stays possible when the requirement no longer looks for suppliers.
    return this.step(ctx, facts, action, side, details);
  }

  private async step(
    ctx: TransactionContext,
    facts: IntroductionFacts,
    action: IntroductionAction,
    side: IntroductionSide,
    details: StepDetails,
    award?: AwardView,
  ): Promise<Moved> {
    const refused = refusal(action, side, facts);
    if (refused) return refused;
    const { reason, reasonCode, dueOn } = details;
    if ((reason ?? '').length > LONGEST_TEXT) {
      return fail(userError('TOO_LONG', `At most ${LONGEST_TEXT} characters. Shorten it.`, ['message']));
    }
    if (dueOn && dueOn <= ctx.today()) {
      return fail(userError('OUT_OF_RANGE', 'Give a day after today.', ['dueOn']));
    }
    const to = destination(action, side, facts.state)!;
    const [taken] = await this.take(ctx, [{ facts, action, side, to, reason, reasonCode, dueOn, award }]);
    return succeed({ id: taken!.id });
  }

  private async tell(ctx: TransactionContext, taken: readonly TakenStep[]): Promise<void> {
    const personId = ctx.actor.kind === 'person' ? ctx.actor.personId : null;
    await this.notifications.notify(
      ctx,
      taken.flatMap((step) => noticesOf(step, ctx.now(), personId)),
    );
    await emitEvents(ctx, taken.map(eventOf));
    const answering = taken.filter(({ facts, side }) => facts.state === 'INVITED' && side !== 'BUYER');
    const rates = await readReplyRates(
      ctx,
      'supplier',
      answering.map(({ facts }) => facts.supplierId),
    );
    await storeReplyRates(
      ctx,
      [...rates.values()].map((rate) => ({
        supplierId: rate.organisationId,
        rate: rate.answered / rate.asked,
      })),
    );
  }

  private async pairFacts(ctx: TransactionContext, pair: Pair): Promise<IntroductionFacts> {
    const facts = await factsOfPair(ctx, pair.requirementId, pair.supplierId);
    if (!facts) throw new AppError('NOT_FOUND');
    return facts;
  }

  /** @throws AppError NOT_FOUND unless the actor may act for the side, or for either when none is named */
  private async factsFor(ctx: TransactionContext, id: string, side?: 'BUYER'): Promise<IntroductionFacts> {
    const facts = await factsOf(ctx, id);
    const allowed =
      facts &&
      (may(ctx.actor, 'requirement.edit', facts.buyerId) ||
        (side === undefined && may(ctx.actor, 'introduction.act', facts.supplierId)));
    if (!allowed) throw new AppError('NOT_FOUND');
    return facts;
  }
}

export interface Pair {
  requirementId: string;
  supplierId: string;
}

/** A step as other systems are told of it. */
const eventOf = ({ id, facts, action, side, to, dueOn, reasonCode }: TakenStep): OutgoingEvent => ({
  organisationIds: [facts.supplierId, facts.buyerId],
  event: 'INTRODUCTION_MOVED',
  data: {
    introductionId: toOpaqueId('intro', id),
    requirementId: toOpaqueId('req', facts.requirementId),
    supplierId: toOpaqueId('org', facts.supplierId),
    buyerId: toOpaqueId('org', facts.buyerId),
    action,
    side,
    state: to,
    dueOn,
    reasonCode: reasonCode ?? null,
  },
});

/** The side the actor acts for; who may act for both says which, or takes the side whose turn it is. */
function sideOf(
  { actor }: Context,
  facts: IntroductionFacts,
  as?: 'SUPPLIER' | 'BUYER',
  action?: 'DECLINE' | 'WITHDRAW',
): 'SUPPLIER' | 'BUYER' {
  const supplier = may(actor, 'introduction.act', facts.supplierId);
  const buyer = may(actor, 'requirement.edit', facts.buyerId);
  if (as !== undefined) {
    if (!(as === 'SUPPLIER' ? supplier : buyer)) throw new AppError('NOT_FOUND');
    return as;
  }
  if (supplier !== buyer) return supplier ? 'SUPPLIER' : 'BUYER';
  if (action && !destination(action, 'BUYER', facts.state)) return 'SUPPLIER';
  return (facts.state && awaitedSide(facts.state)) ?? 'BUYER';
}

/** Steps that begin something need a requirement that looks for suppliers. */
const startingActions: readonly IntroductionAction[] = [
  'EXPRESS_INTEREST',
  'INVITE',
  'SUGGEST',
  'SHORTLIST',
  'AWARD',
];

function refusal(
  action: IntroductionAction,
  side: IntroductionSide,
  facts: IntroductionFacts,
): ReturnType<typeof fail> | undefined {
  if (facts.supplierId === facts.buyerId) {
    return fail(userError('NOT_YOURSELF', 'Nobody is introduced to themselves.', ['supplierId']));
  }
  if (startingActions.includes(action) && !isMatched(facts.requirementState)) {
    const state = facts.requirementState.toLowerCase();
    return fail(
      userError('REQUIREMENT_NOT_OPEN', `The requirement is ${state}: it looks for no supplier now.`),
    );
  }
  if (destination(action, side, facts.state) !== undefined) return undefined;
  return fail(userError('NOT_POSSIBLE_NOW', refusalOf(action, facts.state), ['state']));
}

function awardErrors(draft: AwardDraft, today: string): ReturnType<typeof userError>[] {
  const errors = [];
  if (!(draft.valueGbp >= 0 && draft.valueGbp <= MOST_VALUE)) {
    errors.push(userError('OUT_OF_RANGE', 'Give the value in whole pounds, 0 or more.', ['valueGbp']));
  }
  if (draft.jobs !== undefined && draft.jobs !== null && !(draft.jobs >= 0 && draft.jobs <= 1_000_000)) {
    errors.push(userError('OUT_OF_RANGE', 'Give the number of jobs, 0 or more.', ['jobs']));
  }
  if (draft.awardedOn && draft.awardedOn > today) {
    errors.push(userError('OUT_OF_RANGE', 'An award is recorded once it has been made.', ['awardedOn']));
  }
  return errors;
}
