import {
  type Blocker,
  inOrderOfNeeds,
  type MatchIndex,
  type RequirementRecord,
  slotsOf,
} from '#lib/matching';
import type { Context } from '#lib/platform';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pace } from './event-loop.turn.js';
import { type Economy, MatchIndexHolder } from './match-index.holder.js';
import { readScoresAt } from './match-list.store.js';
import { nearMissPage } from './near-miss.page.js';
import type { NearMissPage, NearMissTask } from './ranking.messages.js';
import { RankingPool } from './ranking.pool.js';

export interface NearMissEntry {
  requirementId: string;
  supplierNo: number;
  blocker: Blocker;
}

/** A near miss is worth telling when the supplier would stand among this many best of the requirement. */
const PLACES = 10;
/** Older entries are worked out anew. */
const KEPT_MS = 15 * 60_000;

/** Pairs of a supplier and a requirement from which on a thread looks: below it waking one takes longer. */
const WORTH_A_THREAD = 5_000_000;

/** What else is known of who asks. */
export interface NearMissAsking {
  /** Finds all that others are about to ask for, so that one pass serves them too; asked when one is made. */
  wider?: () => Promise<readonly number[]>;
  /**
   * People wait for this process meanwhile, so that a thread makes the pass. A job makes it itself, in turns: it has read the
   * tree and planned the requirements already, which a thread would do again.
   */
  elsewhere?: boolean;
}

interface Page extends NearMissPage {
  record: RequirementRecord;
}

interface Book {
  index: MatchIndex;
  day: string;
  madeAt: number;
  version: number;
  /** Numbers of the suppliers that it is about. */
  about: ReadonlySet<number>;
  pages: Map<string, Page>;
}

/**
 * Which suppliers exactly one thing, which a firm can change, keeps from a place among the best of which open
 * requirements. What it costs is one
 * pass over the requirements, whether for a dozen suppliers or for all, so a pass is kept for whoever asks next about
 * some of the same suppliers: the digests of a Monday share one. Suppliers and requirements that have changed since are
 * judged anew.
 */
@Injectable()
export class NearMissBook implements OnApplicationShutdown {
  private kept: Book | undefined;
  private writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly holder: MatchIndexHolder,
    private readonly pool: RankingPool = new RankingPool(),
  ) {}

  onApplicationShutdown(): Promise<void> {
    return this.pool.stop();
  }

  /** Near misses of the suppliers. */
  async of(
    ctx: Context,
    supplierNos: readonly number[],
    asking: NearMissAsking = {},
  ): Promise<NearMissEntry[]> {
    // One pass at a time: whoever waits finds it done.
    const mine = this.writing.then(() => this.bookOf(ctx, supplierNos, asking));
    this.writing = mine.catch(() => undefined);
    return this.read(ctx, await mine, supplierNos);
  }

  private async bookOf(
    ctx: Context,
    supplierNos: readonly number[],
    { wider, elsewhere = false }: NearMissAsking,
  ): Promise<Book> {
    const { kept, holder } = this;
    if (
      kept?.index === holder.index &&
      kept.day === ctx.today() &&
      Date.now() - kept.madeAt < KEPT_MS &&
      supplierNos.every((no) => kept.about.has(no))
    )
      return kept;
    const economy = await holder.economy();
    const made: Book = {
      index: economy.index,
      day: ctx.today(),
      madeAt: Date.now(),
      version: holder.version,
      about: new Set([...supplierNos, ...((await wider?.()) ?? [])]),
      pages: new Map(),
    };
    const least = await readScoresAt(ctx, PLACES);
    // One without a list gets no page, and is asked about again by whoever reads.
    const tasks = inOrderOfNeeds([...economy.records.values()]).flatMap((record) => taskOf(record, least));
    const found = await this.pagesOf(economy, made, tasks, elsewhere);
    for (const { record } of tasks) made.pages.set(record.id, { ...found.get(record.id)!, record });
    this.kept = made;
    return made;
  }

  /** The pages of a pass, by requirement. */
  private async pagesOf(
    economy: Economy,
    { index, about, version }: Book,
    tasks: readonly NearMissTask[],
    elsewhere: boolean,
  ): Promise<Map<string, NearMissPage>> {
    const among = slotsOf(index, about);
    const pages: NearMissPage[] = [];
    if (elsewhere && tasks.length * index.size >= WORTH_A_THREAD)
      pages.push(...(await this.pool.nearly(index, version, tasks, among)));
    else {
      const pace = new Pace();
      for (const task of tasks) {
        pages.push(pageOf(economy, task, among));
        await pace.rest();
      }
    }
    return new Map(pages.map((page) => [page.requirementId, page]));
  }

  private async read(ctx: Context, book: Book, supplierNos: readonly number[]): Promise<NearMissEntry[]> {
    const economy = await this.holder.economy();
    const standing = economy.records;
    const asked = new Set(supplierNos);
    const changed = this.holder.changedSince(book.version);
    const renewed = [...standing.values()].filter((record) => book.pages.get(record.id)?.record !== record);
    if (renewed.length > 0) {
      const least = await readScoresAt(ctx, PLACES);
      const among = slotsOf(economy.index, book.about);
      for (const task of renewed.flatMap((record) => taskOf(record, least)))
        book.pages.set(task.record.id, { ...pageOf(economy, task, among), record: task.record });
    }
    const found: NearMissEntry[] = [];
    for (const [id, page] of book.pages) {
      const { record } = page;
      if (standing.get(id) !== record) continue;
      for (const entry of entriesOf(page, asked))
        if (!changed.has(entry.supplierNo) || stands(economy, record, entry)) found.push(entry);
    }
    return found;
  }
}

/** None for a requirement without a list: who its ten best are is not known yet, and everybody would be among them. */
function taskOf(record: RequirementRecord, least: ReadonlyMap<string, number>): NearMissTask[] {
  const score = least.get(record.id);
  return score === undefined ? [] : [{ record, least: score }];
}

/** Whether a supplier that has changed since is still kept back by the same one thing. */
function stands(
  { index, standing }: Economy,
  record: RequirementRecord,
  { supplierNo, blocker }: NearMissEntry,
): boolean {
  const among = slotsOf(index, [supplierNo]);
  const [now] = standing.nearMissesOf(record.no, { among, least: 0, stepsOnly: true });
  return now?.blocker.code === blocker.code && now.blocker.subject === blocker.subject;
}

const pageOf = ({ standing }: Economy, { record, least }: NearMissTask, among: Uint32Array): NearMissPage =>
  nearMissPage(record, standing.nearMissesOf(record.no, { among, least, stepsOnly: true }));

function entriesOf(
  { requirementId, supplierNos, blockers, blockerOf }: NearMissPage,
  asked: ReadonlySet<number>,
): NearMissEntry[] {
  const entries: NearMissEntry[] = [];
  supplierNos.forEach((supplierNo, at) => {
    if (asked.has(supplierNo))
      entries.push({ requirementId, supplierNo, blocker: blockers[blockerOf[at]!]! });
  });
  return entries;
}
