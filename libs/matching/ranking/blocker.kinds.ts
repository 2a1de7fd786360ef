/**
 * Blockers without their sentences, read from columns: for those who count them, or try what would lift them, over many
 * suppliers. What `blockersAt` tells in words.
 */
import { satisfactionOfRank } from '../scoring/certificate.status.js';
import { CERTIFICATE_BLOCKERS, eitherOf } from '../scoring/eligibility.rules.js';
import type { Blocker } from '../model/model.types.js';
import type { Evaluator } from './supplier.evaluation.js';

export type BlockerKind = Pick<Blocker, 'code' | 'subject'>;

/** What keeps a slot from the requirement, in the order in which it is told; the evaluator must have seen it last. */
export function blockerKindsAt({ plan, fits, facts, index }: Evaluator, slot: number): BlockerKind[] {
  const found: BlockerKind[] = [];
  const either: string[] = [];
  let metOne = false;
  plan.needs.forEach(({ phrase, importance, floor, any }, at) => {
    const met = fits[at]! >= floor;
    if (any) {
      either.push(phrase);
      metOne ||= met;
    } else if (importance === 'must' && !met) found.push({ code: 'MISSING_CAPABILITY', subject: phrase });
  });
  if (either.length > 0 && !metOne) found.push({ code: 'MISSING_CAPABILITY', subject: eitherOf(either) });
  plan.requirement.certifications.forEach(({ scheme, importance }, at) => {
    if (importance !== 'required') return;
    const code = CERTIFICATE_BLOCKERS[satisfactionOfRank(facts.certificateRank(slot, at))];
    if (code) found.push({ code, subject: scheme });
  });
  for (const code of facts.capacityMissed(slot)) found.push({ code });
  if (!facts.reachTo.hasSite(slot)) found.push({ code: 'OUT_OF_REGION' });
  else if (facts.missesPlace(slot)) found.push({ code: 'TOO_FAR' });
  if (!index.columns.accepting.has(slot)) found.push({ code: 'NOT_ACCEPTING_WORK' });
  if (facts.isRuledOut(slot)) found.push({ code: 'EXCLUDED' });
  return found;
}
