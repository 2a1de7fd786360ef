import type { NeedLevel } from './schema.types.js';

/** One criterion of a score, as pages are given it. */
export interface CriterionView {
  name: string;
  weight: number;
  value: number;
  contribution: number;
  reason: string;
}

/** The criteria in the order in which forms and tables show them. */
export const criteria = [
  { name: 'CAPABILITY', label: 'Capability' },
  { name: 'CERTIFICATION', label: 'Certificates' },
  { name: 'CAPACITY', label: 'Capacity' },
  { name: 'REACH', label: 'Distance' },
  { name: 'SECTOR', label: 'Sector experience' },
  { name: 'STANDING', label: 'Standing' },
  { name: 'TEXT', label: 'Words in common' },
] as const;

export const criterionLabel = (code: string): string =>
  criteria.find(({ name }) => name === code)?.label ?? code;

const SHOWN = 3;
/** A criterion met less than this is no reason for anybody. */
const CONVINCING = 0.5;
/** Between the parts of a bar of a thousand. */
const GAP = 4;

/** Those that count at all, most important first. */
export const weighed = (items: readonly CriterionView[]): CriterionView[] =>
  items.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);

/** How well one need is met, for a mark and for a listener. */
export const needLevelView = (level: NeedLevel): { code: string; text: string } => levels[level];

const levels: Readonly<Record<NeedLevel, { code: string; text: string }>> = {
  MET: { code: 'met', text: 'met' },
  IN_PART: { code: 'part', text: 'met in part' },
  NOT_MET: { code: 'not', text: 'not met' },
};

/**
 * Why, in the words of the criteria that add most. Likeness of words is the last thing to say to anybody.
 * @param needsShown the needs stand beside it one by one, so the sentence about all of them is left out
 */
export function mainReasons(items: readonly CriterionView[], needsShown = false): string[] {
  const told = items
    .filter(({ name }) => name !== 'REACH')
    .filter(({ name }) => !needsShown || (name !== 'CAPABILITY' && name !== 'TEXT'))
    .filter(({ contribution, value }) => contribution > 0 && value >= CONVINCING)
    .sort((a, b) => Number(a.name === 'TEXT') - Number(b.name === 'TEXT') || b.contribution - a.contribution);
  const best = told.length || needsShown ? told : weighed(items).slice(0, 1);
  return best.slice(0, SHOWN).map(({ reason }) => reason);
}

/** The drive, where distance counts: a fact to show beside the place, for or against. */
export const driveOf = (items: readonly CriterionView[]): string | undefined =>
  items.find(({ name, weight }) => name === 'REACH' && weight > 0)?.reason.replace(/\.$/, '');

/** The parts of a bar of a thousand that is full at the score 1. */
export function parts(items: readonly CriterionView[]): { name: string; x: number; width: number }[] {
  let x = 0;
  return criteria.flatMap(({ name }) => {
    const width = Math.round((items.find((item) => item.name === name)?.contribution ?? 0) * 1_000);
    const part = { name, x, width: Math.max(0, width - GAP) };
    x += width;
    return width > GAP ? [part] : [];
  });
}
