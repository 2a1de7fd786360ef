import { ImageError, MatchIndex, type RequirementIndex, type RequirementRecord } from '#lib/matching';
import {
  AppError,
  type Change,
  type ChangePosition,
  ChangeFollower,
  type Context,
  currentPosition,
  type Logger,
  startOfLog,
  systemActor,
  type UnitOfWork,
} from '#lib/platform';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { engineOptions } from './engine.options.js';
import { ownTurn, Pace } from './event-loop.turn.js';
import { describeStore, openSnapshot, saveSnapshot, stillHolds } from './index.snapshot.js';
import { type LoadedIndex, loadIndex, loadStanding, loadSuppliers } from './match-index.loader.js';
import { latestEpoch } from './engine-statistics.store.js';
import { StandingRequirements } from './standing.requirements.js';
import { SupplierNumbers } from './supplier.numbers.js';

export interface HolderOptions {
  unitOfWork: UnitOfWork;
  databaseUrl: string;
  log: Logger;
  /** Told after each batch of changes has been applied. */
  onApplied?: () => void;
  pollMs?: number;
  /** Where a copy of the index is kept, so that the next start need not build it; absent, none is. */
  imageFolder?: string;
  /** Suppliers from which on a copy is kept: an index of fewer is built as soon as read. */
  worthSaving?: number;
}

/** Suppliers and open requirements as the engine holds them. */
export interface Economy {
  index: MatchIndex;
  standing: RequirementIndex;
  /** By id. */
  records: ReadonlyMap<string, RequirementRecord>;
  revision: number;
}

const WORTH_SAVING = 2_000;
/** Suppliers changed before the copy is made anew: so many are caught up with in about a second. */
const SAVE_AFTER = 2_000;

/** Suppliers loaded and indexed in one turn of the event loop. */
const CHUNK = 200;
const RETRY_MS = 1_000;
/** What a search waits for changes at most, milliseconds: taking a few in takes less. */
const LONGEST_WAIT_MS = 20;
const DRIFT_LEAST = 10;
const DRIFT_SHARE = 0.25;

const actor = systemActor('match index');

/**
 * Holds the engine's index of this process, and keeps it in step with the change log. Small changes are applied in
 * place; a change to everything loads a second index in the background, and swaps.
 */
@Injectable()
export class MatchIndexHolder implements OnApplicationShutdown {
  private options: HolderOptions | undefined;
  private current: MatchIndex | undefined;
  private readonly numbers = new SupplierNumbers();
  private today: StandingRequirements | undefined;
  private follower: ChangeFollower | undefined;
  private epoch: ChangePosition = startOfLog;
  /** Set by a change to everything, until an index that has seen it is in place. */
  private stale = false;
  private reloading: Promise<void> | undefined;
  private reloadAgain = false;
  /** Suppliers that changed while a reload was reading: the new index may or may not have seen them. */
  private readonly meanwhile = new Set<string>();
  /** Everything that alters the index runs one after another. */
  private turn: Promise<unknown> = Promise.resolve();
  private stopped = false;
  private applied = 0;
  /** By number, the change that touched a supplier last since the index was loaded. */
  private readonly changedAt = new Map<number, number>();
  /** Counts changes of suppliers and requirements alike. */
  private revision = 0;
  /** Everything up to here in the change log is in the index. */
  private position: ChangePosition = startOfLog;
  private changedSinceSaved = 0;
  private loaded = false;
  private steps = 0;
  private opened = false;
  private keeping: Promise<void> = Promise.resolve();

  /**
   * Loads every supplier and open requirement, or opens what was kept of an earlier load; then follows the change log.
   */
  async load(options: HolderOptions): Promise<void> {
    this.options = options;
    const warm = await this.openKept();
    if (!warm) {
      // Noted first: what commits while we load is applied once more, which does no harm.
      this.position = await currentPosition(this.reading());
      await this.loadEverything();
    }
    const from = this.position;
    this.follower = new ChangeFollower({
      url: options.databaseUrl,
      unitOfWork: options.unitOfWork,
      log: options.log,
      topics: ['supplier', 'requirement', 'everything'],
      from,
      pollMs: options.pollMs,
      onChanges: (changes, upTo) => this.onChanges(changes, upTo),
    });
    await this.follower.start();
    if (warm) {
      await this.follower.catchUp();
      await this.checkCount();
    }
    this.loaded = true;
  }

  /** Whether this process opened an index that was kept, instead of building one. */
  get warm(): boolean {
    return this.opened;
  }

  /** Resolves when no copy is being made. */
  kept(): Promise<void> {
    return this.keeping;
  }

  get ready(): boolean {
    return this.loaded;
  }

  /** Small steps that loading has taken so far: while it goes up, waiting is worth while. */
  get stepsLoaded(): number {
    return this.steps;
  }

  /** @throws AppError NOT_READY before the first load has ended */
  get index(): MatchIndex {
    if (!this.current) throw new AppError('NOT_READY');
    return this.current;
  }

  /** Suppliers in the index; 0 before it is loaded. */
  get size(): number {
    return this.current?.size ?? 0;
  }

  /** Goes up whenever the index shows something else: what was worked out before need not hold. */
  get version(): number {
    return this.applied;
  }

  /** The engine's number of a supplier; also of one that has left since this process started. */
  noOf(supplierId: string): number | undefined {
    return this.numbers.get(supplierId);
  }

  /** The id behind an engine's number. */
  idOf(no: number): string | undefined {
    return this.current?.idOf(no);
  }

  /**
   * The engine's number of a supplier in the index. One that the change log has not brought yet is taken in at once, so
   * that people see what they have just registered; undefined when there is no such supplier.
   */
  async admit(supplierId: string): Promise<number | undefined> {
    const held = () => {
      const no = this.numbers.get(supplierId);
      return no !== undefined && this.idOf(no) !== undefined ? no : undefined;
    };
    if (held() === undefined) await this.exclusively(() => this.refreshSuppliers([supplierId]));
    return held();
  }

  /** Where in the change log the statistics behind the scores were counted. */
  get countedAt(): ChangePosition {
    return this.epoch;
  }

  /** Numbers of the suppliers that have changed since a version. */
  changedSince(version: number): Set<number> {
    const found = new Set<number>();
    for (const [no, at] of this.changedAt) if (at > version) found.add(no);
    return found;
  }

  /** True when so many suppliers came or went that what is rare and what is common should be counted anew. */
  get drifted(): boolean {
    const { documents } = this.index.statistics;
    return Math.abs(this.size - documents) > DRIFT_LEAST + documents * DRIFT_SHARE;
  }

  /** Open requirements as the engine sees them today, by id. */
  async standing(): Promise<ReadonlyMap<string, RequirementRecord>> {
    return (await this.standingToday()).records;
  }

  /** The engine with the open requirements planned for it, as of one moment; `revision` grows with every change. */
  async economy(): Promise<Economy> {
    const today = await this.standingToday();
    const standing = await today.planned();
    return { index: today.index, standing, records: today.records, revision: this.revision };
  }

  /** The open requirements that suppliers are eligible for today, with their scores in engine units. */
  async standingMatches(supplierNo: number): Promise<{ requirementId: string; score: number }[]> {
    return (await this.standingToday()).matchesOf(supplierNo);
  }

  /**
   * Resolves when the index shows everything that was committed at the time of the call, and with it all the changes that
   * a job handed over by the relay can be about.
   * @throws Error when a reload that is under way fails; it is tried again by itself
   */
  async catchUp(): Promise<void> {
    if (!this.follower) throw new AppError('NOT_READY');
    await this.follower.catchUp();
    while (this.stale && !this.stopped) await (this.reloading ?? nextTurn());
  }

  /**
   * Resolves when the changes that this process has been told of are in the index: who asks after a commit then finds
   * what was committed. At the latest after a while, since with many changes there is always another one.
   */
  async abreast(longestMs = LONGEST_WAIT_MS): Promise<void> {
    const following = this.follower?.busy;
    if (following) await Promise.race([following, sleep(longestMs)]);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.follower?.stop();
    await this.reloading?.catch(() => undefined);
    await this.turn;
  }

  onApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  private get given(): HolderOptions {
    if (!this.options) throw new AppError('NOT_READY');
    return this.options;
  }

  private reading(): Context {
    return this.given.unitOfWork.reading({ actor });
  }

  private async onChanges(changes: Change[], upTo: ChangePosition): Promise<void> {
    const suppliers = new Set<string>();
    const requirements = new Set<string>();
    for (const change of changes) {
      switch (change.topic) {
        case 'supplier':
          change.payload.ids.forEach((id) => suppliers.add(id));
          break;
        case 'requirement':
          change.payload.ids.forEach((id) => requirements.add(id));
          break;
        case 'everything':
          this.stale = true;
          this.reload();
          break;
        case 'job':
          break;
      }
    }
    if (this.reloading) suppliers.forEach((id) => this.meanwhile.add(id));
    await this.exclusively(async () => {
      await this.refreshSuppliers([...suppliers]);
      await this.refreshRequirements([...requirements]);
      this.position = upTo;
    });
    this.revision += 1;
    this.changedSinceSaved += suppliers.size;
    if (this.changedSinceSaved >= SAVE_AFTER) this.keep();
    this.given.onApplied?.();
  }

  /** Starts a reload, or has the one under way followed by another. */
  private reload(): void {
    if (this.reloading) {
      this.reloadAgain = true;
      return;
    }
    if (this.stopped) return;
    this.reloading = this.reloadUntilDone().finally(() => {
      this.reloading = undefined;
    });
    // Those who wait in catchUp see the failure; nobody else needs to.
    this.reloading.catch(() => undefined);
  }

  private async reloadUntilDone(): Promise<void> {
    do {
      this.reloadAgain = false;
      try {
        await this.loadEverything();
      } catch (error) {
        this.given.log.error({ err: error }, 'loading the match index failed; trying again');
        if (this.stopped) return;
        await sleep(RETRY_MS);
        // After this attempt has been told of as failed.
        setImmediate(() => this.reload());
        throw error;
      }
    } while (this.reloadAgain && !this.stopped);
    this.stale = false;
  }

  /** Opens what was kept of an earlier load, when it still holds. */
  private async openKept(): Promise<boolean> {
    const { imageFolder, log } = this.given;
    if (imageFolder === undefined) return false;
    const started = performance.now();
    const ctx = this.reading();
    try {
      const epoch = await latestEpoch(ctx);
      const kept = await openSnapshot(imageFolder, (head) => stillHolds(ctx, head, epoch));
      if (!kept) return false;
      await this.take({ index: MatchIndex.open(kept.image, engineOptions()), epoch });
      this.position = kept.head.position;
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      log.warn({ err: error }, 'the kept match index cannot be read: building it');
      return false;
    }
    log.info({ suppliers: this.size, ms: since(started) }, 'match index opened');
    this.opened = true;
    return true;
  }

  /** A last doubt about an index that was kept: it must hold as many suppliers as there are. */
  private async checkCount(): Promise<void> {
    const [row] = await this.reading().query<{ n: number }>(
      `SELECT count(*)::int AS n FROM supplier_profiles`,
    );
    await this.catchUp();
    if (row!.n === this.size) return;
    const [again] = await this.reading().query<{ n: number }>(
      `SELECT count(*)::int AS n FROM supplier_profiles`,
    );
    if (again!.n === this.size) return;
    this.given.log.warn(
      { held: this.size, stored: again!.n },
      'the kept match index is not whole: building it',
    );
    this.stale = true;
    this.reload();
  }

  /** Keeps a copy for the next start. It is made while no change is applied, and holds up nothing else. */
  private keep(): void {
    const { imageFolder, log, worthSaving = WORTH_SAVING } = this.given;
    if (imageFolder === undefined || this.size < worthSaving) return;
    this.changedSinceSaved = 0;
    this.keeping = this.exclusively(async () => {
      if (this.stale || this.stopped) return;
      const started = performance.now();
      const head = await describeStore(this.reading(), this.epoch, this.position);
      if (!head) return;
      await saveSnapshot(imageFolder, head, this.index.image());
      log.info({ ms: since(started) }, 'match index kept');
    }).catch((error: unknown) => log.warn({ err: error }, 'the match index could not be kept'));
  }

  private async loadEverything(): Promise<void> {
    const started = performance.now();
    const next = await loadIndex(this.reading(), this.given.unitOfWork, () => (this.steps += 1));
    await this.exclusively(async () => {
      await this.take(next);
      const missed = [...this.meanwhile];
      this.meanwhile.clear();
      await this.refreshSuppliers(missed);
      await this.reloadStanding();
    });
    this.given.log.info({ suppliers: next.index.size, ms: since(started) }, 'match index loaded');
    this.keep();
  }

  /** Puts an index in place. */
  private async take({ index, epoch }: LoadedIndex): Promise<void> {
    const pace = new Pace();
    for (const { no, id } of index.suppliers()) {
      this.numbers.set(id, no);
      await pace.rest();
    }
    this.current = index;
    this.applied += 1;
    this.changedAt.clear();
    this.epoch = epoch;
  }

  private async refreshSuppliers(ids: readonly string[]): Promise<void> {
    const ctx = this.reading();
    for (let at = 0; at < ids.length; at += CHUNK) {
      const chunk = ids.slice(at, at + CHUNK);
      const upsert = await loadSuppliers(ctx, chunk);
      const found = new Set(upsert.map(({ id }) => id));
      const remove = chunk
        .filter((id) => !found.has(id))
        .map((id) => this.numbers.get(id))
        .filter((no) => no !== undefined);
      this.index.apply({ upsert, remove });
      this.applied += 1;
      for (const no of [...upsert.map((supplier) => supplier.no), ...remove])
        this.changedAt.set(no, this.applied);
      for (const { id, no } of upsert) this.numbers.set(id, no);
      await ownTurn();
    }
  }

  private async refreshRequirements(ids: readonly string[]): Promise<void> {
    if (ids.length === 0 || !this.today) return;
    const found = new Map((await loadStanding(this.reading(), ids)).map((record) => [record.id, record]));
    for (const id of ids) {
      const record = found.get(id);
      if (record) this.today.set(record);
      else this.today.delete(id);
    }
  }

  private async standingToday(): Promise<StandingRequirements> {
    // Certificates are judged on a requirement's first delivery or else today: a new day makes new records.
    if (this.today?.day === this.reading().today()) return this.today;
    return this.exclusively(() => this.reloadStanding());
  }

  private async reloadStanding(): Promise<StandingRequirements> {
    const ctx = this.reading();
    this.today = new StandingRequirements(this.index, ctx.today(), await loadStanding(ctx));
    this.revision += 1;
    return this.today;
  }

  private exclusively<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }
}

const since = (started: number): number => Math.round(performance.now() - started);
