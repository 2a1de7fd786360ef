import { driveInWords } from '#lib/geography';
import { countEligible, type MatchIndex, type RequirementRecord } from '#lib/matching';
import { certifications, sentenceCase } from '#lib/taxonomy';
import { Injectable } from '@nestjs/common';
import { ownTurn } from './event-loop.turn.js';
import { MatchIndexHolder } from './match-index.holder.js';

export interface RequirementWarning {
  code: 'NOBODY_MEETS_IT' | 'NOBODY_MEETS_BOTH' | 'NOBODY_HOLDS_IT' | 'REMOVES_MOST' | 'FEW_REMAIN';
  message: string;
  /** Where in the requirement. */
  path: string[];
  /** Share of the suppliers meeting all the rest that this condition removes, 0 to 1; null when about more than one. */
  removes: number | null;
}

/** What one change would do. */
export interface RequirementRelaxation {
  /** What to change, in words. */
  message: string;
  path: string[];
  /** Suppliers that would meet it then. */
  eligibleCount: number;
  /** How many more than now. */
  adds: number;
}

/** What a requirement does to the field of suppliers, before and after it is published. */
export interface RequirementEffect {
  /** Suppliers that meet every condition. */
  eligibleCount: number;
  eastMidlandsCount: number;
  westMidlandsCount: number;
  /** Suppliers there are. */
  supplierCount: number;
  warnings: RequirementWarning[];
  /** Most added first. */
  relaxations: RequirementRelaxation[];
}

/** One hard condition: how to name it, and the record without it, or with it alone. */
interface Condition {
  name: string;
  path: string[];
  without: RequirementRecord;
  alone: RequirementRecord;
}

/** A condition that removes this share of those who meet the rest deserves a thought. */
const REMOVES_MUCH = 0.5;
const FEW = 3;
/** Conditions looked at in pairs. */
const PAIRED = 8;
const RELAXATIONS = 5;
const REACHES = [30, 45, 60, 90, 120] as const;

/** Tells buyers what their conditions do, by asking the engine with each of them left out. */
@Injectable()
export class RequirementAdvisor {
  constructor(private readonly holder: MatchIndexHolder) {}

  /** @throws AppError NOT_READY while the index loads */
  async advise(record: RequirementRecord): Promise<RequirementEffect> {
    const { index } = this.holder;
    const eligibleCount = countEligible(index, record);
    const conditions = conditionsOf(record);
    const warnings: RequirementWarning[] = [];
    const relaxations: RequirementRelaxation[] = [];
    for (const condition of conditions) {
      await ownTurn();
      const rest = countEligible(index, condition.without);
      if (rest > eligibleCount) {
        relaxations.push({
          message: `Without ${condition.name}`,
          path: condition.path,
          eligibleCount: rest,
          adds: rest - eligibleCount,
        });
      }
      const warning = warningOf(condition, eligibleCount, rest);
      if (warning) warnings.push(warning);
    }
    let most = eligibleCount;
    for (const reach of wider(record)) {
      const count = countEligible(index, { ...record, maxDriveMinutes: reach });
      if (count <= most) continue;
      most = count;
      const message = `Within ${driveInWords(reach)} instead of ${driveInWords(record.maxDriveMinutes!)}`;
      relaxations.push({
        message,
        path: ['maxDriveMinutes'],
        eligibleCount: count,
        adds: count - eligibleCount,
      });
    }
    if (eligibleCount === 0) warnings.unshift(...(await this.whyNobody(index, conditions)));
    else if (eligibleCount <= FEW) {
      const who = eligibleCount === 1 ? 'One supplier meets' : `${eligibleCount} suppliers meet`;
      warnings.unshift({ code: 'FEW_REMAIN', message: `${who} all of this.`, path: [], removes: null });
    }
    return {
      eligibleCount,
      eastMidlandsCount: countEligible(index, record, 'EAST_MIDLANDS'),
      westMidlandsCount: countEligible(index, record, 'WEST_MIDLANDS'),
      supplierCount: index.size,
      warnings,
      relaxations: relaxations.sort((a, b) => b.adds - a.adds).slice(0, RELAXATIONS),
    };
  }

  /** Nobody is left: the single conditions, or else the pairs, that nobody meets. */
  private async whyNobody(
    index: MatchIndex,
    conditions: readonly Condition[],
  ): Promise<RequirementWarning[]> {
    const counted = conditions
      .slice(0, PAIRED)
      .map((one) => ({ ...one, count: countEligible(index, one.alone) }));
    const impossible = counted.filter(({ count }) => count === 0);
    if (impossible.length > 0) {
      return impossible.map(({ name, path }) => ({
        code: 'NOBODY_HOLDS_IT',
        message: `No supplier in either region meets ${name}, whatever else you ask for.`,
        path,
        removes: 1,
      }));
    }
    const found: RequirementWarning[] = [];
    for (const [at, a] of counted.entries()) {
      await ownTurn();
      for (const b of counted.slice(at + 1)) {
        if (countEligible(index, both(a.alone, b.alone)) > 0) continue;
        const message = `No supplier in either region meets both ${a.name} and ${b.name}.`;
        found.push({ code: 'NOBODY_MEETS_BOTH', message, path: a.path, removes: null });
      }
    }
    if (found.length > 0) return found;
    return [{ code: 'NOBODY_MEETS_IT', message: 'No supplier meets all of this.', path: [], removes: null }];
  }
}

function warningOf({ name, path }: Condition, kept: number, rest: number): RequirementWarning | undefined {
  const removes = rest === 0 ? 0 : 1 - kept / rest;
  if (kept === 0 || removes < REMOVES_MUCH) return undefined;
  const share = `${Math.round(removes * 100)}%`;
  const message = `${sentenceCase(name)} removes ${share} of the suppliers that meet the rest: ${kept} of ${rest} remain.`;
  return { code: 'REMOVES_MOST', message, path, removes };
}

/** The hard conditions of a requirement. */
function conditionsOf(record: RequirementRecord): Condition[] {
  const bare: RequirementRecord = {
    ...record,
    needs: [],
    certifications: [],
    maxDriveMinutes: null,
    regions: null,
    valueGbp: null,
    quantity: null,
  };
  const found: Condition[] = [];
  record.needs.forEach((need, at) => {
    if (need.importance !== 'must') return;
    found.push({
      name: `“${need.phrase}”`,
      path: ['needs', String(at)],
      without: { ...record, needs: record.needs.filter((other) => other !== need) },
      alone: { ...bare, needs: [need] },
    });
  });
  record.certifications.forEach((wanted) => {
    if (wanted.importance !== 'required') return;
    found.push({
      name: certifications().scheme(wanted.scheme)?.label ?? wanted.scheme,
      path: ['certifications', 'required'],
      without: { ...record, certifications: record.certifications.filter((other) => other !== wanted) },
      alone: { ...bare, certifications: [wanted] },
    });
  });
  const { maxDriveMinutes, regions, valueGbp, quantity } = record;
  if (maxDriveMinutes !== null) {
    found.push({
      name: `the drive of at most ${driveInWords(maxDriveMinutes)}`,
      path: ['maxDriveMinutes'],
      without: { ...record, maxDriveMinutes: null },
      alone: { ...bare, maxDriveMinutes },
    });
  }
  if (regions !== null) {
    found.push({
      name: 'the choice of regions',
      path: ['regions'],
      without: { ...record, regions: null },
      alone: { ...bare, regions },
    });
  }
  if (valueGbp !== null) {
    found.push({
      name: `the value of £${valueGbp.toLocaleString('en-GB')} a year`,
      path: ['valueGbp'],
      without: { ...record, valueGbp: null },
      alone: { ...bare, valueGbp },
    });
  }
  if (quantity?.batch !== null && quantity?.batch !== undefined) {
    found.push({
      name: `the lot of ${quantity.batch.toLocaleString('en-GB')} pieces`,
      path: ['quantityBatch'],
      without: { ...record, quantity: { ...quantity, batch: null } },
      alone: { ...bare, quantity },
    });
  }
  return found;
}

/** Two single conditions at once. */
const both = (a: RequirementRecord, b: RequirementRecord): RequirementRecord => ({
  ...a,
  needs: [...a.needs, ...b.needs],
  certifications: [...a.certifications, ...b.certifications],
  maxDriveMinutes: a.maxDriveMinutes ?? b.maxDriveMinutes,
  regions: a.regions ?? b.regions,
  valueGbp: a.valueGbp ?? b.valueGbp,
  quantity: a.quantity ?? b.quantity,
});

/** Longer drives to try. */
const wider = ({ maxDriveMinutes, place }: RequirementRecord): number[] =>
  maxDriveMinutes === null || place === null ? [] : REACHES.filter((reach) => reach > maxDriveMinutes);
