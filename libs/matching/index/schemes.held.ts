/**
 * The certification schemes that each supplier can show on one date, its own and those covered by what it holds. Searches
 * ask about today: what is worked out for a date is kept until another is asked about.
 */
import { satisfactionRank } from '../scoring/certificate.status.js';
import { growableInts, growableShorts } from '../model/growable.arrays.js';
import type { MatchIndex } from './match.index.js';
import {
  CERTIFICATE_WIDTH,
  dateNumber,
  SHAPE,
  type SupplierColumns,
  VALID_FROM,
  VALID_TO,
} from './supplier.columns.js';
import { ValueBlocks } from './value.blocks.js';

const HELD = satisfactionRank('yes');

export class SchemesHeld {
  /** The schemes that anyone holds, in order, their numbers, and which of them each kind of certificate covers. */
  readonly schemes: readonly string[];
  readonly schemeIds: Int32Array;
  readonly byShape: readonly Int32Array[];
  /** Schemes of a slot, each once: from `starts` of the slot to that of the next. */
  readonly starts = growableInts();
  readonly ids = growableShorts();
  readonly blocks = new ValueBlocks(this);
  private readonly columns: SupplierColumns;
  private readonly shapes: number;
  private readonly today: number;

  private constructor(
    index: MatchIndex,
    private readonly onDate: string,
  ) {
    this.columns = index.columns;
    const { shapes } = this.columns.tables;
    this.shapes = shapes.length;
    this.today = dateNumber(onDate, 0);
    this.schemes = [...new Set(shapes.map(({ scheme }) => scheme))].sort();
    this.schemeIds = Int32Array.from(this.schemes.keys());
    const verdicts = this.schemes.map((scheme) =>
      index.certificateVerdicts({ scheme, importance: 'required' }, onDate),
    );
    this.byShape = shapes.map((_, shape) =>
      this.schemeIds.filter((scheme) => verdicts[scheme]![shape] === HELD),
    );
    this.starts.push(0);
  }

  /** Those of an index on a date, for every slot there is now. */
  static of(index: MatchIndex, onDate: string): SchemesHeld {
    let held = last.get(index);
    if (held?.isOf(index, onDate) !== true) last.set(index, (held = new SchemesHeld(index, onDate)));
    held.extend();
    return held;
  }

  /** True when a certificate, given by its place in the columns, is valid; an unknown end is below every date. */
  isInDate(at: number): boolean {
    const { data } = this.columns.certificate;
    return data[at + VALID_TO]! >= this.today && data[at + VALID_FROM]! <= this.today;
  }

  private isOf({ columns }: MatchIndex, onDate: string): boolean {
    return this.columns === columns && this.onDate === onDate && this.shapes === columns.tables.shapes.length;
  }

  private extend(): void {
    const { certificateStart, certificate, slots } = this.columns;
    if (this.starts.length > slots) return;
    const seenBy = new Int32Array(this.schemes.length).fill(-1);
    for (let slot = this.starts.length - 1; slot < slots; slot += 1) {
      const end = certificateStart.data[slot + 1]!;
      for (let at = certificateStart.data[slot]!; at < end; at += CERTIFICATE_WIDTH) {
        if (!this.isInDate(at)) continue;
        for (const scheme of this.byShape[certificate.data[at + SHAPE]!]!) {
          if (seenBy[scheme] !== slot) this.ids.push(scheme);
          seenBy[scheme] = slot;
        }
      }
      this.starts.push(this.ids.length);
    }
  }
}

const last = new WeakMap<MatchIndex, SchemesHeld>();
