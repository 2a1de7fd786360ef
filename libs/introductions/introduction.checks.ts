/** Who acts on an introduction, and for which side. */
import { AppError, type Context, may, type TransactionContext } from '#lib/platform';
import { awaitedSide, destination } from './introduction.rules.js';
import type { IntroductionFacts } from './introduction.types.js';
import { factsOf, factsOfPair } from './introduction.writer.js';

export interface Pair {
  requirementId: string;
  supplierId: string;
}

/** @throws AppError NOT_FOUND when the requirement or the supplier is not there */
export async function pairFacts(ctx: TransactionContext, pair: Pair): Promise<IntroductionFacts> {
  const facts = await factsOfPair(ctx, pair.requirementId, pair.supplierId);
  if (!facts) throw new AppError('NOT_FOUND');
  return facts;
}

/** @throws AppError NOT_FOUND unless the actor may act for the side, or for either when none is named */
export async function factsFor(
  ctx: TransactionContext,
  id: string,
  side?: 'BUYER',
): Promise<IntroductionFacts> {
  const facts = await factsOf(ctx, id);
  const allowed =
    facts &&
    (may(ctx.actor, 'requirement.edit', facts.buyerId) ||
      (side === undefined && may(ctx.actor, 'introduction.act', facts.supplierId)));
  if (!allowed) throw new AppError('NOT_FOUND');
  return facts;
}

/** The side the actor acts for; who may act for both says which, or takes the side whose turn it is. */
export function sideOf(
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
