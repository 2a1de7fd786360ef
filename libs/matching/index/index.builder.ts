/**
 * Builds the columns of an index from suppliers as they come, a slice at a time: a process that does other work
 * meanwhile is never held up for long.
 */
import type { CapabilityGraph } from '../reading/capability.graph.js';
import { type CorpusStatistics, StatisticsCollector } from '../reading/corpus.statistics.js';
import { growableInts, growableShorts } from '../model/growable.arrays.js';
import type { IndexTables } from './index.tables.js';
import type { SupplierRecord } from '../model/model.types.js';
import { NumberTable } from './number.table.js';
import { listOf, toEntry } from './posting.lists.js';
import { SupplierColumns } from './supplier.columns.js';
import {
  type Analyser,
  COUNT_WIDTH,
  FIELD_COUNT,
  supplierTerms,
  termImpact,
} from '../reading/text.analysis.js';
import { tradeKeys } from './trade.order.js';

/** Slots in one step: about two milliseconds. */
const SLICE = 400;
/** Of those that are only numbered. */
const NUMBERED = 10 * SLICE;
/** Of those copied: the first are copied by code that is not compiled yet, into memory not used yet, and take ten times as long. */
const COPIED = 100;

export interface BuiltColumns {
  columns: SupplierColumns;
  statistics: CorpusStatistics;
  /** Slot of each supplier by its number. */
  slotOfNo: NumberTable;
}

export class ColumnsBuilder {
  private readonly columns: SupplierColumns;
  private readonly collector: StatisticsCollector | null;
  private readonly slotOfNo = new NumberTable();
  /** COUNT_WIDTH numbers of each term of each slot, until the mean lengths are known. */
  private readonly counts = growableShorts();
  private readonly lengths = growableInts();

  constructor(
    private readonly graph: CapabilityGraph,
    tables: IndexTables,
    private readonly analyse: Analyser,
    private readonly given: CorpusStatistics | undefined,
  ) {
    this.columns = new SupplierColumns(graph, tables);
    this.collector = given ? null : new StatisticsCollector(graph);
  }

  /** Adds a supplier. Of those with the same number the last one counts. */
  add(supplier: SupplierRecord): void {
    const before = this.slotOfNo.get(supplier.no);
    if (before >= 0) this.forget(before);
    const terms = supplierTerms(supplier, this.analyse);
    const slot = this.columns.append(supplier, terms, this.given?.averageLengths ?? null);
    this.slotOfNo.set(supplier.no, slot);
    if (!this.collector) return;
    this.collector.add(supplier, terms);
    for (const counts of terms.terms.values()) for (const count of counts) this.counts.push(count);
    for (const length of terms.lengths) this.lengths.push(length);
  }

  /** Ends the build, a slice of the work at each step. */
  *finish(): Generator<void, BuiltColumns> {
    const statistics = this.given ?? this.collector!.finish();
    if (!this.given) yield* this.weighTerms(statistics.averageLengths);
    const columns = yield* copyInOrder(this.columns, yield* this.order(statistics), this.graph);
    yield* columns.post();
    yield* this.number(columns);
    return { columns, statistics, slotOfNo: this.slotOfNo };
  }

  private forget(slot: number): void {
    this.columns.alive.clear(slot);
    const record = this.columns.record(slot);
    this.collector?.remove(record, supplierTerms(record, this.analyse));
  }

  /** Every supplier has another slot now. */
  private *number({ nos, slots }: SupplierColumns): Generator<void, void> {
    for (let slot = 0; slot < slots; slot += 1) {
      this.slotOfNo.set(nos.data[slot]!, slot);
      if (slot % NUMBERED === 0) yield;
    }
  }

  private *weighTerms(averages: readonly number[]): Generator<void, void> {
    const { termStart, termEntry, slots } = this.columns;
    const counts: number[] = [];
    const lengths: number[] = [];
    for (let slot = 0; slot < slots; slot += 1) {
      for (let field = 0; field < FIELD_COUNT; field += 1)
        lengths[field] = this.lengths.data[slot * FIELD_COUNT + field]!;
      for (let at = termStart.data[slot]!; at < termStart.data[slot + 1]!; at += 1) {
        for (let number = 0; number < COUNT_WIDTH; number += 1)
          counts[number] = this.counts.data[at * COUNT_WIDTH + number]!;
        termEntry.data[at] = toEntry(listOf(termEntry.data[at]!), termImpact(counts, lengths, averages));
      }
      if (slot % SLICE === 0) yield;
    }
  }

  /** Slots by trade; ties in the order in which they came. */
  private *order(statistics: CorpusStatistics): Generator<void, Int32Array> {
    const keyOf = tradeKeys(this.columns, this.graph, statistics);
    const keys = new Float64Array(this.columns.slots);
    for (let slot = 0; slot < keys.length; slot += 1) {
      keys[slot] = keyOf(slot);
      if (slot % SLICE === 0) yield;
    }
    const sorted = keys.slice().sort();
    yield;
    const taken = new Int32Array(sorted.length);
    const order = new Int32Array(sorted.length);
    for (let slot = 0; slot < sorted.length; slot += 1) {
      const first = firstAt(sorted, keys[slot]!);
      order[first + taken[first]!++] = slot;
      if (slot % NUMBERED === 0) yield;
    }
    return order;
  }
}

function firstAt(sorted: Float64Array, key: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The live slots of columns in another order, without spare room but a little. */
function* copyInOrder(
  from: SupplierColumns,
  order: Int32Array,
  graph: CapabilityGraph,
): Generator<void, SupplierColumns> {
  const columns = new SupplierColumns(graph, from.tables);
  columns.reserveAs(from);
  for (let at = 0; at < order.length; at += 1) {
    if (from.alive.has(order[at]!)) columns.copy(from, order[at]!);
    if (at % COPIED === 0) yield;
  }
  return columns;
}

/** Columns without the dead slots of others, in the same order; `origin` is the old slot of each. */
export function* copyLiving(
  from: SupplierColumns,
  graph: CapabilityGraph,
): Generator<void, { columns: SupplierColumns; origin: number[] }> {
  const columns = new SupplierColumns(graph, from.tables);
  columns.reserveAs(from);
  const origin: number[] = [];
  let slot = 0;
  const copyNext = (): void => {
    if (from.alive.has(slot)) {
      columns.copy(from, slot);
      origin.push(slot);
    }
    slot += 1;
  };
  while (slot < from.slots) {
    copyNext();
    if (slot % SLICE === 0) yield;
  }
  yield* columns.post();
  // Those that came while the postings were made.
  while (slot < from.slots) copyNext();
  return { columns, origin };
}
