/**
 * Everything about a supplier that one requirement asks, each read straight from the columns as a number: the hard
 * facts, and the value of each criterion. Nothing is allocated while suppliers are looked at.
 */
import { certificatePoints, satisfactionOfRank, satisfactionRank } from '../scoring/certificate.status.js';
import {
  capabilityValue,
  type CapacityWanted,
  capacityValue,
  CERTIFICATE_WEIGHT,
  lotTooLarge,
  lotTooSmall,
  reachValue,
  sectorValue,
  textValue,
  turnoverTooSmall,
  weightedMean,
} from '../scoring/criteria.scoring.js';
import type { WordSieve } from './candidate.finder.js';
import { sieveAsking } from '../index/asked.bits.js';
import type { FoundSlots } from '../index/found.slots.js';
import type { MatchIndex } from '../index/match.index.js';
import type { BlockerCode } from '../model/model.types.js';
import { listOf, strengthOf } from '../index/posting.lists.js';
import { ReachMeasure } from './reach.measure.js';
import type { RequirementPlan } from '../scoring/requirement.plan.js';
import { AT, VALUE_MAX } from '../model/scoring.constants.js';
import { RareWords } from './text.sums.js';
import {
  BATCH_MAX,
  BATCH_MIN,
  CERTIFICATE_WIDTH,
  dateNumber,
  LEAD_TIME,
  roleBits,
  SCALE_WIDTH,
  SECTOR_SETS,
  sectorBits,
  SHAPE,
  type SupplierColumns,
  TURNOVER,
  UNKNOWN_DATE,
  VALID_FROM,
  VALID_TO,
} from '../index/supplier.columns.js';

const YES = satisfactionRank('yes');
const NO = satisfactionRank('no');
const UNKNOWN = satisfactionRank('unknown');
const EXPIRED = satisfactionRank('expired');
const NOT_YET = satisfactionRank('not_yet');
const POINTS = Int32Array.from({ length: YES + 1 }, (_, rank) => certificatePoints(satisfactionOfRank(rank)));

/** By rank the most points that it or any lower one gives. */
const MOST_POINTS = POINTS.map((_, rank) => Math.max(...POINTS.subarray(0, rank + 1)));

/** The most points of what is held and would not do. */
function pointsWithout(ranks: Uint8Array): number {
  let most = 0;
  for (const rank of ranks) if (rank !== YES && MOST_POINTS[rank]! > most) most = MOST_POINTS[rank]!;
  return most;
}

export class FactScorer {
  readonly reachTo: ReachMeasure;
  private readonly columns: SupplierColumns;
  private readonly onDate: number;
  private readonly wantedSectors: number;
  private worthsOfSectors: Int32Array | undefined;
  private readonly shutRoles: number;
  private readonly capacityWanted: CapacityWanted;
  private readonly verdicts: Uint8Array[];
  private readonly certificateShares: number[];
  private readonly certificateShare: number;
  private readonly required: boolean[];
  /** Ids of the wanted terms that anybody uses, with the weight of each in the text criterion. */
  private readonly termIds: number[] = [];
  private readonly termWeights: number[] = [];
  /** Ids of the terms of each excluded phrase; null where one of them is used by nobody. */
  private readonly excluded: (number[] | null)[];
  /** Sizes of the tables when this was made, and whether it found every term in them. */
  private readonly terms: number;
  private readonly shapes: number;
  private readonly complete: boolean;

  constructor(
    private readonly index: MatchIndex,
    private readonly plan: RequirementPlan,
  ) {
    this.columns = index.columns;
    const { requirement } = plan;
    const { certifications } = requirement;
    this.reachTo = new ReachMeasure(index, requirement);
    this.onDate = dateNumber(requirement.onDate, 0);
    this.wantedSectors = sectorBits(requirement.sectors);
    this.shutRoles = roleBits((requirement.excludes?.roles ?? []).filter((role) => role !== 'buysIn'));
    this.capacityWanted = {
      batch: requirement.quantity?.batch ?? null,
      valueGbp: requirement.valueGbp,
      leadTimeDays: requirement.leadTimeDays,
    };
    this.verdicts = certifications.map((wanted) => index.certificateVerdicts(wanted, requirement.onDate));
    this.certificateShares = certifications.map(({ importance }) => CERTIFICATE_WEIGHT[importance]);
    this.certificateShare = this.certificateShares.reduce((sum, share) => sum + share, 0);
    this.required = certifications.map(({ importance }) => importance === 'required');
    const { terms, shapes } = index.columns.tables;
    this.terms = terms.size;
    this.shapes = shapes.length;
    for (const { term, weight } of plan.terms) {
      const id = terms.find(term);
      if (id === undefined) continue;
      this.termIds.push(id);
      this.termWeights.push(weight);
    }
    this.excluded = plan.excludedTerms.map((phrase) => {
      const ids = phrase.map((term) => terms.find(term));
      return ids.every((id) => id !== undefined) ? ids : null;
    });
    this.complete = this.termIds.length === plan.terms.length && !this.excluded.includes(null);
  }

  /** False once the index has columns, terms or kinds of certificates that this one does not know of. */
  get isCurrent(): boolean {
    const { columns } = this.index;
    const { shapes, terms } = columns.tables;
    return (
      this.columns === columns &&
      this.shapes === shapes.length &&
      (this.complete || this.terms === terms.size)
    );
  }

  sector(slot: number): number {
    return sectorValue(this.wantedSectors, this.columns.sectors.data[slot]!);
  }

  /** Value of the criterion for each set of sectors that a supplier can serve. */
  sectorValues(): Int32Array {
    const values = new Int32Array(SECTOR_SETS);
    for (let served = 0; served < SECTOR_SETS; served += 1)
      values[served] = sectorValue(this.wantedSectors, served);
    return values;
  }

  /** What these earn. */
  sectorWorths(): Int32Array {
    return (this.worthsOfSectors ??= this.sectorValues().map(
      (value) => this.plan.weights[AT.sector]! * value,
    ));
  }

  standing(slot: number): number {
    return this.columns.standing.data[slot]!;
  }

  certification(slot: number): number {
    let sum = 0;
    for (let at = 0; at < this.certificateShares.length; at += 1)
      sum += this.certificateShares[at]! * POINTS[this.certificateRank(slot, at)]!;
    return weightedMean(sum, this.certificateShare);
  }

  /** A reader of the most that the certification criterion of a slot can be: dates left aside, from bits. */
  certificationAtMost(): (slot: number) => number {
    const { certifications, onDate } = this.plan.requirement;
    const shares = this.certificateShares;
    const holders = certifications.map((wanted) => this.index.certificateHolders(wanted, onDate));
    const without = this.verdicts.map(pointsWithout);
    return (slot) => {
      let sum = 0;
      for (let at = 0; at < shares.length; at += 1) {
        const holds = ((holders[at]![slot >>> 5] ?? 0) >>> (slot & 31)) & 1;
        sum += shares[at]! * (holds === 1 ? VALUE_MAX : without[at]!);
      }
      return weightedMean(sum, this.certificateShare);
    };
  }

  capacity(slot: number): number {
    const { data } = this.columns.scale;
    const at = SCALE_WIDTH * slot;
    return capacityValue(
      this.capacityWanted,
      data[at + BATCH_MIN]!,
      data[at + BATCH_MAX]!,
      data[at + TURNOVER]!,
      data[at + LEAD_TIME]!,
    );
  }

  reach(slot: number): number {
    const { place, maxDriveMinutes } = this.plan.requirement;
    return place ? reachValue(this.reachTo.minutes(slot), maxDriveMinutes) : 0;
  }

  text(slot: number): number {
    const { textTotals } = this.index;
    const { termWeight, together } = this.plan;
    if (textTotals.knows(this, slot)) return textValue(textTotals.sums[slot]!, termWeight, together);
    const { termStart, termEntry, tables } = this.columns;
    const board = this.index.textBoard.take(this, this.termIds, this.termWeights, tables.terms.size);
    const entries = termEntry.data;
    const end = termStart.data[slot + 1]!;
    let sum = 0;
    for (let at = termStart.data[slot]!; at < end; at += 1) {
      const entry = entries[at]!;
      sum = (sum + Math.imul(board[listOf(entry)]!, strengthOf(entry))) | 0;
    }
    return textValue(sum, termWeight, together);
  }

  /** What the words of candidates with postings come to, by slot. */
  textTotals(found: FoundSlots): Int32Array {
    const { textTotals } = this.index;
    const words = { ids: this.termIds, weights: this.termWeights };
    return textTotals.take(this, this.columns, found.stretches(textTotals.stretchBits), words);
  }

  /** The words looked for, to be summed for all suppliers, the rarest first. */
  rareWords(): RareWords {
    return new RareWords(this.index, this.termIds, this.termWeights, this.plan);
  }

  /** Value of the capability criterion, given the mean fit of the needs. */
  capability(slot: number, fit: number): number {
    const { focus } = this.plan;
    if (!focus) return capabilityValue(fit, 0, 0, false);
    const { claimStart, claimCode, claimFocus, focusSum } = this.columns;
    const codes = claimCode.data;
    const strengths = claimFocus.data;
    const end = claimStart.data[slot + 1]!;
    let sum = 0;
    for (let at = claimStart.data[slot]!; at < end; at += 1)
      sum = (sum + Math.imul(strengths[at]!, focus[codes[at]!]!)) | 0;
    return capabilityValue(fit, sum, focusSum.data[slot]!, true);
  }

  /** True when nothing but capability could block. */
  passesHardFacts(slot: number): boolean {
    return (
      this.columns.accepting.has(slot) &&
      this.passesCapacity(slot) &&
      this.isWithinReach(slot) &&
      this.holdsRequired(slot) &&
      this.reachTo.hasSite(slot) &&
      !this.isRuledOut(slot)
    );
  }

  /** Tells of a slot whether it says nothing that the buyer rules out. Null where nothing is. */
  sieve(): ((slot: number) => boolean) | null {
    return this.excluded.length > 0 ? (slot) => this.excludedBy(slot) === null : null;
  }

  /** Sieves of those who are no firms that the buyer shuts out, whose certificates are in date, and who are where they should be. */
  wordSieves(): WordSieve[] {
    const { place, maxDriveMinutes } = this.plan.requirement;
    const sieves: WordSieve[] = [];
    if (this.shutRoles !== 0) sieves.push(this.roleSieve());
    if (this.required.includes(true)) sieves.push(this.certificateSieve());
    // Near enough is only who has a site that counts.
    if (place && maxDriveMinutes !== null) sieves.push(this.reachTo.sieve(maxDriveMinutes));
    else if (this.reachTo.isLimited) sieves.push(this.reachTo.siteSieve());
    return sieves;
  }

  private roleSieve(): WordSieve {
    const { shutRoles } = this;
    const roles = this.columns.roles.data;
    return sieveAsking(
      this.index.asked.of(`roles without ${shutRoles}`),
      (slot) => (roles[slot]! & shutRoles) === 0,
    );
  }

  /** Of those with certificates that do on some day of the month: only where they do not on every one of them is the date asked. */
  private certificateSieve(): WordSieve {
    const { certifications, onDate } = this.plan.requirement;
    const sure = certifications
      .filter(({ importance }) => importance === 'required')
      .map((wanted) => this.index.certificatesInMonth(wanted, onDate).throughout);
    return (word, at) => {
      let left = word;
      let asked = 0;
      for (const held of sure) asked |= word & ~(held[at] ?? 0);
      for (; asked !== 0; asked &= asked - 1)
        if (!this.holdsRequired((at << 5) + 31 - Math.clz32(asked & -asked))) left &= ~(asked & -asked);
      return left;
    };
  }

  private holdsRequired(slot: number): boolean {
    const { required } = this;
    for (let at = 0; at < required.length; at += 1)
      if (required[at]! && this.certificateRank(slot, at) !== YES) return false;
    return true;
  }

  /** How many hard conditions other than capabilities a supplier fails. */
  countMissed(slot: number): number {
    return (
      (this.columns.accepting.has(slot) ? 0 : 1) +
      this.certificatesMissed(slot) +
      (this.passesCapacity(slot) ? 0 : this.capacityMissed(slot).length) +
      (this.missesPlace(slot) ? 1 : 0) +
      (this.isRuledOut(slot) ? 1 : 0)
    );
  }

  /** How many of the certificates that are required a supplier does not hold in date. */
  certificatesMissed(slot: number): number {
    const { required } = this;
    let missed = 0;
    for (let at = 0; at < required.length; at += 1)
      if (required[at]! && this.certificateRank(slot, at) !== YES) missed += 1;
    return missed;
  }

  /** True when it has no site where one is wanted, or none near enough. */
  missesPlace(slot: number): boolean {
    return !this.reachTo.hasSite(slot) || !this.isWithinReach(slot);
  }

  /** True when the buyer rules it out, by what it is or by what it says. */
  isRuledOut(slot: number): boolean {
    if (this.shutRoles !== 0 && (this.columns.roles.data[slot]! & this.shutRoles) !== 0) return true;
    return this.excluded.length > 0 && this.excludedBy(slot) !== null;
  }

  /** Number of the excluded phrase that a supplier's text contains, or null. */
  excludedBy(slot: number): number | null {
    for (let phrase = 0; phrase < this.excluded.length; phrase += 1) {
      const terms = this.excluded[phrase];
      if (terms?.every((term) => this.columns.hasTerm(slot, term))) return phrase;
    }
    return null;
  }

  /** What of lot and turnover a supplier fails. */
  capacityMissed(slot: number): BlockerCode[] {
    const { batch, valueGbp } = this.capacityWanted;
    const { data } = this.columns.scale;
    const at = SCALE_WIDTH * slot;
    const missed: BlockerCode[] = [];
    if (batch !== null && lotTooSmall(batch, data[at + BATCH_MIN]!)) missed.push('BATCH_TOO_SMALL');
    if (batch !== null && lotTooLarge(batch, data[at + BATCH_MAX]!)) missed.push('BATCH_TOO_LARGE');
    if (valueGbp !== null && turnoverTooSmall(valueGbp, data[at + TURNOVER]!))
      missed.push('TURNOVER_TOO_SMALL');
    return missed;
  }

  private passesCapacity(slot: number): boolean {
    const { batch, valueGbp } = this.capacityWanted;
    const { data } = this.columns.scale;
    const at = SCALE_WIDTH * slot;
    if (batch !== null) {
      if (lotTooSmall(batch, data[at + BATCH_MIN]!) || lotTooLarge(batch, data[at + BATCH_MAX]!))
        return false;
    }
    return valueGbp === null || !turnoverTooSmall(valueGbp, data[at + TURNOVER]!);
  }

  private isWithinReach(slot: number): boolean {
    const { place, maxDriveMinutes } = this.plan.requirement;
    return !place || maxDriveMinutes === null || this.reachTo.minutes(slot) <= maxDriveMinutes;
  }

  /** Rank of the best answer a supplier's certificates give to one that is wanted. */
  certificateRank(slot: number, wanted: number): number {
    const { certificateStart, certificate } = this.columns;
    const { data } = certificate;
    const verdicts = this.verdicts[wanted]!;
    const end = certificateStart.data[slot + 1]!;
    let best = NO;
    for (let at = certificateStart.data[slot]!; at < end; at += CERTIFICATE_WIDTH) {
      let rank = verdicts[data[at + SHAPE]!]!;
      if (rank === NO) continue;
      // The worst of scheme, level, edition and dates decides.
      const byDates = this.rankByDates(data[at + VALID_FROM]!, data[at + VALID_TO]!);
      if (byDates < rank) rank = byDates;
      if (rank > best) best = rank;
    }
    return best;
  }

  private rankByDates(from: number, to: number): number {
    if (from > this.onDate) return NOT_YET;
    if (to === UNKNOWN_DATE) return UNKNOWN;
    return to < this.onDate ? EXPIRED : YES;
  }
}
