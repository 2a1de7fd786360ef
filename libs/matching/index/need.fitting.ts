/** How far suppliers meet one need: all of them from the postings, or one from what it has. Both give the same numbers. */
import { claimFit, fitOfWords, needFit, textValue, treeValue } from '../scoring/criteria.scoring.js';
import { RELATED_FLOOR } from '../scoring/eligibility.rules.js';
import { wordsFor } from '../model/growable.arrays.js';
import { FOCUS_SHIFT, type NeedColumn } from './need.column.js';
import { listOf, strengthOf } from './posting.lists.js';
import type { PlannedCode, PlannedNeed } from '../scoring/need.plan.js';
import { fitsInSteps, type NeedSums } from './need.sums.js';
import type { RequirementPlan } from '../scoring/requirement.plan.js';
import { VALUE_MAX } from '../model/scoring.constants.js';
import type { SupplierColumns } from './supplier.columns.js';

/** What a requirement leaves out of account. */
export type LeftOut = Pick<RequirementPlan, 'shut' | 'ownWorkOnly'>;

/** Room for suppliers to come: one in so many, and a few more. */
const SPARE_PART = 64;
const SPARE_LEAST = 64;

/** The column of a need for every slot; `codes` is the size of the capability tree, `work` memory for it. */
export function buildColumn(
  columns: SupplierColumns,
  need: PlannedNeed,
  leftOut: LeftOut,
  codes: number,
  work: NeedSums,
): NeedColumn {
  const { slots, posted } = columns;
  const room = slots + Math.ceil(slots / SPARE_PART) + SPARE_LEAST;
  const column = {
    worth: new Uint16Array(room),
    met: new Uint32Array(wordsFor(room)),
    related: new Uint32Array(wordsFor(room)),
  };
  work.fit(slots);
  for (const code of need.skills) addCode(columns, code, leftOut, codes, work, true);
  for (const code of need.materials) addCode(columns, code, leftOut, codes, work, false);
  addTerms(columns, need, work);
  addFocus(columns, focusTable(need, leftOut, codes), work);
  const focusSums = columns.focusSum.data;
  const fits = fitsInSteps(need.brief);
  const whole = posted & ~31;
  for (let slot = work.fitAll(columns, need, column, whole) ? whole : 0; slot < posted; slot += 1) {
    if (work.mark[slot] === 0) continue;
    const focus = work.focusSum[slot]!;
    const share = focus === 0 ? 0 : shareAtMost(focus, focusSums[slot]!);
    put(column, slot, takeFit(need, columns.roles.data[slot] === 0, slot, work, fits), share, need.floor);
    work.focusSum[slot] = work.mark[slot] = 0;
  }
  putSlots(column, columns, need, leftOut, posted);
  return column;
}

/** Adds every slot from one on to a column. */
export function putSlots(
  column: NeedColumn,
  columns: SupplierColumns,
  need: PlannedNeed,
  leftOut: LeftOut,
  from: number,
): void {
  if (from === columns.slots) return;
  const weights = termWeights(columns, need);
  for (let slot = from; slot < columns.slots; slot += 1) {
    const fit = fitWithText(columns, need, leftOut, slot, textSumOf(columns, weights, slot));
    put(column, slot, fit, focusOfSlot(columns, need, leftOut, slot), need.floor);
  }
}

function put(column: NeedColumn, slot: number, fit: number, focus: number, floor: number): void {
  column.worth[slot] = (focus << FOCUS_SHIFT) | fit;
  if (fit < RELATED_FLOOR && fit < floor) return;
  const bit = 1 << (slot & 31);
  if (fit >= floor) column.met[slot >>> 5]! |= bit;
  if (fit >= RELATED_FLOOR) column.related[slot >>> 5]! |= bit;
}

/** Fit of a slot from its sums, as `needFit` has it; the sums are cleared. */
function takeFit(
  need: PlannedNeed,
  maker: boolean,
  slot: number,
  { skillSum, materialSum, skillBest, textSum }: NeedSums,
  fits: Uint8Array,
): number {
  const { skillWeight, materialWeight } = need;
  const words = textSum[slot]!;
  const text = words === 0 ? 0 : textValue(words, need.termWeight);
  textSum[slot] = 0;
  if (skillWeight + materialWeight === 0) return fitOfWords(text);
  const [skills, materials] = [skillSum[slot]!, materialSum[slot]!];
  let tree = 0;
  if (skills !== 0 || materials !== 0) {
    tree = treeValue(skills, skillWeight, skillBest[slot]!, materials, materialWeight);
    skillSum[slot] = materialSum[slot] = skillBest[slot] = 0;
  }
  return fits[(maker ? 1 << 16 : 0) | (tree << 8) | text]!;
}

/** Sums what the words give, for every posted slot that has any. */
function addTerms(columns: SupplierColumns, { terms }: PlannedNeed, { textSum, mark }: NeedSums): void {
  const { starts, slots, strengths } = columns.termPostings;
  for (const { term, weight } of terms) {
    const id = columns.tables.terms.find(term);
    if (id === undefined || id + 1 >= starts.length) continue;
    const end = starts[id + 1]!;
    for (let at = starts[id]!; at < end; at += 1) {
      const slot = slots[at]!;
      textSum[slot]! += weight * strengths[at]!;
      mark[slot] = 1;
    }
  }
}

/** Sums how much of a firm's own skills serve the need. */
function addFocus(columns: SupplierColumns, best: Uint8Array, { focusSum, mark }: NeedSums): void {
  const { starts, slots, strengths } = columns.codePostings;
  if (columns.posted === 0) return;
  for (let code = 0; code < best.length; code += 1) {
    const fit = best[code]!;
    if (fit === 0 || columns.isMaterial(code)) continue;
    const end = starts[code + 1]!;
    for (let at = starts[code]!; at < end; at += 1) {
      const slot = slots[at]!;
      focusSum[slot]! += fit * strengths[at]!;
      mark[slot] = 1;
    }
  }
}

/** Best claim on one wanted code, times its weight, for every posted slot. */
function addCode(
  columns: SupplierColumns,
  { weight, table }: PlannedCode,
  { shut, ownWorkOnly }: LeftOut,
  codes: number,
  work: NeedSums,
  isSkill: boolean,
): void {
  const { best, skillBest, mark } = work;
  const sums = isSkill ? work.skillSum : work.materialSum;
  const { starts, slots, strengths } = columns.codePostings;
  if (columns.posted === 0) return;
  best.fill(0);
  for (let held = 0; held < codes; held += 1) {
    const tree = table[held]!;
    if (tree === 0 || shut?.[held] === 1) continue;
    for (let list = held; list < (ownWorkOnly ? codes : 2 * codes); list += codes) {
      const end = starts[list + 1]!;
      for (let at = starts[list]!; at < end; at += 1) {
        const slot = slots[at]!;
        const fit = ((tree * strengths[at]!) / VALUE_MAX) | 0;
        const known = best[slot]!;
        if (fit <= known) continue;
        sums[slot]! += weight * (fit - known);
        best[slot] = fit;
        if (isSkill && fit > skillBest[slot]!) skillBest[slot] = fit;
        mark[slot] = 1;
      }
    }
  }
}

/** Best fit of each held skill to any of a need's, 0 for what is ruled out. */
function focusTable({ skills }: PlannedNeed, { shut }: LeftOut, codes: number): Uint8Array {
  const best = new Uint8Array(skills.length > 0 ? codes : 0);
  for (const { table } of skills)
    for (let id = 0; id < codes; id += 1)
      if (table[id]! > best[id]! && shut?.[id] !== 1) best[id] = table[id]!;
  return best;
}

/** A share in whole steps that is never below the true one. */
const shareAtMost = (sum: number, of: number): number =>
  of > 0 ? Math.min(VALUE_MAX, Math.ceil(sum / of)) : 0;

function focusOfSlot(
  { claimStart, claimCode, claimFocus, focusSum }: SupplierColumns,
  { skills }: PlannedNeed,
  { shut }: LeftOut,
  slot: number,
): number {
  let sum = 0;
  for (let at = claimStart.data[slot]!; at < claimStart.data[slot + 1]!; at += 1) {
    const code = claimCode.data[at]!;
    let best = 0;
    for (const { table } of skills) if (table[code]! > best && shut?.[code] !== 1) best = table[code]!;
    sum += claimFocus.data[at]! * best;
  }
  return shareAtMost(sum, focusSum.data[slot]!);
}

/** What the words of a need weigh, by their numbers. */
function termWeights({ tables }: SupplierColumns, { terms }: PlannedNeed): ReadonlyMap<number, number> {
  const weights = new Map<number, number>();
  for (const { term, weight } of terms) {
    const id = tables.terms.find(term);
    if (id !== undefined) weights.set(id, weight);
  }
  return weights;
}

/** What the words of one slot come to, from what the supplier has: the same number as the postings give. */
function textSumOf(
  { termStart, termEntry }: SupplierColumns,
  weights: ReadonlyMap<number, number>,
  slot: number,
): number {
  let sum = 0;
  const end = termStart.data[slot + 1]!;
  for (let at = termStart.data[slot]!; at < end; at += 1) {
    const entry = termEntry.data[at]!;
    const weight = weights.get(listOf(entry));
    if (weight !== undefined) sum += weight * strengthOf(entry);
  }
  return sum;
}

/** Fit of one need by one slot, when the sum of its words is known. */
export function fitWithText(
  columns: SupplierColumns,
  need: PlannedNeed,
  leftOut: LeftOut,
  slot: number,
  textSum: number,
): number {
  let skillSum = 0;
  let skillBest = 0;
  for (const { table, weight } of need.skills) {
    const fit = bestClaim(columns, leftOut, slot, table);
    skillSum += weight * fit;
    if (fit > skillBest) skillBest = fit;
  }
  let materialSum = 0;
  for (const { table, weight } of need.materials)
    materialSum += weight * bestClaim(columns, leftOut, slot, table);
  const maker = columns.roles.data[slot] === 0;
  const { skillWeight, materialWeight, termWeight: textWeight } = need;
  return needFit({
    skillSum,
    skillWeight,
    skillBest,
    materialSum,
    materialWeight,
    textSum,
    textWeight,
    brief: need.brief,
    maker,
  });
}

function bestClaim(
  { claimStart, claimCode, claimStrength, claimBought }: SupplierColumns,
  { shut, ownWorkOnly }: LeftOut,
  slot: number,
  table: Uint8Array,
): number {
  let best = 0;
  const end = claimStart.data[slot + 1]!;
  for (let at = claimStart.data[slot]!; at < end; at += 1) {
    const id = claimCode.data[at]!;
    const tree = table[id]!;
    if (tree === 0 || shut?.[id] === 1 || (ownWorkOnly && claimBought.data[at] === 1)) continue;
    const fit = claimFit(tree, claimStrength.data[at]!);
    if (fit > best) best = fit;
  }
  return best;
}
