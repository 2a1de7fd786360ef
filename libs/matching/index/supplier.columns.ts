/**
 * Suppliers as columns: one slot each, appended and never moved, so that an update is a new slot and a
 * dead old one. Forward lists (what a supplier has) serve scoring; postings (who has it) find candidates. Postings are
 * made of the suppliers there are then: those appended later are few, and looked at one by one.
 */
import { countedClaims } from './counted.claims.js';
import type { Region, SectorCode } from '#lib/taxonomy';
import type { CapabilityGraph } from '../reading/capability.graph.js';
import { claimStrength, standingValue } from '../scoring/criteria.scoring.js';
import { facetValuesOf } from './facet.values.js';
import { placeVector } from '../scoring/drive.estimate.js';
import {
  BitColumn,
  type ColumnImage,
  type Growable,
  growableBytes,
  growableFloats,
  growableInts,
  growableShorts,
  withSpare,
} from '../model/growable.arrays.js';
import type { IndexTables } from './index.tables.js';
import type { CapabilityRole, SupplierRecord } from '../model/model.types.js';
import { listOf, NO_POSTINGS, type PostingLists, toEntry, turnRound } from './posting.lists.js';
import { decodeRecord, encodeRecord } from './record.codec.js';
import { type FieldCounts, termImpact } from '../reading/text.analysis.js';
import { TextColumn, type TextImage } from './text.column.js';

export const SECTORS: readonly SectorCode[] = [
  'ADVANCED_MANUFACTURING',
  'AUTOMOTIVE_RAIL',
  'CLEAN_ENERGY',
  'HEALTH_LIFE_SCIENCES',
  'CREATIVE',
];
/** So many sets of them there are. */
export const SECTOR_SETS = 1 << SECTORS.length;
const REGIONS: readonly Region[] = ['EAST_MIDLANDS', 'WEST_MIDLANDS', 'OTHER'];
const ROLES: readonly CapabilityRole[] = [
  'performs',
  'buysIn',
  'suppliesTo',
  'sells',
  'hires',
  'trains',
  'consults',
  'lab',
  'maintains',
];

const bitsOf = <T>(all: readonly T[], some: readonly T[]): number =>
  some.reduce((bits, item) => bits | (all.includes(item) ? 1 << all.indexOf(item) : 0), 0);
export const sectorBits = (sectors: readonly SectorCode[]): number => bitsOf(SECTORS, sectors);
export const regionBits = (regions: readonly Region[]): number => bitsOf(REGIONS, regions);
export const roleBits = (roles: readonly CapabilityRole[]): number => bitsOf(ROLES, roles);

/** Dates as integers that compare like dates; null becomes `absent`. */
export const dateNumber = (date: string | null, absent: number): number =>
  date === null ? absent : Number(date.slice(0, 10).replaceAll('-', ''));
/** The first and the last day of the month of a date, all as `dateNumber` has them. */
export function monthOf(date: number): { first: number; last: number } {
  const first = date - (date % 100) + 1;
  const days = new Date(Date.UTC(Math.floor(date / 10_000), Math.floor(date / 100) % 100, 0)).getUTCDate();
  return { first, last: first + days - 1 };
}
/** No expiry is known: neither valid nor expired. */
export const UNKNOWN_DATE = -1;

/** Of the numbers that say how much a supplier takes on: smallest and largest lot, turnover, lead time. */
export const SCALE_WIDTH = 4;
export const [BATCH_MIN, BATCH_MAX, TURNOVER, LEAD_TIME] = [0, 1, 2, 3] as const;
/** Of the numbers of a certificate: its kind, and the dates from and to which it is valid. */
export const CERTIFICATE_WIDTH = 3;
export const [SHAPE, VALID_FROM, VALID_TO] = [0, 1, 2] as const;

/** Lists that slots have: where each slot's stretch begins, and the columns that hold the stretches. */
const LISTS = {
  siteStart: ['siteLat', 'siteLon', 'siteRegion'],
  claimStart: ['claimCode', 'claimStrength', 'claimBought', 'claimEntry', 'claimFocus'],
  facetStart: ['facetValue'],
  termStart: ['termEntry'],
  certificateStart: ['certificate'],
} as const;
const SLOT_COLUMNS = ['nos', 'sectors', 'roles', 'standing', 'focusSum'] as const;
const TEXTS = ['ids', 'names', 'records'] as const;
type ListName = keyof typeof LISTS;
const LIST_NAMES = Object.keys(LISTS) as ListName[];

export interface ColumnsImage {
  columns: Record<string, ColumnImage>;
  texts: Record<string, TextImage>;
  /** This thread's own, at the time of the image. */
  alive: Uint32Array;
  accepting: Uint32Array;
  posted: number;
  termPostings: PostingLists;
  codePostings: PostingLists;
}

export class SupplierColumns {
  readonly nos = growableInts();
  readonly alive = new BitColumn();
  readonly accepting = new BitColumn();
  readonly sectors = growableBytes();
  readonly roles = growableInts();
  readonly standing = growableBytes();
  /** SCALE_WIDTH numbers a slot, side by side: they are read together. NaN where nothing is stated. */
  readonly scale = growableFloats();

  readonly siteStart = growableInts();
  readonly siteLat = growableFloats();
  readonly siteLon = growableFloats();
  readonly siteRegion = growableBytes();
  /** Three coordinates a site, on the unit sphere. */
  readonly siteVector = growableFloats();

  readonly claimStart = growableInts();
  readonly claimCode = growableShorts();
  readonly claimStrength = growableBytes();
  readonly claimBought = growableBytes();
  /** Posting list of a claim (its code, or beyond all codes when the work is bought in) with its strength. */
  readonly claimEntry = growableInts();
  /** Strength where the claim is a skill of the firm's own, else 0; and its sum by slot. */
  readonly claimFocus = growableBytes();
  readonly focusSum = growableInts();

  readonly facetStart = growableInts();
  readonly facetValue = growableShorts();

  readonly termStart = growableInts();
  /** Number of a term with its impact, so that one read gives both. */
  readonly termEntry = growableInts();

  readonly certificateStart = growableInts();
  /** CERTIFICATE_WIDTH numbers a certificate, side by side; starts count numbers. */
  readonly certificate = growableInts();

  readonly ids = new TextColumn();
  readonly names = new TextColumn();
  private readonly records = new TextColumn();

  /** Slots below this are in the postings. */
  posted = 0;
  termPostings: PostingLists = NO_POSTINGS;
  codePostings: PostingLists = NO_POSTINGS;

  constructor(
    private readonly graph: CapabilityGraph,
    readonly tables: IndexTables,
  ) {
    for (const name of LIST_NAMES) this[name].push(0);
  }

  get slots(): number {
    return this.nos.length;
  }

  /** Adds a supplier in a new slot and returns it. Impacts of its terms are left 0 where no mean lengths are given. */
  append(supplier: SupplierRecord, counts: FieldCounts, averages: readonly number[] | null): number {
    const slot = this.slots;
    this.nos.push(supplier.no);
    this.alive.set(slot);
    if (supplier.acceptingWork) this.accepting.set(slot);
    this.sectors.push(sectorBits(supplier.sectors));
    this.roles.push(roleBits(supplier.roles ?? []));
    this.standing.push(standingValue(supplier.verified, supplier.completeness, supplier.replyRate));
    const { batch, turnoverGbp, leadTimeDays } = supplier;
    for (const stated of [batch?.min, batch?.max, turnoverGbp, leadTimeDays]) this.scale.push(stated ?? NaN);
    for (const site of supplier.sites) {
      this.siteLat.push(site.lat);
      this.siteLon.push(site.lon);
      this.siteRegion.push(regionBits([site.region]));
      for (const coordinate of placeVector(site)) this.siteVector.push(coordinate);
    }
    this.siteStart.push(this.siteLat.length);
    this.appendClaims(supplier);
    this.appendTerms(counts, averages);
    for (const certificate of supplier.certificates) {
      this.certificate.push(this.tables.shapeOf(certificate));
      this.certificate.push(dateNumber(certificate.validFrom, 0));
      this.certificate.push(dateNumber(certificate.validTo, UNKNOWN_DATE));
    }
    this.certificateStart.push(this.certificate.length);
    for (const value of facetValuesOf(supplier, this.graph))
      this.facetValue.push(this.tables.facetIdOf(value));
    this.facetStart.push(this.facetValue.length);
    this.ids.push(supplier.id);
    this.names.push(supplier.name);
    this.records.push(encodeRecord(supplier, this.tables.words));
    return slot;
  }

  /** Adds a slot of other columns over the same tables, and returns the new one. */
  copy(other: SupplierColumns, from: number): number {
    const slot = this.slots;
    this.alive.set(slot);
    if (other.accepting.has(from)) this.accepting.set(slot);
    for (const name of SLOT_COLUMNS) this[name].push(other[name].data[from]!);
    this.scale.pushFrom(other.scale, SCALE_WIDTH * from, SCALE_WIDTH * (from + 1));
    const sites = other.siteStart.data;
    this.siteVector.pushFrom(other.siteVector, 3 * sites[from]!, 3 * sites[from + 1]!);
    for (const name of LIST_NAMES) {
      const starts = other[name].data;
      for (const column of LISTS[name])
        (this[column] as Growable<Int32Array>).pushFrom(
          other[column] as Growable<Int32Array>,
          starts[from]!,
          starts[from + 1]!,
        );
      this[name].push(this[LISTS[name][0]].length);
    }
    for (const name of TEXTS) this[name].pushFrom(other[name], from);
    return slot;
  }

  /** Makes room for as much as others hold, and a little more. */
  reserveAs(other: SupplierColumns): void {
    for (const name of this.columnNames()) this[name].reserve(withSpare(other[name].length));
    for (const name of TEXTS) this[name].reserveAs(other[name]);
  }

  /** The supplier in a slot, read back from its bytes. */
  record(slot: number): SupplierRecord {
    const own = { no: this.nos.data[slot]!, id: this.ids.at(slot), name: this.names.at(slot) };
    return decodeRecord(this.records.at(slot), own, this.tables.words);
  }

  isMaterial(code: number): boolean {
    return this.graph.isMaterial(code);
  }

  hasTerm(slot: number, term: number): boolean {
    const { data } = this.termEntry;
    const end = this.termStart.data[slot + 1]!;
    for (let at = this.termStart.data[slot]!; at < end; at += 1) if (listOf(data[at]!) === term) return true;
    return false;
  }

  /** Makes the postings of every supplier appended so far; a slice of the work at each step. */
  *post(): Generator<void, void> {
    const slots = this.slots;
    const codePostings = yield* turnRound(this.claimStart, this.claimEntry, slots, 2 * this.graph.size);
    this.termPostings = yield* turnRound(this.termStart, this.termEntry, slots, this.tables.terms.size);
    this.codePostings = codePostings;
    this.posted = slots;
  }

  image(): ColumnsImage {
    const { posted, termPostings, codePostings } = this;
    const columns = Object.fromEntries(this.columnNames().map((name) => [name, this[name].image()]));
    const texts = Object.fromEntries(TEXTS.map((name) => [name, this[name].image()]));
    const [alive, accepting] = [this.alive.words.slice(), this.accepting.words.slice()];
    return { columns, texts, alive, accepting, posted, termPostings, codePostings };
  }

  /** Takes over an image, in place: what was there before has to be its beginning. */
  adopt(image: ColumnsImage): void {
    for (const name of this.columnNames()) this[name].adopt(image.columns[name]!);
    for (const name of TEXTS) this[name].adopt(image.texts[name]!);
    this.alive.words = image.alive.slice();
    this.accepting.words = image.accepting.slice();
    this.posted = image.posted;
    this.termPostings = image.termPostings;
    this.codePostings = image.codePostings;
  }

  private columnNames() {
    return [
      ...SLOT_COLUMNS,
      ...LIST_NAMES,
      ...LIST_NAMES.flatMap((name) => [...LISTS[name]]),
      'siteVector' as const,
      'scale' as const,
    ];
  }

  private appendClaims(supplier: SupplierRecord): void {
    const best = new Map<string, { id: number; strength: number; bought: number }>();
    for (const claim of countedClaims(supplier)) {
      const id = this.graph.idOf(claim.code);
      const strength = claimStrength(claim);
      if (id < 0 || strength === 0) continue;
      const bought = claim.role === 'buysIn' ? 1 : 0;
      const key = `${id}/${bought}`;
      if ((best.get(key)?.strength ?? 0) < strength) best.set(key, { id, strength, bought });
    }
    let focusSum = 0;
    for (const { id, strength, bought } of best.values()) {
      const focus = bought === 1 || this.graph.isMaterial(id) ? 0 : strength;
      this.claimCode.push(id);
      this.claimStrength.push(strength);
      this.claimBought.push(bought);
      this.claimEntry.push(toEntry(id + bought * this.graph.size, strength));
      this.claimFocus.push(focus);
      focusSum += focus;
    }
    this.focusSum.push(focusSum);
    this.claimStart.push(this.claimCode.length);
  }

  private appendTerms({ terms, lengths }: FieldCounts, averages: readonly number[] | null): void {
    for (const [term, fields] of terms) {
      const impact = averages ? termImpact(fields, lengths, averages) : 0;
      this.termEntry.push(toEntry(this.tables.terms.add(term), impact));
    }
    this.termStart.push(this.termEntry.length);
  }
}
