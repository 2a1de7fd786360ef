import { NotificationService } from '#lib/notifications';
import { fail, succeed, type TransactionContext, userError } from '#lib/platform';
import { RequirementService } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { factsFor } from './introduction.checks.js';
import { introductionLink } from './introduction.notices.js';
import { IntroductionSteps, type Moved, refusal } from './introduction.steps.js';
import type { AwardView, IntroductionFacts } from './introduction.types.js';

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

const MOST_VALUE = 1e12;

/** Awards: what came of an introduction, recorded by one person or by two. */
@Injectable()
export class AwardService {
  constructor(
    private readonly requirements: RequirementService,
    private readonly notifications: NotificationService,
    private readonly steps: IntroductionSteps,
  ) {}

  /**
   * Records an award. Where the buyer wants two people, it counts once somebody else approves it.
   * @throws AppError NOT_FOUND unless it is the buyer's
   */
  async record(ctx: TransactionContext, id: string, draft: AwardDraft): Promise<Moved> {
    const facts = await factsFor(ctx, id, 'BUYER');
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
      return this.propose(ctx, id, facts, award, ctx.actor.personId, draft.keepOpen ?? false);
    }
    return this.count(ctx, facts, award, draft.keepOpen ?? false);
  }

  /**
   * A second person approves an award that somebody else recorded.
   * @throws AppError NOT_FOUND unless it is the buyer's
   */
  async approve(ctx: TransactionContext, id: string): Promise<Moved> {
    const facts = await factsFor(ctx, id, 'BUYER');
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
    return this.count(ctx, facts, facts.award, row?.keepOpen ?? false);
  }

  private async count(
    ctx: TransactionContext,
    facts: IntroductionFacts,
    award: AwardView,
    keepOpen: boolean,
  ): Promise<Moved> {
    const moved = await this.steps.step(ctx, facts, 'AWARD', 'BUYER', {}, award);
    if (!moved.ok || keepOpen) return moved;
    await this.steps.answerAll(ctx, facts.requirementId, 'AWARDED_ELSEWHERE');
    const ended = await this.requirements.move(ctx, facts.requirementId, 'AWARDED');
    return ended.ok ? moved : ended;
  }

  private async propose(
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
