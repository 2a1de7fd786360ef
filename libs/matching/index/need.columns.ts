/**
 * How far every supplier meets one need, as a column of bytes. Needs recur: buyers want the same trades again and
 * again, and a page of a search asks what the page before asked. So the columns asked for last are kept. A supplier that is
 * added or changed is added to a column when the column is next asked for: most are not asked for between two changes.
 */
import type { NeedColumn } from './need.column.js';
import { buildColumn, type LeftOut, putSlots } from './need.fitting.js';
import type { PlannedCode, PlannedNeed } from '../scoring/need.plan.js';
import { NeedSums } from './need.sums.js';
import type { SupplierColumns } from './supplier.columns.js';

interface KeptColumn extends NeedColumn {
  /** Slots in it so far. */
  slots: number;
}

const BYTES_KEPT = 128_000_000;
/** Two bytes and two bits. */
const BYTES_A_SLOT = 2.25;
/**
 * So many whatever their size, as BYTES_KEPT holds of the whole economy of both regions: a full re-match asks for some 450, and
 * in an economy seven times as large the columns that BYTES_KEPT holds were built again for almost every requirement.
 */
const LEAST_KEPT = 384;

export class NeedColumns {
  private readonly kept = new Map<string, KeptColumn>();
  private readonly sums = new NeedSums();

  /** `codes` is the size of the capability tree. */
  constructor(
    private readonly columns: SupplierColumns,
    private readonly codes: number,
  ) {}

  /** The column of a need for every slot there is now; built when it is not at hand, or has no room for more. */
  of(need: PlannedNeed, leftOut: LeftOut): NeedColumn {
    const { slots } = this.columns;
    const key = keyOf(need, leftOut);
    let column = this.kept.get(key);
    if (column && slots <= column.worth.length) {
      putSlots(column, this.columns, need, leftOut, column.slots);
      column.slots = slots;
    } else {
      this.kept.delete(key);
      column = { ...buildColumn(this.columns, need, leftOut, this.codes, this.sums), slots };
      const most = Math.max(LEAST_KEPT, Math.floor(BYTES_KEPT / (column.worth.length * BYTES_A_SLOT)));
      while (this.kept.size >= most) this.dropOne();
      this.kept.set(key, column);
    }
    return column;
  }

  /**
   * Any of them. A full re-match that begins anew asks for all in the same order: were the least lately used one dropped, each
   * would be gone just before it is asked for.
   */
  private dropOne(): void {
    let before = Math.floor(Math.random() * this.kept.size);
    for (const key of this.kept.keys()) {
      if (before === 0) {
        this.kept.delete(key);
        return;
      }
      before -= 1;
    }
  }
}

const keys = new WeakMap<PlannedNeed, string>();

/** Needs of one key are met alike by everybody. */
export function keyOf(need: PlannedNeed, { shut, ownWorkOnly }: LeftOut): string {
  let key = keys.get(need);
  if (key === undefined) keys.set(need, (key = askedKey(need)));
  return `${key}|${ownWorkOnly ? 1 : 0}${shut ? shut.join('') : ''}`;
}

/**
 * All that a column is made of. Words that two phrases share may be the buyer's own in one and mark out the capability
 * in the other, so they are told apart by what they weigh, and readings by how far they are trusted.
 */
function askedKey(need: PlannedNeed): string {
  const { skills, materials, terms, termWeight, brief, evidence, served, floor } = need;
  const codes = (list: readonly PlannedCode[]): string => list.map(({ id }) => id).join(' ');
  const words = terms.map(({ term, weight }) => `${term} ${weight}`).join(' ');
  return [codes(skills), codes(materials), words, termWeight, brief, evidence, served, floor].join('|');
}
