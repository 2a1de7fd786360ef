/** Unlocks: the smallest changes by which a supplier becomes eligible for more, measured by the engine itself. */
import { certifications } from '#lib/taxonomy';
import type { BlockerKind } from '../ranking/blocker.kinds.js';
import { claimStrength } from '../scoring/criteria.scoring.js';
import type { MatchIndex } from '../index/match.index.js';
import type { BlockerCode, RequirementRecord, SupplierRecord, SupplierSite } from '../model/model.types.js';
import type { RequirementIndex } from '../standing/requirement.index.js';
import { codesOf } from '../scoring/need.plan.js';
import type { RequirementPlan } from '../scoring/requirement.plan.js';
import { type HeldCapability, isWithinReach } from '../standing/step.reach.js';
import { applyChange, changeKey, claimOf, type SupplierChange } from './supplier.change.js';
import { SupplierTrials } from './supplier.trial.js';
import { atOnce, type Pieces } from '../model/work.pieces.js';

/** A requirement that a change opens. */
export interface Opening {
  requirementNo: number;
  requirementId: string;
  /** Integer units, once the change is made. */
  score: number;
}

export interface Unlock {
  change: SupplierChange;
  /** By score, ties to the lower number. */
  opens: Opening[];
  /** Pounds a year over what it opens; requirements without a value add nothing. */
  valueGbp: number;
  /** Of the buyers, sorted. */
  regions: string[];
}

export interface UnlockOptions {
  limit: number;
  /** Only requirements for which this holds. */
  only?: (requirement: RequirementRecord) => boolean;
  /** Places a second site could be; without any, the places of the requirements that are out of reach. */
  places?: readonly { name: string; site: SupplierSite }[];
}

/** A requirement that something keeps the supplier from. */
export interface BlockedPlan {
  plan: RequirementPlan;
  blockers: BlockerKind[];
}

/** Changes tried for one supplier at most; the most often asked for are tried. */
const MOST_TRIED = 120;

/** Blockers that a change of each kind can lift. One that can lift none of a requirement's need not be tried. */
const LIFTS: Readonly<Record<SupplierChange['kind'], readonly BlockerCode[]>> = {
  CAPABILITY: ['MISSING_CAPABILITY'],
  CERTIFICATE: [
    'CERTIFICATE_MISSING',
    'CERTIFICATE_EXPIRED',
    'CERTIFICATE_NOT_YET_VALID',
    'CERTIFICATE_UNKNOWN',
  ],
  SITE: ['TOO_FAR', 'OUT_OF_REGION'],
  SMALLER_BATCH: ['BATCH_TOO_SMALL'],
  LARGER_BATCH: ['BATCH_TOO_LARGE'],
  ACCEPT_WORK: ['NOT_ACCEPTING_WORK'],
};

/** Whether a kind of change can lift a blocker at all. */
export const mayLift = (change: SupplierChange, { code }: BlockerKind): boolean =>
  LIFTS[change.kind].includes(code);

/**
 * Changes that each, alone, make the supplier eligible for at least one more standing requirement: most opened
 * first, then by value, then by key. Of changes of which one opens all that another opens, and is no larger, only that
 * one is told. An unknown supplier has none.
 */
export const findUnlocks = (
  index: MatchIndex,
  standing: RequirementIndex,
  supplierNo: number,
  options: UnlockOptions,
): Unlock[] => atOnce(unlocksInPieces(index, standing, supplierNo, options));

/** The same as findUnlocks, in pieces. */
export function* unlocksInPieces(
  index: MatchIndex,
  standing: RequirementIndex,
  supplierNo: number,
  options: UnlockOptions,
): Pieces<Unlock[]> {
  const supplier = index.get(supplierNo);
  if (!supplier) return [];
  const trials = new SupplierTrials(index);
  const unchanged = trials.add(supplier);
  const near = standing.plansNear(supplier);
  const blocked = yield* blockedPlans(trials, unchanged, near, options.only);
  const changes = proposeChanges(index, supplier, blocked, options.places);
  yield;
  const opened = yield* openingsOf(
    index,
    trials,
    standing,
    supplier,
    changes,
    { near, blocked },
    options.only,
  );
  return withoutShadowed(index, opened.sort(byGain)).slice(0, options.limit);
}

/** What each change alone opens, in the order given, of those that open what asks for them. */
function* openingsOf(
  { graph }: MatchIndex,
  trials: SupplierTrials,
  standing: RequirementIndex,
  supplier: SupplierRecord,
  changes: readonly SupplierChange[],
  { near, blocked }: { near: readonly RequirementPlan[]; blocked: readonly BlockedPlan[] },
  only?: UnlockOptions['only'],
): Pieces<Unlock[]> {
  const variants = changes.map((change) => applyChange(supplier, change));
  const first = yield* trials.addAll(variants);
  const opened = changes.map((): { plan: RequirementPlan; score: number }[] => []);
  const tryOn = (plan: RequirementPlan, tried: readonly number[]): void => {
    for (const at of tried) {
      if (trials.countBlockers(plan, first + at) > 0) continue;
      opened[at]!.push({ plan, score: trials.score(plan, first + at) });
    }
  };
  for (const { plan, blockers } of blocked) {
    const tried = changes.flatMap((change, at) =>
      blockers.every((blocker) => mayLift(change, blocker)) ? [at] : [],
    );
    if (tried.length === 0) continue;
    tryOn(plan, tried);
    yield;
  }
  const known = new Set(near);
  for (const [at, change] of changes.entries()) {
    // A new capability brings requirements within sight that the supplier had nothing to do with.
    if (change.kind !== 'CAPABILITY') continue;
    yield;
    for (const { plan } of newlyNear(standing, change.code, known, only)) {
      tryOn(plan, [at]);
      yield;
    }
  }
  return changes.flatMap((change, at) =>
    isAskedFor(graph, change, opened[at]!) ? [toUnlock(change, opened[at]!)] : [],
  );
}

/**
 * Whether a change is what somebody asks for. A capability that opens only what asks for another one beside it, or below
 * it, is a roundabout step ("offer plastics processing" for formed panels), and nobody's advice.
 */
const isAskedFor = (
  graph: MatchIndex['graph'],
  change: SupplierChange,
  opened: readonly { plan: RequirementPlan }[],
): boolean => {
  if (change.kind !== 'CAPABILITY') return opened.length > 0;
  const wanted = graph.idOf(change.code);
  return opened.some(({ plan }) => plan.needs.some((need) => codesOf(need).some(({ id }) => id === wanted)));
};

/** Plans that a capability taken up brings within sight of a supplier that had nothing to do with them. */
export function newlyNear(
  standing: RequirementIndex,
  code: string,
  near: ReadonlySet<RequirementPlan>,
  only?: UnlockOptions['only'],
): BlockedPlan[] {
  return standing
    .plansNearClaim(claimOf(code))
    .filter((plan) => !near.has(plan) && (only?.(plan.requirement) ?? true))
    .map((plan) => ({ plan, blockers: [] }));
}

/** Most opened, then most value, then by key. */
export const byGain = (a: Unlock, b: Unlock): number =>
  b.opens.length - a.opens.length ||
  b.valueGbp - a.valueGbp ||
  (changeKey(a.change) < changeKey(b.change) ? -1 : 1);

/** Leaves out what a change of the same family gives as well. */
function withoutShadowed(index: MatchIndex, unlocks: readonly Unlock[]): Unlock[] {
  const opensOf = new Map(
    unlocks.map((unlock) => [unlock, new Set(unlock.opens.map(({ requirementNo }) => requirementNo))]),
  );
  const holdsAll = (more: Unlock, less: Unlock): boolean =>
    [...opensOf.get(less)!].every((no) => opensOf.get(more)!.has(no));
  return unlocks.filter(
    (one) =>
      !unlocks.some(
        (other) =>
          other !== one && holdsAll(other, one) && isNoLarger(index, other, one, holdsAll(one, other)),
      ),
  );
}

/** Whether `other`, which opens all that `one` does, makes `one` superfluous. */
function isNoLarger(
  { graph }: MatchIndex,
  { change: other }: Unlock,
  { change: one }: Unlock,
  same: boolean,
): boolean {
  const earlier = changeKey(other) < changeKey(one);
  switch (one.kind) {
    case 'CERTIFICATE': {
      if (other.kind !== 'CERTIFICATE') return false;
      const [scheme, others] = [one.certificate.scheme, other.certificate.scheme];
      return scheme === others ? !same || earlier : isBuiltOn(scheme, others);
    }
    case 'CAPABILITY': {
      // Of two on one branch that open the same, the narrower is the smaller step.
      if (other.kind !== 'CAPABILITY' || !same) return false;
      return graph.covers(graph.idOf(one.code), graph.idOf(other.code));
    }
    case 'SITE':
      return other.kind === 'SITE' && (!same || earlier);
    case 'LARGER_BATCH':
      return other.kind === 'LARGER_BATCH' && same && other.max < one.max;
    case 'SMALLER_BATCH':
      return other.kind === 'SMALLER_BATCH' && same && other.min > one.min;
    case 'ACCEPT_WORK':
      return false;
  }
}

/** Whether a scheme asks for all of another and more (AS9100 of ISO 9001), so that the other is the smaller step. */
function isBuiltOn(scheme: string, other: string): boolean {
  const table = certifications();
  const chain = table.chain(scheme, other) ?? [];
  const satisfies = (from: string, to: string): boolean =>
    table.relationsFrom(from, 'satisfies').some((relation) => relation.to === to);
  return chain.length > 1 && chain.every((from, at) => at === 0 || satisfies(chain[at - 1]!, from));
}

/** Those of the requirements near a supplier that something keeps it from. */
export function* blockedPlans(
  trials: SupplierTrials,
  unchanged: number,
  near: readonly RequirementPlan[],
  only?: (requirement: RequirementRecord) => boolean,
): Pieces<BlockedPlan[]> {
  const found: BlockedPlan[] = [];
  for (const plan of near) {
    if (only?.(plan.requirement) === false) continue;
    const blockers = trials.blockersOf(plan, unchanged);
    if (blockers.length > 0) found.push({ plan, blockers });
    yield;
  }
  return found;
}

/** What a change opens, summed up. */
export function toUnlock(
  change: SupplierChange,
  opened: readonly { plan: RequirementPlan; score: number }[],
): Unlock {
  const requirements = opened.map(({ plan }) => plan.requirement);
  return {
    change,
    opens: opened
      .map(({ plan: { requirement }, score }) => ({
        requirementNo: requirement.no,
        requirementId: requirement.id,
        score,
      }))
      .sort((a, b) => b.score - a.score || a.requirementNo - b.requirementNo),
    valueGbp: requirements.reduce((sum, { valueGbp }) => sum + (valueGbp ?? 0), 0),
    regions: [...new Set(requirements.flatMap(({ place }) => place?.region ?? []))].sort(),
  };
}

/** Each change that would lift at least one blocker, most often asked for first. */
export function proposeChanges(
  index: MatchIndex,
  supplier: SupplierRecord,
  blocked: readonly BlockedPlan[],
  places?: UnlockOptions['places'],
): SupplierChange[] {
  const held = supplier.capabilities
    .map((claim) => ({ id: index.graph.idOf(claim.code), strength: claimStrength(claim) }))
    .filter(({ id }) => id >= 0);
  const found = new Map<string, { change: SupplierChange; asked: number }>();
  for (const item of blocked) {
    for (const change of changesFor(index, supplier, held, item, places)) {
      const key = changeKey(change);
      const known = found.get(key);
      if (known) known.asked += 1;
      else found.set(key, { change, asked: 1 });
    }
  }
  return [...found]
    .sort(([a, { asked: one }], [b, { asked: other }]) => other - one || (a < b ? -1 : 1))
    .slice(0, MOST_TRIED)
    .map(([, { change }]) => change);
}

function changesFor(
  { graph }: MatchIndex,
  supplier: SupplierRecord,
  held: readonly HeldCapability[],
  { plan, blockers }: BlockedPlan,
  places: UnlockOptions['places'],
): SupplierChange[] {
  const { requirement } = plan;
  const lot = requirement.quantity?.batch ?? null;
  const isMissing = (phrase: string): boolean => blockers.some(({ subject }) => subject === phrase);
  return blockers.flatMap((blocker): SupplierChange[] => {
    switch (blocker.code) {
      case 'MISSING_CAPABILITY':
        return plan.needs
          .filter(({ phrase, any }) => any || phrase === blocker.subject)
          .filter((need) => isWithinReach(need, plan, isMissing, held))
          .flatMap(({ skills, materials }) => (skills.length > 0 ? skills : materials))
          .map(({ id }) => ({ kind: 'CAPABILITY', code: graph.node(id).code }));
      case 'CERTIFICATE_MISSING':
      case 'CERTIFICATE_EXPIRED':
      case 'CERTIFICATE_NOT_YET_VALID':
      case 'CERTIFICATE_UNKNOWN':
        return requirement.certifications
          .filter(({ scheme, importance }) => importance === 'required' && scheme === blocker.subject)
          .map(({ importance: _importance, ...certificate }) => ({ kind: 'CERTIFICATE', certificate }));
      case 'BATCH_TOO_SMALL':
        return lot === null ? [] : [{ kind: 'SMALLER_BATCH', min: lot }];
      case 'BATCH_TOO_LARGE':
        return lot === null ? [] : [{ kind: 'LARGER_BATCH', max: lot }];
      case 'TOO_FAR':
      case 'OUT_OF_REGION':
        return (places ?? placeOf(requirement)).map(({ name, site }) => ({ kind: 'SITE', name, site }));
      case 'NOT_ACCEPTING_WORK':
        return supplier.acceptingWork ? [] : [{ kind: 'ACCEPT_WORK' }];
      case 'TURNOVER_TOO_SMALL':
      case 'EXCLUDED':
        return [];
    }
  });
}

function placeOf({ id, title, place }: RequirementRecord): { name: string; site: SupplierSite }[] {
  if (!place) return [];
  const site = { id: `near-${id}`, combinedAuthority: null, districtCode: '', zones: [] };
  return [{ name: `Near the buyer of “${title}”`, site: { ...site, ...place } }];
}
