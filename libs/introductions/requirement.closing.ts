import { fail, type Result, type TransactionContext, type UserError, userError } from '#lib/platform';
import { RequirementService } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { OPEN_STATES, type ReasonCode } from './introduction.rules.js';
import { IntroductionSteps } from './introduction.steps.js';
import { factsOfRequirement } from './introduction.writer.js';

export interface ClosingOutcome {
  introductionId: string;
  reasonCode: ReasonCode;
  /** Words to the supplier. */
  reason?: string | null;
}

export interface Closing {
  /** What came of the requirement, in a sentence. */
  outcome?: string | null;
  /** What each supplier that waits is told; the rest hear that it was closed. */
  outcomes?: readonly ClosingOutcome[] | null;
}

/** Ends requirements so that every supplier that waits for word hears back. */
@Injectable()
export class RequirementClosing {
  constructor(
    private readonly requirements: RequirementService,
    private readonly steps: IntroductionSteps,
  ) {}

  /**
   * Closes a requirement and answers every open introduction in the same transaction.
   * @throws AppError NOT_FOUND when there is none, or it is not the actor's
   */
  async close(
    ctx: TransactionContext,
    id: string,
    closing: Closing,
  ): Promise<Result<{ id: string; answered: number }>> {
    return this.end(ctx, id, closing, () => this.requirements.close(ctx, id, closing.outcome ?? undefined));
  }

  /** Takes a requirement back, as `close` ends it. */
  async withdraw(
    ctx: TransactionContext,
    id: string,
    closing: Closing,
  ): Promise<Result<{ id: string; answered: number }>> {
    return this.end(ctx, id, closing, () =>
      this.requirements.withdraw(ctx, id, closing.outcome ?? undefined),
    );
  }

  private async end(
    ctx: TransactionContext,
    id: string,
    { outcomes }: Closing,
    work: () => Promise<Result<{ id: string }>>,
  ): Promise<Result<{ id: string; answered: number }>> {
    // First, as it refuses those who may not, and locks.
    const ended = await work();
    if (!ended.ok) return ended;
    const errors = await unknownOutcomes(ctx, id, outcomes ?? []);
    if (errors.length > 0) return fail(...errors);
    const given = new Map((outcomes ?? []).map((outcome) => [outcome.introductionId, outcome]));
    const answered = await this.steps.answerAll(ctx, id, 'REQUIREMENT_CLOSED', given);
    return { ok: true, value: { id, answered } };
  }
}

async function unknownOutcomes(
  ctx: TransactionContext,
  requirementId: string,
  outcomes: readonly ClosingOutcome[],
): Promise<UserError[]> {
  if (outcomes.length === 0) return [];
  const waiting = new Set((await factsOfRequirement(ctx, requirementId, OPEN_STATES)).map(({ id }) => id));
  return outcomes.flatMap(({ introductionId }, at) =>
    waiting.has(introductionId)
      ? []
      : [
          userError('NOT_WAITING', 'This introduction does not wait for an outcome.', [
            'outcomes',
            at,
            'introductionId',
          ]),
        ],
  );
}
