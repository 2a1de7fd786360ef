/** What a requirement that nobody is eligible for lacks: the first of its conditions that leaves no supplier. */
import { findRelated, needColumnsOf } from '../ranking/candidate.finder.js';
import { countBits, eachBit } from '../index/found.slots.js';
import type { WantedCertificate } from '../model/model.types.js';
import type { NeedColumn } from '../index/need.column.js';
import type { PlannedNeed } from '../scoring/need.plan.js';
import type { Evaluator } from '../ranking/supplier.evaluation.js';

/** CAPABILITY: nobody meets one of its musts; TOGETHER: nobody meets them all. */
export type ShortfallKind =
  'CAPABILITY' | 'TOGETHER' | 'CERTIFICATE' | 'PLACE' | 'LOT' | 'TURNOVER' | 'WORK' | 'RULED_OUT';

export interface Shortfall {
  kind: ShortfallKind;
  /** The musts that nobody meets, or else those that are met by the suppliers counted. */
  needs: { phrase: string; codes: string[] }[];
  /** Certificates that are required: of CERTIFICATE those that are lacking, of what follows those that are held. */
  certificates: WantedCertificate[];
  /** Suppliers that meet every condition before the one that nobody meets. */
  able: number;
}

/** What leaves a requirement without a supplier; null when somebody is eligible. */
export function findShortfall(evaluator: Evaluator): Shortfall | null {
  const { index, plan, facts } = evaluator;
  const { requirement } = plan;
  const columns = needColumnsOf(index, plan);
  const conditions = conditionsOf(plan.needs, columns);
  const left = findRelated(index, columns);
  const needs = (those: readonly number[]): Shortfall['needs'] =>
    those.map((at) => ({ phrase: requirement.needs[at]!.phrase, codes: requirement.needs[at]!.codes }));
  const musts = conditions.flatMap(({ needs: asked }) => asked);
  const required = requirement.certifications.filter(({ importance }) => importance === 'required');

  for (const { needs: asked, met } of conditions) {
    const alone = both(left, met);
    if (countBits(alone) === 0) return { kind: 'CAPABILITY', needs: needs(asked), certificates: [], able: 0 };
  }
  let able = countBits(left);
  for (const { met } of conditions) keep(left, met);
  if (countBits(left) === 0) return { kind: 'TOGETHER', needs: needs(musts), certificates: [], able };

  const steps: [ShortfallKind, (slot: number) => boolean][] = [
    ['CERTIFICATE', (slot) => facts.certificatesMissed(slot) === 0],
    ['PLACE', (slot) => !facts.missesPlace(slot)],
    ['LOT', (slot) => has(takers, slot)],
    ['TURNOVER', (slot) => has(affording, slot)],
    ['WORK', (slot) => index.columns.accepting.has(slot)],
    ['RULED_OUT', (slot) => !facts.isRuledOut(slot)],
  ];
  const batch = requirement.quantity?.batch ?? null;
  const takers = batch === null ? null : index.capacity.takingLot(batch);
  const affording = requirement.valueGbp === null ? null : index.capacity.affording(requirement.valueGbp);
  for (const [kind, passes] of steps) {
    able = countBits(left);
    eachBit(left.slice(), (slot) => {
      if (!passes(slot)) left[slot >>> 5]! &= ~(1 << (slot & 31));
    });
    if (countBits(left) === 0) return { kind, needs: needs(musts), certificates: required, able };
  }
  return null;
}

interface Condition {
  /** Numbers of the needs; of those of which one is enough all of them. */
  needs: number[];
  met: Uint32Array;
}

function conditionsOf(needs: readonly PlannedNeed[], columns: readonly NeedColumn[]): Condition[] {
  const conditions: Condition[] = [];
  const either: Condition = { needs: [], met: new Uint32Array(0) };
  needs.forEach(({ any, importance }, at) => {
    const { met } = columns[at]!;
    if (any) {
      either.needs.push(at);
      either.met = Uint32Array.from({ length: Math.max(either.met.length, met.length) }, (_, word) =>
        Number((either.met[word] ?? 0) | (met[word] ?? 0)),
      );
    } else if (importance === 'must') conditions.push({ needs: [at], met });
  });
  if (either.needs.length > 0) conditions.push(either);
  return conditions;
}

const both = (some: Uint32Array, others: Uint32Array): Uint32Array =>
  some.map((word, at) => word & (others[at] ?? 0));

function keep(bits: Uint32Array, others: Uint32Array): void {
  for (let at = 0; at < bits.length; at += 1) bits[at]! &= others[at] ?? 0;
}

/** Nothing asked holds nobody back. */
const has = (bits: Uint32Array | null, slot: number): boolean =>
  bits === null || ((bits[slot >>> 5] ?? 0) & (1 << (slot & 31))) !== 0;
