import { type MatchIndex, RequirementIndex, type RequirementRecord } from '#lib/matching';
import { Pace } from './event-loop.turn.js';

/** Open requirements as the engine sees them on one day, bound to one index. */
export class StandingRequirements {
  readonly records = new Map<string, RequirementRecord>();
  private readonly ids = new Map<number, string>();
  /** Made when first asked for: a process that only searches needs none. */
  private plans: RequirementIndex | undefined;
  private planning: Promise<RequirementIndex> | undefined;

  constructor(
    readonly index: MatchIndex,
    /** ISO. */
    readonly day: string,
    records: Iterable<RequirementRecord>,
  ) {
    for (const record of records) this.set(record);
  }

  set(record: RequirementRecord): void {
    this.records.set(record.id, record);
    this.ids.set(record.no, record.id);
    this.plans?.upsert(record);
  }

  delete(id: string): void {
    const record = this.records.get(id);
    if (!record) return;
    this.records.delete(id);
    this.ids.delete(record.no);
    this.plans?.remove(record.no);
  }

  /** The plans of all of them, made in turns when first asked for. */
  planned(): Promise<RequirementIndex> {
    this.planning ??= this.plan();
    return this.planning;
  }

  /** Every requirement that a supplier is eligible for, with its score in engine units. */
  async matchesOf(supplierNo: number): Promise<{ requirementId: string; score: number }[]> {
    return (await this.planned()).matchesOf(supplierNo).map(({ requirementNo, match }) => ({
      requirementId: this.ids.get(requirementNo)!,
      score: match.score,
    }));
  }

  private async plan(): Promise<RequirementIndex> {
    // What is set or deleted meanwhile is noted in it too, and is not planned again from what it was.
    const plans = (this.plans = new RequirementIndex(this.index));
    const pace = new Pace();
    for (const record of [...this.records.values()]) {
      await pace.rest();
      if (this.records.get(record.id) === record) plans.upsert(record);
    }
    return plans;
  }
}
