/** Pathways: chains of changes that lead a supplier into a sector, each step measured by the engine. */
import type { SectorCode } from '#lib/taxonomy';
import type { MatchIndex } from './match.index.js';
import type { RequirementRecord, SupplierRecord } from './model.types.js';
import type { RequirementIndex } from './requirement.index.js';
import type { RequirementPlan } from './requirement.plan.js';
import { applyChange, changeKey, type SupplierChange } from './supplier.change.js';
import { SupplierTrials } from './supplier.trial.js';
import {
  blockedPlans,
  type BlockedPlan,
  mayLift,
  newlyNear,
  proposeChanges,
  toUnlock,
  type Unlock,
  type UnlockOptions,
} from './unlock.finder.js';
import { atOnce, type Pieces } from './work.pieces.js';

/** A chain of changes; what a step opens counts on top of the steps before it. */
export interface Pathway {
  steps: Unlock[];
  /** Requirements of the sector open at the end that are not open now. */
  opensCount: number;
  valueGbp: number;
}

export interface PathwayOptions extends UnlockOptions {
  /** Changes in one chain at most; default 3. */
  steps?: number;
}

const DEFAULT_STEPS = 3;

/**
 * Routes into a sector: from each of the most useful first changes, on by the change that opens most, or else
 * lifts most blockers. Most opened by the fewest steps first. A route that opens nothing is none.
 */
export const findPathways = (
  index: MatchIndex,
  standing: RequirementIndex,
  supplierNo: number,
  sector: SectorCode,
  options: PathwayOptions,
): Pathway[] => atOnce(pathwaysInPieces(index, standing, supplierNo, sector, options));

/** The same as findPathways, in pieces. */
export function* pathwaysInPieces(
  index: MatchIndex,
  standing: RequirementIndex,
  supplierNo: number,
  sector: SectorCode,
  options: PathwayOptions,
): Pieces<Pathway[]> {
  const supplier = index.get(supplierNo);
  if (!supplier) return [];
  const { limit, only } = options;
  const route: Route = {
    index,
    standing,
    supplier,
    steps: options.steps ?? DEFAULT_STEPS,
    only: (requirement) => requirement.sectors.includes(sector) && (only?.(requirement) ?? true),
    blocked: [],
    changes: [],
  };
  route.blocked = yield* blockedPlans(index, standing, supplier, route.only);
  route.changes = proposeChanges(index, supplier, route.blocked, options.places);
  const routes = new Map<string, Pathway>();
  const firsts = yield* gains(index, supplier, route.blocked, route.changes);
  for (const { change } of firsts.slice(0, limit * 2)) {
    const path = yield* follow(route, change);
    const key = path.steps
      .map((step) => changeKey(step.change))
      .sort()
      .join('|');
    if (path.opensCount > 0 && !routes.has(key)) routes.set(key, path);
  }
  return [...routes.values()]
    .sort((a, b) => b.opensCount - a.opensCount || a.steps.length - b.steps.length || b.valueGbp - a.valueGbp)
    .slice(0, limit);
}

interface Route {
  index: MatchIndex;
  standing: RequirementIndex;
  supplier: SupplierRecord;
  steps: number;
  only: (requirement: RequirementRecord) => boolean;
  /** Of the supplier as it is. */
  blocked: BlockedPlan[];
  changes: SupplierChange[];
}

/** On from a first change, and then without the steps that turn out not to be needed. */
function* follow(route: Route, first: SupplierChange): Pieces<Pathway> {
  const changes = [first];
  let walked = yield* walk(route, changes);
  while (changes.length < route.steps) {
    const done = new Set(changes.map(changeKey));
    const open = route.changes.filter((change) => !done.has(changeKey(change)));
    const [next] = yield* gains(route.index, walked.supplier, walked.left, open);
    if (!next) break;
    changes.push(next.change);
    walked = yield* walk(route, changes);
  }
  let path = trimmed(walked.taken);
  for (const idle of path.steps.filter(({ opens }) => opens.length === 0)) {
    const fewer = path.steps.filter((step) => step !== idle).map(({ change }) => change);
    const without = trimmed((yield* walk(route, fewer)).taken);
    if (without.opensCount >= path.opensCount) path = without;
  }
  return path;
}

/** What changes open one after another, and what is left then. */
function* walk(
  { index, standing, supplier, only, blocked }: Route,
  changes: readonly SupplierChange[],
): Pieces<{ taken: Unlock[]; supplier: SupplierRecord; left: BlockedPlan[] }> {
  const taken: Unlock[] = [];
  let now = supplier;
  let left = blocked;
  const seen = new Set(standing.plansNear(supplier));
  for (const change of changes) {
    now = applyChange(now, change);
    const trials = yield* SupplierTrials.of(index, [now]);
    const fresh = change.kind === 'CAPABILITY' ? newlyNear(standing, now, seen, only) : [];
    for (const { plan } of fresh) seen.add(plan);
    const opened: { plan: RequirementPlan; score: number }[] = [];
    const still: BlockedPlan[] = [];
    for (const { plan, blockers } of [...left, ...fresh]) {
      // A change lifts blockers of its own kind alone; what it cannot lift stays as it is.
      if (blockers.length > 0 && !blockers.some((blocker) => mayLift(change, blocker))) {
        still.push({ plan, blockers });
        continue;
      }
      const trial = trials.against(plan)(0);
      if (trial.blockers.length === 0) opened.push({ plan, score: trial.score });
      else still.push({ plan, blockers: trial.blockers });
      yield;
    }
    left = still;
    taken.push(toUnlock(change, opened));
  }
  return { taken, supplier: now, left };
}

/** Steps after the last that opens anything lead nowhere. */
function trimmed(taken: readonly Unlock[]): Pathway {
  const last = taken.findLastIndex(({ opens }) => opens.length > 0);
  const steps = taken.slice(0, last + 1);
  return {
    steps,
    opensCount: steps.reduce((sum, { opens }) => sum + opens.length, 0),
    valueGbp: steps.reduce((sum, { valueGbp }) => sum + valueGbp, 0),
  };
}

interface Gain {
  change: SupplierChange;
  opened: number;
  lifted: number;
}

/** Changes by what they open, then by blockers lifted, then by key. */
function* gains(
  index: MatchIndex,
  now: SupplierRecord,
  left: readonly BlockedPlan[],
  changes: readonly SupplierChange[],
): Pieces<Gain[]> {
  const trials = yield* SupplierTrials.of(
    index,
    changes.map((change) => applyChange(now, change)),
  );
  const found = changes.map((change): Gain => ({ change, opened: 0, lifted: 0 }));
  for (const { plan, blockers } of left) {
    const trial = trials.against(plan);
    for (const [variant, gain] of found.entries()) {
      if (!blockers.some((blocker) => mayLift(gain.change, blocker))) continue;
      const after = trial(variant).blockers.length;
      if (after === 0) gain.opened += 1;
      gain.lifted += Math.max(0, blockers.length - after);
    }
    yield;
  }
  return found
    .filter(({ lifted }) => lifted > 0)
    .sort(
      (a, b) =>
        b.opened - a.opened || b.lifted - a.lifted || (changeKey(a.change) < changeKey(b.change) ? -1 : 1),
    );
}
