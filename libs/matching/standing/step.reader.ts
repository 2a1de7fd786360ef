/** The one step that keeps a supplier from a requirement, in words, where its record need not be read for them. */
import { satisfactionOfRank } from '../scoring/certificate.status.js';
import { capabilityBlockers, certificateBlocker, NOT_ACCEPTING_WORK } from '../scoring/eligibility.rules.js';
import { blockersAt } from '../explanation/match.explanation.js';
import type { Blocker } from '../model/model.types.js';
import type { Evaluator } from '../ranking/supplier.evaluation.js';

/**
 * A reader of the only blocker of one slot after another; undefined where there are others. The evaluator must hold
 * the fits of the slot, and its place and what it is must be known to keep it from nothing.
 */
export function stepReader(evaluator: Evaluator): (slot: number) => Blocker | undefined {
  const { facts, plan, index } = evaluator;
  const { requirement } = plan;
  const floors = plan.needs.map(({ floor }) => floor);
  const any = plan.needs.map((need) => need.any);
  // Many suppliers lack the same certificate in the same way.
  const told = new Map<number, Blocker | null>();
  const certificate = (slot: number, at: number): Blocker | null => {
    const rank = facts.certificateRank(slot, at);
    const key = 8 * at + rank;
    let blocker = told.get(key);
    if (blocker === undefined) {
      blocker = certificateBlocker(
        requirement.certifications[at]!,
        satisfactionOfRank(rank),
        requirement.onDate,
      );
      told.set(key, blocker);
    }
    return blocker;
  };
  return (slot) => {
    // What is said of a lot names what the supplier takes.
    if (facts.capacityMissed(slot).length > 0) {
      const all = blockersAt(evaluator, slot);
      return all.length === 1 ? all[0] : undefined;
    }
    const blockers = capabilityBlockers(requirement, { fits: evaluator.fits, floors, any });
    requirement.certifications.forEach(({ importance }, at) => {
      if (importance !== 'required') return;
      const blocker = certificate(slot, at);
      if (blocker) blockers.push(blocker);
    });
    if (!index.columns.accepting.has(slot)) blockers.push(NOT_ACCEPTING_WORK);
    return blockers.length === 1 ? blockers[0] : undefined;
  };
}
