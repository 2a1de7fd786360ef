/** What the needs of a requirement come to together for everybody, in one pass of a kernel over their columns. */
import type { CapabilityParts } from '../scoring/criteria.scoring.js';
import { withSpare } from '../model/growable.arrays.js';
import { kernelMemory, openKernel } from '../kernels/kernel.loader.js';
import { needTotalsKernel } from '../kernels/need.totals.kernel.js';
import { MemoryLayout } from '../kernels/memory.layout.js';
import { sameItems } from '../model/same.items.js';
import { VALUE_MAX } from '../model/scoring.constants.js';

/** Places of arrays in bytes, as the kernel names them. */
interface TotalsKernel {
  sumNeeds(
    count: number,
    columns: number,
    apart: number,
    needs: number,
    weights: number,
    weight: number,
    ofFit: number,
    ofShare: number,
    parts: number,
    into: number,
  ): void;
}

const STEP = 32;
/** Sums below it are whole numbers in single precision, and so are their quotients rounded down. */
const WHOLE = 2 ** 24;

export class NeedTotals {
  private kernel: TotalsKernel | undefined;
  private room = 0;
  private most = 0;
  private weights: Int32Array = new Int32Array(0);
  private into: Uint16Array = new Uint16Array(0);
  private columns: Uint16Array = new Uint16Array(0);
  /** The columns that stand here, and of how many slots. */
  private held: Uint16Array[] = [];
  private slots = 0;
  private last: { view: Uint16Array; weights: readonly number[]; parts: CapabilityParts } | undefined;

  /** True once what was summed into `worth` has made room for something else. */
  isGone(worth: Uint16Array): boolean {
    return worth.buffer === this.into.buffer && worth !== this.last?.view;
  }

  /**
   * By slot the mean of the fits in `columns` by their weights, and above it in each number what `parts` makes of that mean and the
   * sum of shares. Good until others are asked for. Undefined where no kernel does it.
   */
  sum(
    columns: readonly Uint16Array[],
    weights: readonly number[],
    slots: number,
    parts: CapabilityParts,
  ): Uint16Array | undefined {
    const weight = weights.reduce((sum, one) => sum + one, 0);
    if (weight === 0 || weight * VALUE_MAX >= WHOLE) return undefined;
    if (slots > this.room || columns.length > this.most) this.move(slots, columns.length);
    if (!this.kernel) return undefined;
    if (this.slots !== slots) [this.held, this.last] = [[], undefined];
    this.slots = slots;
    columns.forEach((column, at) => {
      if (this.held[at] === column) return;
      this.columns.set(column.subarray(0, slots), at * this.room);
      this.held[at] = column;
      this.last = undefined;
    });
    if (this.last?.parts === parts && sameItems(this.last.weights, weights)) return this.last.view;
    this.weights.set(weights);
    this.kernel.sumNeeds(
      Math.ceil(slots / STEP) * STEP,
      this.columns.byteOffset,
      2 * this.room,
      columns.length,
      this.weights.byteOffset,
      weight,
      parts.fit,
      parts.focus,
      parts.fit + parts.focus,
      this.into.byteOffset,
    );
    // A view of its own each time: who holds one can tell it from the next.
    this.last = { view: this.into.subarray(0), weights, parts };
    return this.last.view;
  }

  private move(slots: number, needs: number): void {
    this.room = Math.ceil(Math.max(this.room, withSpare(slots)) / STEP) * STEP;
    this.most = Math.max(this.most, needs, 8);
    const { room, most } = this;
    const memory = kernelMemory(4 * most + STEP + 2 * room * (most + 1));
    const layout = new MemoryLayout(memory.buffer);
    this.weights = layout.ints(most);
    layout.align(STEP);
    this.into = layout.shorts(room);
    this.columns = layout.shorts(room * most);
    this.kernel = openKernel<TotalsKernel>(needTotalsKernel, memory);
    [this.held, this.last] = [[], undefined];
  }
}
