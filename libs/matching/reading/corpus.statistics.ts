/**
 * What is common and what is rare among suppliers. Taken once and then frozen: adding one supplier must
 * not change the score of every other, and an index kept up to date must equal one built afresh.
 */
import type { CapabilityGraph } from './capability.graph.js';
import { FIELD_COUNT, type FieldCounts } from './text.analysis.js';
import type { SupplierRecord } from '../model/model.types.js';

export interface CorpusStatistics {
  documents: number;
  /** Suppliers that use a term, in any field. */
  termCounts: Map<string, number>;
  /** Suppliers that hold a capability or anything narrower. */
  codeCounts: Map<string, number>;
  /** Mean length of each field in terms. */
  averageLengths: number[];
}

/** Steps to one bit of information; integer weights keep the scores exact. */
const STEPS_PER_BIT = 8;

/** Integer information of something that `count` of `documents` have: more for the rare, at least 1. */
export function information(documents: number, count: number): number {
  const odds = (documents + 1) / (Math.max(count, 1) + 0.5);
  return Math.max(1, Math.round(STEPS_PER_BIT * Math.log2(Math.max(1, odds))));
}

/** Gathers the statistics of a set of suppliers. */
export class StatisticsCollector {
  private documents = 0;
  private readonly termCounts = new Map<string, number>();
  private readonly codeCounts = new Map<string, number>();
  private readonly lengths = new Array<number>(FIELD_COUNT).fill(0);

  constructor(private readonly graph: CapabilityGraph) {}

  add(supplier: SupplierRecord, counts: FieldCounts): void {
    this.count(supplier, counts, 1);
  }

  /** Takes back what was added. */
  remove(supplier: SupplierRecord, counts: FieldCounts): void {
    this.count(supplier, counts, -1);
  }

  private count(supplier: SupplierRecord, counts: FieldCounts, by: 1 | -1): void {
    this.documents += by;
    for (const term of counts.terms.keys()) raise(this.termCounts, term, by);
    counts.lengths.forEach((length, field) => (this.lengths[field]! += by * length));
    const held = new Set<number>();
    for (const { code } of supplier.capabilities) {
      const id = this.graph.idOf(code);
      if (id >= 0) for (const ancestor of this.graph.lineOf(id)) held.add(ancestor);
    }
    for (const id of held) raise(this.codeCounts, this.graph.node(id).code, by);
  }

  finish(): CorpusStatistics {
    return {
      documents: this.documents,
      termCounts: this.termCounts,
      codeCounts: this.codeCounts,
      averageLengths: this.lengths.map((total) =>
        this.documents > 0 ? Math.max(1, total / this.documents) : 1,
      ),
    };
  }
}

function raise(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
