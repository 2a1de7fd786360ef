import {
  awaitedSide,
  type IntroductionAction,
  type IntroductionView,
  type ReplyRate as ReplyRateView,
  stepsOf,
} from '#lib/introductions';
import { type Actor, may, toOpaqueId } from '#lib/platform';
import type { Introduction, ReplyRate } from './introduction.types.js';

/** An introduction as this actor sees it, with the steps that are theirs to take. */
export function toIntroduction(view: IntroductionView, actor: Actor, today: string): Introduction {
  return {
    view,
    id: toOpaqueId('intro', view.id),
    requirementId: toOpaqueId('req', view.requirementId),
    requirementTitle: view.requirementTitle,
    buyerId: toOpaqueId('org', view.buyerId),
    buyerName: view.buyerName,
    supplierId: toOpaqueId('org', view.supplierId),
    supplierName: view.supplierName,
    state: view.state,
    awaiting: awaitedSide(view.state),
    dueOn: view.dueOn,
    overdue: view.dueOn !== null && view.dueOn < today,
    reasonCode: view.reasonCode,
    reason: view.reason,
    crossRegional: view.crossRegional,
    steps: stepsFor(view, actor),
    // What is proposed and not yet approved is for the buyer alone.
    award:
      view.state === 'AWARDED' || may(actor, 'requirement.view-private', view.buyerId) ? view.award : null,
    awardToApprove: view.awardProposedBy !== null && may(actor, 'requirement.view-private', view.buyerId),
    createdAt: view.createdAt,
    updatedAt: view.updatedAt,
  };
}

function stepsFor(view: IntroductionView, actor: Actor): IntroductionAction[] {
  const steps = [
    ...(may(actor, 'introduction.act', view.supplierId) ? stepsOf('SUPPLIER', view.state) : []),
    ...(may(actor, 'requirement.edit', view.buyerId) ? stepsOf('BUYER', view.state) : []),
  ];
  return [...new Set(steps)];
}

export const toReplyRate = (view: ReplyRateView | undefined): ReplyRate | null =>
  view && view.asked > 0
    ? {
        asked: view.asked,
        answered: view.answered,
        rate: view.answered / view.asked,
        medianDays: view.medianDays,
      }
    : null;
