import type { Blocker, CriterionScore, NeedExplanation } from '#lib/matching';
import { type Actor, mayViewOrganisationPrivate } from '#lib/platform';
import type { Blocker as BlockerShown, Criterion, NeedFit } from './match.types.js';

interface Explained {
  criteria: readonly CriterionScore[];
  needs: readonly NeedExplanation[];
  blockers: readonly Blocker[];
  summary: string;
}

interface Disclosed {
  criteria: Criterion[];
  needs: NeedFit[];
  blockers: BlockerShown[];
  summary: string;
}

const turnoverTooSmall = 'Its turnover is below the contract value.';
/** How the engine words turnover against contract value; with the value, it would give the turnover away. */
const turnoverRatio = /Turnover is [\d.,]+ times the contract value\./g;

/**
 * An explanation as this actor may read it: reasons rest on a supplier's turnover, which is for the supplier and
 * officers alone, so others learn that it is too small and not what it is.
 */
export const discloseOnce = (explained: Explained, supplierId: string, actor: Actor): Disclosed =>
  mayViewOrganisationPrivate(actor, supplierId) ? wholeOf(explained) : guardedOf(explained);

/** What was disclosed of an explanation before: lists are read far more often than they change. */
const known = new WeakMap<Explained, { whole?: Disclosed; guarded?: Disclosed }>();

/** As `discloseOnce`, for explanations that are read again: the answer is shared, nobody may alter it. */
export function disclose(explained: Explained, supplierId: string, actor: Actor): Readonly<Disclosed> {
  let versions = known.get(explained);
  if (!versions) known.set(explained, (versions = {}));
  return mayViewOrganisationPrivate(actor, supplierId)
    ? (versions.whole ??= wholeOf(explained))
    : (versions.guarded ??= guardedOf(explained));
}

const wholeOf = (explained: Explained): Disclosed => ({
  criteria: explained.criteria.map((criterion) => ({ ...criterion })),
  needs: explained.needs.map((need) => ({ ...need, metBy: [...need.metBy] })),
  blockers: explained.blockers.map(({ code, message, subject }) => ({
    code,
    message,
    subject: subject ?? null,
  })),
  summary: explained.summary,
});

function guardedOf(explained: Explained): Disclosed {
  const { criteria, needs, blockers, ...rest } = wholeOf(explained);
  let { summary } = rest;
  for (const blocker of blockers) {
    if (blocker.code !== 'TURNOVER_TOO_SMALL') continue;
    summary = summary.replaceAll(blocker.message, turnoverTooSmall);
    blocker.message = turnoverTooSmall;
  }
  for (const criterion of criteria) {
    criterion.reason = criterion.reason.replace(
      turnoverRatio,
      'Turnover was compared with the contract value.',
    );
  }
  return { criteria, needs, blockers, summary };
}
