/**
 * What suppliers bring to one need, summed over the slots while its column is built, and the pass that makes fits of the sums: by
 * a kernel where there are many slots, else by the plain code of `need.fitting.ts`.
 */
import { fitOfTreeAndWords, fitOfWords, textUnit } from '../scoring/criteria.scoring.js';
import { RELATED_FLOOR } from '../scoring/eligibility.rules.js';
import { withSpare, wordsFor } from '../model/growable.arrays.js';
import { kernelMemory, openKernel } from '../kernels/kernel.loader.js';
import { MemoryLayout } from '../kernels/memory.layout.js';
import { needFitsKernel } from '../kernels/need.fits.kernel.js';
import type { NeedColumn } from './need.column.js';
import type { PlannedNeed } from '../scoring/need.plan.js';
import { VALUE_MAX } from '../model/scoring.constants.js';
import type { SupplierColumns } from './supplier.columns.js';

/** Places of arrays in bytes, as the kernel names them. */
interface FitsKernel {
  fitSlots(
    count: number,
    texts: number,
    skills: number,
    materials: number,
    focus: number,
    totals: number,
    best: number,
    makers: number,
    mark: number,
    textUnit: number,
    treeUnit: number,
    materialWeight: number,
    materialMore: number,
    fits: number,
    floor: number,
    relatedFloor: number,
    worth: number,
    met: number,
    related: number,
  ): void;
}

/** Of fewer slots a memory for kernels is not worth its while. */
const LEAST_SLOTS = 512;
const STEP = 32;
/** Sums below it are whole numbers in single precision, and so are their quotients rounded down. */
const WHOLE = 2 ** 24;
const UNLIMITED = 2 ** 30;
const FITS = 2 << 16;

const steps = new Map<boolean, Uint8Array>();

/** Every fit that tree and words can give to a need of a typed search, or to any other, worked out once: by maker, tree and text. */
export function fitsInSteps(brief: boolean): Uint8Array {
  let fits = steps.get(brief);
  if (fits) return fits;
  steps.set(brief, (fits = new Uint8Array(FITS)));
  for (let tree = 0; tree <= VALUE_MAX; tree += 1) {
    for (let text = 0; text <= VALUE_MAX; text += 1) {
      fits[(tree << 8) | text] = fitOfTreeAndWords(tree, text, false, brief);
      fits[(1 << 16) | (tree << 8) | text] = fitOfTreeAndWords(tree, text, true, brief);
    }
  }
  return fits;
}

/** Sums of a need by slot; all zero between uses. Columns are built one at a time. */
export class NeedSums {
  skillSum: Int32Array = new Int32Array(0);
  materialSum: Int32Array = new Int32Array(0);
  textSum: Int32Array = new Int32Array(0);
  focusSum: Int32Array = new Int32Array(0);
  skillBest: Uint8Array = new Uint8Array(0);
  /** Best of one capability while it is gone through. */
  best = new Uint8Array(0);
  /** 1 for a slot that has any of the need. */
  mark: Uint8Array = new Uint8Array(0);
  private kernel: FitsKernel | undefined;
  private totals: Int32Array = new Int32Array(0);
  private makers: Uint8Array = new Uint8Array(0);
  private fits: Uint8Array = new Uint8Array(0);
  private briefFits: Uint8Array = new Uint8Array(0);
  /** The same of a need that the tree cannot read, where tree is always 0. */
  private wordFits: Uint8Array = new Uint8Array(0);
  private worth: Uint16Array = new Uint16Array(0);
  private met: Uint32Array = new Uint32Array(0);
  private related: Uint32Array = new Uint32Array(0);
  /** Of whom totals and makers were copied, and up to which slot. */
  private copied: SupplierColumns | null = null;
  private copiedTo = 0;

  /** Makes room for so many slots. */
  fit(slots: number): void {
    if (this.mark.length >= slots) return;
    const room = Math.ceil(withSpare(slots) / STEP) * STEP;
    const words = room < LEAST_SLOTS ? 0 : wordsFor(room);
    const own = room * (4 * 4 + 2);
    const memory = words > 0 ? kernelMemory(own + room * (4 + 1 + 2) + 3 * FITS + 8 * words) : undefined;
    this.kernel = memory && openKernel<FitsKernel>(needFitsKernel, memory);
    const layout = new MemoryLayout(memory?.buffer ?? new ArrayBuffer(own));
    this.skillSum = layout.ints(room);
    this.materialSum = layout.ints(room);
    this.textSum = layout.ints(room);
    this.focusSum = layout.ints(room);
    this.skillBest = layout.bytes(room);
    this.mark = layout.bytes(room);
    this.best = new Uint8Array(room);
    if (!this.kernel) return;
    this.totals = layout.ints(room);
    this.makers = layout.bytes(room);
    this.worth = layout.shorts(room);
    this.met = layout.words(words);
    this.related = layout.words(words);
    this.fits = layout.bytes(FITS);
    this.briefFits = layout.bytes(FITS);
    this.wordFits = layout.bytes(FITS);
    this.fits.set(fitsInSteps(false));
    this.briefFits.set(fitsInSteps(true));
    for (let text = 0; text <= VALUE_MAX; text += 1)
      this.wordFits[text] = this.wordFits[(1 << 16) | text] = fitOfWords(text);
    this.copied = null;
  }

  /**
   * Puts fits and shares of the slots below `upTo`, a multiple of 32, into a column that has nothing of them yet, and clears their
   * sums. False where no kernel does it: then nothing has happened.
   */
  fitAll(columns: SupplierColumns, need: PlannedNeed, column: NeedColumn, upTo: number): boolean {
    const { kernel } = this;
    const treeWeight = need.skillWeight + need.materialWeight;
    if (!kernel || treeWeight * VALUE_MAX >= WHOLE) return false;
    this.copy(columns, upTo);
    const { worth, met, related } = this;
    kernel.fitSlots(
      upTo,
      this.textSum.byteOffset,
      this.skillSum.byteOffset,
      this.materialSum.byteOffset,
      this.focusSum.byteOffset,
      this.totals.byteOffset,
      this.skillBest.byteOffset,
      this.makers.byteOffset,
      this.mark.byteOffset,
      textUnit(need.termWeight),
      treeWeight > 0 ? treeWeight : Infinity,
      need.materialWeight,
      // Without a skill that works it, a material counts for itself.
      need.skillWeight > 0 ? 0 : UNLIMITED,
      (treeWeight === 0 ? this.wordFits : need.brief ? this.briefFits : this.fits).byteOffset,
      need.floor,
      RELATED_FLOOR,
      worth.byteOffset,
      met.byteOffset,
      related.byteOffset,
    );
    column.worth.set(worth.subarray(0, upTo));
    column.met.set(met.subarray(0, upTo / STEP));
    column.related.set(related.subarray(0, upTo / STEP));
    for (const used of [worth, met, related]) used.fill(0);
    return true;
  }

  private copy(columns: SupplierColumns, upTo: number): void {
    const from = this.copied === columns ? this.copiedTo : 0;
    const roles = columns.roles.data;
    if (from < upTo) this.totals.set(columns.focusSum.data.subarray(from, upTo), from);
    for (let slot = from; slot < upTo; slot += 1) this.makers[slot] = roles[slot] === 0 ? 1 : 0;
    [this.copied, this.copiedTo] = [columns, Math.max(from, upTo)];
  }
}
