/** Pathways: chains of changes that lead a supplier into a sector, each step measured by the engine. */
import type { SectorCode } from '#lib/taxonomy';
import type { BlockerKind } from '../ranking/blocker.kinds.js';
import type { MatchIndex } from '../index/match.index.js';
import type { RequirementRecord, SupplierRecord } from '../model/model.types.js';
import type { RequirementIndex } from '../standing/requirement.index.js';
import type { RequirementPlan } from '../scoring/requirement.plan.js';
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
import { atOnce, type Pieces } from '../model/work.pieces.js';

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
  const inSector = (requirement: RequirementRecord): boolean =>
    requirement.sectors.includes(sector) && (only?.(requirement) ?? true);
  const trials = new SupplierTrials(index);
  const unchanged = trials.add(supplier);
  const near = standing.plansNear(supplier);
  const blocked = yield* blockedPlans(trials, unchanged, near, inSector);
  const changes = proposeChanges(index, supplier, blocked, options.places);
  const variants = changes.map((change) => applyChange(supplier, change));
  const route: Route = {
    trials,
    standing,
    only: inSector,
    changes,
    start: { supplier, taken: [], seen: new Set(near), left: blocked },
    lifts: new LiftTable(trials, unchanged, yield* trials.addAll(variants), blocked),
  };
  const routes = new Map<string, Pathway>();
  for (const first of (yield* gains(route, route.start)).slice(0, limit * 2)) {
    const path = yield* follow(route, first, options.steps ?? DEFAULT_STEPS);
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
  trials: SupplierTrials;
  standing: RequirementIndex;
  only: (requirement: RequirementRecord) => boolean;
  changes: readonly SupplierChange[];
  start: Stage;
  lifts: LiftTable;
}

/** How far a walk has come. */
interface Stage {
  /** As it is by then. */
  supplier: SupplierRecord;
  taken: readonly Unlock[];
  /** Requirements it had to do with at some time. */
  seen: ReadonlySet<RequirementPlan>;
  /** Those of them that are still closed. */
  left: readonly BlockedPlan[];
}

/**
 * What each change by itself would lift of a requirement's blockers. It tells which step to take next; what a step then
 * opens is measured with all the steps before it.
 */
class LiftTable {
  private readonly known = new Map<RequirementPlan, { before: readonly string[]; lifted: string[][] }>();

  /**
   * @param unchanged number of the supplier as it is, among the trials
   * @param changed number of the supplier with the first of the changes alone; the others follow
   * @param blocked requirements that it is kept from as it is
   */
  constructor(
    private readonly trials: SupplierTrials,
    private readonly unchanged: number,
    private readonly changed: number,
    blocked: readonly BlockedPlan[],
  ) {
    for (const { plan, blockers } of blocked)
      this.known.set(plan, { before: blockers.map(blockerKey), lifted: [] });
  }

  /** How many of the blockers that are left of a requirement the change of a number lifts. */
  count({ plan, blockers }: BlockedPlan, change: SupplierChange, at: number): number {
    const liftable = blockers.filter((blocker) => mayLift(change, blocker));
    if (liftable.length === 0) return 0;
    const lifted = this.liftedBy(plan, at);
    return liftable.filter((blocker) => lifted.includes(blockerKey(blocker))).length;
  }

  private liftedBy(plan: RequirementPlan, at: number): string[] {
    let row = this.known.get(plan);
    if (!row) {
      const before = this.trials.blockersOf(plan, this.unchanged).map(blockerKey);
      this.known.set(plan, (row = { before, lifted: [] }));
    }
    return (row.lifted[at] ??= this.measure(plan, at, row.before));
  }

  private measure(plan: RequirementPlan, at: number, before: readonly string[]): string[] {
    const variant = this.changed + at;
    if (this.trials.countBlockers(plan, variant) >= before.length) return [];
    const after = new Set(this.trials.blockersOf(plan, variant).map(blockerKey));
    return before.filter((key) => !after.has(key));
  }
}

const blockerKey = ({ code, subject }: BlockerKind): string => `${code}|${subject ?? ''}`;

/** On from a first change, and then without the steps that turn out not to be needed. */
function* follow(route: Route, first: SupplierChange, most: number): Pieces<Pathway> {
  const changes = [first];
  let stage = yield* walk(route, route.start, changes);
  while (changes.length < most) {
    const [next] = (yield* gains(route, stage)).filter((change) => !changes.includes(change));
    if (!next) break;
    changes.push(next);
    stage = yield* walk(route, stage, [next]);
  }
  let path = trimmed(stage.taken);
  for (const idle of path.steps.filter(({ opens }) => opens.length === 0)) {
    const fewer = path.steps.filter((step) => step !== idle).map(({ change }) => change);
    const without = trimmed((yield* walk(route, route.start, fewer)).taken);
    if (without.opensCount >= path.opensCount) path = without;
  }
  return path;
}

/** On from a stage by several changes, one after another. */
function* walk(
  { trials, standing, only }: Route,
  from: Stage,
  changes: readonly SupplierChange[],
): Pieces<Stage> {
  const taken = [...from.taken];
  const seen = new Set(from.seen);
  let { supplier, left } = from;
  for (const change of changes) {
    supplier = applyChange(supplier, change);
    const variant = trials.add(supplier);
    const fresh = change.kind === 'CAPABILITY' ? newlyNear(standing, change.code, seen, only) : [];
    for (const { plan } of fresh) seen.add(plan);
    const opened: { plan: RequirementPlan; score: number }[] = [];
    const still: BlockedPlan[] = [];
    for (const { plan, blockers } of [...left, ...fresh]) {
      // A change lifts blockers of its own kind alone; what it cannot lift stays as it is.
      if (blockers.length > 0 && !blockers.some((blocker) => mayLift(change, blocker))) {
        still.push({ plan, blockers });
        continue;
      }
      const count = trials.countBlockers(plan, variant);
      if (count === 0) opened.push({ plan, score: trials.score(plan, variant) });
      // As many as before are the same as before.
      else
        still.push({
          plan,
          blockers: count === blockers.length ? blockers : trials.blockersOf(plan, variant),
        });
      yield;
    }
    left = still;
    taken.push(toUnlock(change, opened));
  }
  return { supplier, taken, seen, left };
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

/** Changes that lift anything at a stage: by what they open, then by blockers lifted, then by key. */
function* gains({ changes, lifts }: Route, { left }: Stage): Pieces<SupplierChange[]> {
  const found = changes.map((change) => ({ change, opened: 0, lifted: 0 }));
  for (const item of left) {
    for (const [at, gain] of found.entries()) {
      const lifted = lifts.count(item, gain.change, at);
      if (lifted === item.blockers.length) gain.opened += 1;
      gain.lifted += lifted;
    }
    yield;
  }
  return found
    .filter(({ lifted }) => lifted > 0)
    .sort(
      (a, b) =>
        b.opened - a.opened || b.lifted - a.lifted || (changeKey(a.change) < changeKey(b.change) ? -1 : 1),
    )
    .map(({ change }) => change);
}
