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
  least: number;
}

interface Book {
  index: MatchIndex;
  day: string;
  version: number;
  /** Numbers of the suppliers that it is about. */
  about: ReadonlySet<number>;
  pages: Map<string, Page>;
}

/**
 * Which suppliers exactly one thing, which a firm can change, keeps from a place among the best of which open
 * requirements. What it costs is one pass over the requirements, whether for a dozen suppliers or for all, so a pass is
 * kept for whoever asks next about some of the same suppliers: the digests of a Monday share one. Of what it found, only
 * that is judged again which may have become another since: requirements that changed or were ranked anew, and
 * suppliers that changed.
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

  /** Requirements whose near misses are at hand. */
  get size(): number {
    return this.kept?.pages.size ?? 0;
  }

  /** Near misses of the suppliers. */
  async of(
    ctx: Context,
    supplierNos: readonly number[],
    asking: NearMissAsking = {},
  ): Promise<NearMissEntry[]> {
    const { pages } = await this.inTurn(() => this.current(ctx, supplierNos, asking));
    const asked = new Set(supplierNos);
    return [...pages.values()].flatMap((page) => entriesOf(page, asked));
  }

  /** Has those of the suppliers at hand, for who asks later. */
  async prepare(ctx: Context, supplierNos: readonly number[]): Promise<void> {
    await this.inTurn(() => this.current(ctx, supplierNos, {}));
  }

  /** One pass at a time: whoever waits finds it done. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.writing.then(work);
    this.writing = mine.catch(() => undefined);
    return mine;
  }

  /** A book about the suppliers at least, as things stand now. */
  private async current(
    ctx: Context,
    supplierNos: readonly number[],
    { wider, elsewhere = false }: NearMissAsking,
  ): Promise<Book> {
    const economy = await this.holder.economy();
    const { index } = economy;
    const day = ctx.today();
    const { kept } = this;
    const serves = kept?.index === index && kept.day === day && supplierNos.every((no) => kept.about.has(no));
    const book: Book = serves
      ? kept
      : {
          index,
          day,
          version: this.holder.version,
          about: new Set([...supplierNos, ...((await wider?.()) ?? [])]),
          pages: new Map(),
        };
    this.kept = book;
    await this.bringUpToDate(ctx, book, economy, elsewhere);
    return book;
  }

  private async bringUpToDate(ctx: Context, book: Book, economy: Economy, elsewhere: boolean): Promise<void> {
    const { pages, about } = book;
    const { records } = economy;
    const least = await readScoresAt(ctx, PLACES);
    // Noted first: what changes while we judge is judged once more the next time.
    const { version } = this.holder;
    const late = [...this.holder.changedSince(book.version)].filter((no) => about.has(no));
    for (const id of pages.keys()) if (!records.has(id) || !least.has(id)) pages.delete(id);
    // One without a list gets no page: who its ten best are is not known yet, and everybody would be among them.
    const tasks = [...records.values()].flatMap((record) => {
      const score = least.get(record.id);
      const page = pages.get(record.id);
      const stands = score === undefined || (page?.record === record && page.least === score);
      return stands ? [] : [{ record, least: score }];
    });
    const pace = new Pace();
    if (late.length > 0) {
      const among = slotsOf(economy.index, late);
      const gone = new Set(late);
      const stale = new Set(tasks.map(({ record }) => record.id));
      for (const [id, page] of pages) {
        if (stale.has(id)) continue;
        pages.set(id, { ...page, ...joined(page, gone, pageOf(economy, page, among)) });
        await pace.rest();
      }
    }
    for (const page of await this.pagesOf(economy, book, inOrder(tasks), elsewhere))
      pages.set(page.record.id, page);
    book.version = version;
  }

  /** Judges requirements for all that a book is about. */
  private async pagesOf(
    economy: Economy,
    { index, about, version }: Book,
    tasks: readonly NearMissTask[],
    elsewhere: boolean,
  ): Promise<Page[]> {
    const among = slotsOf(index, about);
    if (elsewhere && tasks.length * index.size >= WORTH_A_THREAD) {
      const found = await this.pool.nearly(index, version, tasks, among);
      const byId = new Map(found.map((page) => [page.requirementId, page]));
      return tasks.map((task) => ({ ...byId.get(task.record.id)!, ...task }));
    }
    const pages: Page[] = [];
    const pace = new Pace();
    for (const task of tasks) {
      pages.push({ ...pageOf(economy, task, among), ...task });
      await pace.rest();
    }
    return pages;
  }
}

/** Requirements that share needs come one after the other: what is worked out of a need is at hand then. */
function inOrder(tasks: readonly NearMissTask[]): NearMissTask[] {
  const of = new Map(tasks.map((task) => [task.record, task]));
  return inOrderOfNeeds([...of.keys()]).map((record) => of.get(record)!);
}

const pageOf = ({ standing }: Economy, { record, least }: NearMissTask, among: Uint32Array): NearMissPage =>
  nearMissPage(record, standing.nearMissesOf(record.no, { among, least, stepsOnly: true }));

/** A page without what it says of some suppliers, and with what another says. */
function joined(page: NearMissPage, gone: ReadonlySet<number>, more: NearMissPage): NearMissPage {
  const stay = Array.from(page.supplierNos.keys()).filter((at) => !gone.has(page.supplierNos[at]!));
  if (stay.length === page.supplierNos.length && more.supplierNos.length === 0) return page;
  const offset = page.blockers.length;
  return {
    requirementId: page.requirementId,
    supplierNos: Int32Array.from([...stay.map((at) => page.supplierNos[at]!), ...more.supplierNos]),
    blockers: [...page.blockers, ...more.blockers],
    blockerOf: Int32Array.from([
      ...stay.map((at) => page.blockerOf[at]!),
      ...Array.from(more.blockerOf, (place) => place + offset),
    ]),
  };
}

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
