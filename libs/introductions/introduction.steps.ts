import { storeReplyRates } from '#lib/directory';
import { MatchIndexHolder } from '#lib/match-lists';
import { emitEvents, NotificationService, type OutgoingEvent } from '#lib/notifications';
import { fail, type Result, succeed, toOpaqueId, type TransactionContext, userError } from '#lib/platform';
import { isMatched } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { standingsOf } from './decision.standing.js';
import { noticesOf } from './introduction.notices.js';
import {
  destination,
  type IntroductionAction,
  type IntroductionSide,
  OPEN_STATES,
  type ReasonCode,
  refusalOf,
} from './introduction.rules.js';
import type { AwardView, IntroductionFacts } from './introduction.types.js';
import { factsOfRequirement, type Step, takeSteps, type TakenStep } from './introduction.writer.js';
import { readReplyRates } from './reply.rates.js';

export interface StepDetails {
  /** Words to the other side. */
  reason?: string | null;
  reasonCode?: ReasonCode | null;
  /** ISO day by which the other side should answer. */
  dueOn?: string | null;
}

export type Moved = Result<{ id: string }>;

const LONGEST_TEXT = 2_000;

/** Steps of introductions: each checked, recorded, and told to the other side. Who may take one is for the caller to say. */
@Injectable()
export class IntroductionSteps {
  constructor(
    private readonly notifications: NotificationService,
    private readonly holder: MatchIndexHolder,
  ) {}

  /** Takes one step where the rules and the details allow it. */
  async step(
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

/** Steps that begin something need a requirement that looks for suppliers. */
const startingActions: readonly IntroductionAction[] = [
  'EXPRESS_INTEREST',
  'INVITE',
  'SUGGEST',
  'SHORTLIST',
  'AWARD',
];

export function refusal(
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
