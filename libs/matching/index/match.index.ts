/** The index: suppliers as columns, kept up to date in place, read by ranking, search and explanation. */
import { certifications, satisfies } from '#lib/taxonomy';
import { AskedBits } from './asked.bits.js';
import { BoundSweep } from './bound.sweep.js';
import { type CapabilityGraph, type CapabilityNodeView, graphOf } from '../reading/capability.graph.js';
import { CapacityHolders } from './capacity.holders.js';
import { CertificateHolders } from './certificate.holders.js';
import { satisfactionRank } from '../scoring/certificate.status.js';
import type { CorpusStatistics } from '../reading/corpus.statistics.js';
import { type DriveEstimate, straightLineDrive } from '../scoring/drive.estimate.js';
import { DriveMemory } from './drive.memory.js';
import { ReachColumns } from './reach.columns.js';
import { type BuiltColumns, ColumnsBuilder, copyLiving } from './index.builder.js';
import {
  ImageError,
  type IndexImage,
  makerOf,
  type StatisticsImage,
  statisticsFromImage,
  statisticsToImage,
} from './index.image.js';
import { IndexTables } from './index.tables.js';
import type { SupplierRecord, WantedCertificate } from '../model/model.types.js';
import type { PlanContext } from '../reading/term.weights.js';
import { dateNumber, SupplierColumns } from './supplier.columns.js';
import { NeedColumns } from './need.columns.js';
import { NeedSets } from './need.sets.js';
import { NeedTotals } from './need.totals.js';
import { NumberTable } from './number.table.js';
import { TermBoard, TextBoard } from '../scoring/term.board.js';
import { type Analyser, supplierTerms } from '../reading/text.analysis.js';
import { TextTotals } from './text.totals.js';
import { analyseEnglish } from '../reading/text.english.js';

export interface MatchIndexOptions {
  /** Nodes of the capability tree. */
  capabilities: readonly CapabilityNodeView[];
  /** Defaults to English trade text. */
  analyse?: Analyser;
  /** Defaults to an estimate from the straight line. */
  drive?: DriveEstimate;
  /** Frozen statistics of an earlier build; taken from the suppliers given when left out. */
  statistics?: CorpusStatistics;
}

export interface IndexChanges {
  upsert?: SupplierRecord[];
  /** Supplier numbers; unknown ones are ignored. */
  remove?: number[];
}

/** Rebuild once this share of the slots is dead: scans would visit them in vain. */
const DEAD_SHARE = 0.3;
const DEAD_LEAST = 1000;
/** Those without postings are looked at one by one: once they are many, they get postings too. */
const UNPOSTED_MOST = 2000;
/** A certificate on a date, each some hundred bytes. */
const VERDICTS_KEPT = 30_000;
/** Records lately read back from their bytes. */
const RECORDS_KEPT = 2048;

let editionEnds: readonly string[] | undefined;

/** How many editions of any scheme have ended before a date. */
function editionsOver(onDate: string): number {
  editionEnds ??= certifications().schemes.flatMap(({ code }) =>
    certifications()
      .editionsOf(code)
      .flatMap(({ endsOn }) => endsOn ?? []),
  );
  return editionEnds.filter((end) => end < onDate).length;
}

/** Runs slices of work to their end. */
function finished<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

export class MatchIndex implements PlanContext {
  readonly analyse: Analyser;
  readonly drive: DriveEstimate;
  /** Shared by the evaluators of this index. */
  readonly termBoard = new TermBoard();
  readonly textBoard = new TextBoard();
  readonly boundSweep = new BoundSweep();
  readonly textTotals = new TextTotals(this.boundSweep);
  /** How far every supplier meets the needs that were asked about last. */
  needColumns: NeedColumns;
  /** What the needs that were asked about last come to together. */
  readonly needSets = new NeedSets(new NeedTotals());
  /** Slots of the best of the requirement ranked last, in order: no more than likely to be good for the next. */
  bestBefore: readonly number[] = [];
  /** Who can take the lots and the contract values that were asked about last. */
  capacity: CapacityHolders;
  driveMemory: DriveMemory;
  /** What was asked about slots last, by yes or no. */
  asked: AskedBits;
  reachColumns: ReachColumns;
  private holders: CertificateHolders;
  private readonly verdicts = new Map<string, Uint8Array>();
  private readonly recordsRead = new Map<number, SupplierRecord>();
  private generation = 0;
  private statisticsImage: StatisticsImage | undefined;
  /** Work on the columns that goes on a little with every change. */
  private upkeep: Generator<void, void> | undefined;

  private constructor(
    { analyse, drive }: MatchIndexOptions,
    readonly graph: CapabilityGraph,
    readonly statistics: CorpusStatistics,
    public columns: SupplierColumns,
    private readonly slotOfNo = new NumberTable(),
  ) {
    this.analyse = analyse ?? analyseEnglish;
    this.drive = drive ?? straightLineDrive;
    this.needColumns = new NeedColumns(columns, graph.size);
    this.holders = new CertificateHolders(columns);
    this.capacity = new CapacityHolders(columns);
    this.driveMemory = new DriveMemory(columns, this.drive);
    this.asked = new AskedBits(columns);
    this.reachColumns = new ReachColumns(columns, this.asked);
  }

  /**
   * Builds an index. Of suppliers with the same number the last one counts.
   * @throws Error when the capability nodes are not a tree.
   */
  static build(suppliers: Iterable<SupplierRecord>, options: MatchIndexOptions): MatchIndex {
    const builder = new IndexBuilder(options);
    for (const supplier of suppliers) builder.add(supplier);
    return finished(builder.finish());
  }

  /**
   * Opens an index over the memory of an image. The one whose image it is may change: `follow` its later images, and
   * apply no changes of your own unless the other one is gone.
   * @throws ImageError when another engine or tree made it
   */
  static open(image: IndexImage, options: MatchIndexOptions): MatchIndex {
    const graph = graphOf(options.capabilities, options.analyse ?? analyseEnglish);
    if (image.madeBy !== makerOf(graph)) throw new ImageError(`index made by ${image.madeBy}`);
    const tables = new IndexTables();
    tables.adopt(image.tables);
    const columns = new SupplierColumns(graph, tables);
    columns.adopt(image.columns);
    const statistics = statisticsFromImage(image.statistics, tables.terms);
    const index = new MatchIndex(options, graph, statistics, columns);
    index.noteSlots(0);
    index.generation = image.generation;
    index.statisticsImage = image.statistics;
    return index;
  }

  /** An index of nobody beside another one: what is put into it is scored as the other would score it. */
  static beside({ graph, statistics, analyse, drive }: MatchIndex): MatchIndex {
    const columns = new SupplierColumns(graph, new IndexTables());
    return new MatchIndex({ capabilities: [], analyse, drive }, graph, statistics, columns);
  }

  /** @internal Made by the builder. */
  static over(
    options: MatchIndexOptions,
    graph: CapabilityGraph,
    { columns, statistics, slotOfNo }: BuiltColumns,
  ): MatchIndex {
    return new MatchIndex(options, graph, statistics, columns, slotOfNo);
  }

  /** The index as it stands, to be opened elsewhere. Its arrays are shared, so it costs next to nothing. */
  image(): IndexImage {
    const { columns, graph, generation, statistics } = this;
    this.statisticsImage ??= statisticsToImage(statistics, columns.tables.terms);
    return {
      madeBy: makerOf(graph),
      generation,
      tables: columns.tables.image(),
      columns: columns.image(),
      statistics: this.statisticsImage,
    };
  }

  /** Brings an index opened from an image up to a later image of the same index. */
  follow(image: IndexImage): void {
    const { columns, graph } = this;
    columns.tables.adopt(image.tables);
    if (image.generation !== this.generation) {
      const next = new SupplierColumns(graph, columns.tables);
      next.adopt(image.columns);
      this.generation = image.generation;
      this.replaceColumns(next);
      return;
    }
    const before = columns.alive.words;
    const from = columns.slots;
    columns.adopt(image.columns);
    columns.alive.words.forEach((word, at) => {
      for (let gone = (before[at] ?? 0) & ~word; gone !== 0; gone &= gone - 1)
        this.forget((at << 5) + 31 - Math.clz32(gone & -gone));
    });
    this.noteSlots(from);
  }

  /** Brings the index up to date. Statistics stay frozen, so only the changed suppliers' scores change. */
  apply(changes: IndexChanges): void {
    const { averageLengths } = this.statistics;
    for (const no of changes.remove ?? []) this.drop(no);
    for (const supplier of changes.upsert ?? []) {
      this.drop(supplier.no);
      const terms = supplierTerms(supplier, this.analyse);
      const slot = this.columns.append(supplier, terms, averageLengths);
      this.slotOfNo.set(supplier.no, slot);
      this.keepUp();
    }
    this.keepUp();
  }

  /** Suppliers in the index. */
  get size(): number {
    return this.slotOfNo.size;
  }

  get(no: number): SupplierRecord | undefined {
    const slot = this.slotOfNo.get(no);
    return slot < 0 ? undefined : this.recordAt(slot);
  }

  /** Id of a supplier. */
  idOf(no: number): string | undefined {
    const slot = this.slotOfNo.get(no);
    return slot < 0 ? undefined : this.columns.ids.at(slot);
  }

  /** Slot of a supplier, or -1. */
  slotOf(no: number): number {
    return this.slotOfNo.get(no);
  }

  /** The supplier in a live slot. */
  recordAt(slot: number): SupplierRecord {
    let record = this.recordsRead.get(slot);
    if (!record) {
      if (this.recordsRead.size >= RECORDS_KEPT) this.recordsRead.clear();
      this.recordsRead.set(slot, (record = this.columns.record(slot)));
    }
    return record;
  }

  /** Number and id of every supplier, in slot order. */
  *suppliers(): Generator<{ no: number; id: string }> {
    const { nos, ids, alive, slots } = this.columns;
    for (let slot = 0; slot < slots; slot += 1)
      if (alive.has(slot)) yield { no: nos.data[slot]!, id: ids.at(slot) };
  }

  /**
   * For each distinct kind of certificate held by anyone, the rank of its answer to what is wanted on a
   * date, as if it never ran out.
   */
  certificateVerdicts(wanted: WantedCertificate, onDate: string): Uint8Array {
    const { shapes } = this.columns.tables;
    const key = [
      wanted.scheme,
      wanted.edition ?? '',
      wanted.level ?? '',
      wanted.commodity ?? '',
      // Only an edition that ends makes the kinds answer otherwise.
      editionsOver(onDate),
    ].join('|');
    let verdicts = this.verdicts.get(key);
    if (verdicts?.length !== shapes.length) {
      verdicts = Uint8Array.from(shapes, (shape) => satisfactionRank(satisfies(shape, wanted, onDate)));
      if (this.verdicts.size >= VERDICTS_KEPT) this.verdicts.clear();
      this.verdicts.set(key, verdicts);
    }
    return verdicts;
  }

  /** Bits of the slots that hold something that meets what is wanted on a date, unless its own dates are wrong. */
  certificateHolders(wanted: WantedCertificate, onDate: string): Uint32Array {
    return this.holders.of(this.certificateVerdicts(wanted, onDate), satisfactionRank('yes'));
  }

  /** Of those the ones whose dates are right on some day of that month, and those whose dates are on every day of it. */
  certificatesInMonth(
    wanted: WantedCertificate,
    onDate: string,
  ): { someDay: Uint32Array; throughout: Uint32Array } {
    return this.holders.inMonthOf(
      dateNumber(onDate, 0),
      this.certificateVerdicts(wanted, onDate),
      satisfactionRank('yes'),
    );
  }

  private noteSlots(from: number): void {
    const { alive, nos, slots } = this.columns;
    for (let slot = from; slot < slots; slot += 1)
      if (alive.has(slot)) this.slotOfNo.set(nos.data[slot]!, slot);
  }

  private drop(no: number): void {
    const slot = this.slotOfNo.get(no);
    if (slot < 0) return;
    this.columns.alive.clear(slot);
    this.forget(slot);
  }

  private forget(slot: number): void {
    this.recordsRead.delete(slot);
    const no = this.columns.nos.data[slot]!;
    if (this.slotOfNo.get(no) === slot) this.slotOfNo.delete(no);
  }

  /** A slice of whatever the columns are in need of. */
  private keepUp(): void {
    if (!this.upkeep) {
      const { slots, posted } = this.columns;
      const dead = slots - this.slotOfNo.size;
      if (dead > DEAD_LEAST && dead > slots * DEAD_SHARE) this.upkeep = this.compact();
      else if (slots - posted > UNPOSTED_MOST) this.upkeep = this.columns.post();
      else return;
    }
    if (this.upkeep.next().done === true) this.upkeep = undefined;
  }

  private *compact(): Generator<void, void> {
    const old = this.columns;
    const { columns, origin } = yield* copyLiving(old, this.graph);
    origin.forEach((slot, at) => {
      if (!old.alive.has(slot)) columns.alive.clear(at);
    });
    this.generation += 1;
    this.replaceColumns(columns);
  }

  private replaceColumns(columns: SupplierColumns): void {
    this.columns = columns;
    this.slotOfNo.clear();
    this.recordsRead.clear();
    this.noteSlots(0);
    this.needColumns = new NeedColumns(columns, this.graph.size);
    this.holders = new CertificateHolders(columns);
    this.capacity = new CapacityHolders(columns);
    this.driveMemory = new DriveMemory(columns, this.drive);
    this.asked = new AskedBits(columns);
    this.reachColumns = new ReachColumns(columns, this.asked);
  }
}

/** Builds an index from suppliers as they come; between slices of `finish` a process can do other work. */
export class IndexBuilder {
  private readonly graph: CapabilityGraph;
  private readonly builder: ColumnsBuilder;

  constructor(private readonly options: MatchIndexOptions) {
    const { analyse = analyseEnglish, capabilities, statistics } = options;
    this.graph = graphOf(capabilities, analyse);
    this.builder = new ColumnsBuilder(this.graph, new IndexTables(), analyse, statistics);
  }

  add(supplier: SupplierRecord): void {
    this.builder.add(supplier);
  }

  /** Each step is a slice of some milliseconds; the last returns the index. */
  *finish(): Generator<void, MatchIndex> {
    return MatchIndex.over(this.options, this.graph, yield* this.builder.finish());
  }
}
