import { inOrderOfNeeds, rank, type RankedMatches, type RequirementRecord } from '#lib/matching';
import { emitEvents } from '#lib/notifications';
import {
  AppError,
  type Context,
  demand,
  permitted,
  toOpaqueId,
  type TransactionContext,
} from '#lib/platform';
import { ENDED_STATES, loadRequirementRecords } from '#lib/requirements';
import type { Region } from '#lib/taxonomy';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { inTurns, ownTurn } from './event-loop.turn.js';
import { explainMatch, explainStanding } from './match.explainer.js';
import { MatchIndexHolder } from './match-index.holder.js';
import {
  lockForRanking,
  readFacts,
  readIntroduced,
  readListings,
  readLists,
  readPublicListings,
  type RequirementFacts,
  visibleToSupplier,
  writeLists,
} from './match-list.store.js';
import { encodeList } from './match-list.encoder.js';
import {
  type ExplainedMatch,
  LIST_LIMIT,
  type MatchEdge,
  type MatchListView,
  type MatchPage,
  type OpportunityEdge,
  type Page,
  type PageRequest,
  type PublicListing,
  type RankingOutcome,
  type SupplierListing,
} from './match-list.types.js';
import { findFitting, findNearly } from './nearly.finder.js';
import { pageOf, toCursor } from './page.cursor.js';
import type { RankingTask } from './ranking.messages.js';
import { RankingPool } from './ranking.pool.js';
import { countFor, listFor, rankFor } from './requirement.ranker.js';

export interface MatchQuery extends PageRequest {
  /** Only suppliers with a site in this region. */
  region?: Region | null;
  /** Suppliers with one or two blockers follow after the eligible ones; default false. */
  includeBlocked?: boolean | null;
}

const noMatches: MatchPage = {
  edges: [],
  totalCount: 0,
  hasNextPage: false,
  endCursor: null,
  eligibleCount: 0,
  computedAt: null,
  engineVersion: null,
};

interface Listed {
  supplierNo: number;
  rank: number | null;
  since: Date | null;
}

/** Requirements from which on threads rank. */
const WORTH_A_THREAD = 48;

/** Blocked suppliers shown after the eligible ones, and how many blockers they may have. */
const BLOCKED_LIMIT = 50;
const BLOCKERS_MOST = 2;

/** The stored matches: made, kept in step, and read with their reasons. */
@Injectable()
export class MatchListService implements OnApplicationShutdown {
  constructor(
    private readonly holder: MatchIndexHolder,
    private readonly pool: RankingPool = new RankingPool(),
  ) {}

  /**
   * Ranks suppliers for these requirements and stores what has changed; lists of requirements that are not open go.
   * Waits until the index has caught up with the change log, so the later of two rankings never loses to the earlier; what is
   * asked for is taken from there too. Ids of requirements that are gone are tolerated.
   * @param lane as `RankingPool.rank` has it
   */
  async rankAndStore(
    ctx: TransactionContext,
    requirementIds: readonly string[],
    lane?: number,
  ): Promise<RankingOutcome> {
    await lockForRanking(ctx, requirementIds);
    await this.holder.catchUp();
    const [facts, standing] = [await readFacts(ctx, requirementIds), await this.holder.standing()];
    const records = requirementIds.flatMap((id) => standing.get(id) ?? []);
    const tasks = inOrderOfNeeds(records).flatMap((record): RankingTask[] => {
      const known = facts.get(record.id);
      return known ? [{ record, own: this.holder.noOf(known.buyerId) }] : [];
    });
    const lists = await this.rankAll(tasks, lane);
    const { staged, changed, removed } = await writeLists(ctx, requirementIds, lists);
    await emitEvents(
      ctx,
      changed.map((id) => ({
        organisationIds: [facts.get(id)!.buyerId],
        event: 'MATCHES_CHANGED',
        data: { requirementId: toOpaqueId('req', id) },
      })),
    );
    return { ranked: staged, changed: changed.length, unchanged: staged - changed.length, removed };
  }

  /** A few are ranked here, many by threads: a thread costs more to wake than it saves on a few. */
  private async rankAll(tasks: readonly RankingTask[], lane?: number): Promise<(string | Buffer)[]> {
    if (tasks.length >= WORTH_A_THREAD) {
      const { index, version } = this.holder;
      const lists = await this.pool.rank(index, version, tasks, lane);
      return lists.map((bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    }
    const lists: string[] = [];
    for (const { record, own } of tasks) {
      lists.push(encodeList(record.id, listFor(this.holder.index, record, own)));
      await ownTurn();
    }
    return lists;
  }

  onApplicationShutdown(): Promise<void> {
    return this.pool.stop();
  }

  /** Stored lists by requirement id; a requirement that has not been matched is missing. One query. */
  find(ctx: Context, requirementIds: readonly string[]): Promise<Map<string, MatchListView>> {
    return readLists(ctx, requirementIds);
  }

  /** Where suppliers stand in the lists of requirements open to all, best score first. One query. */
  publicListings(ctx: Context, supplierNos: readonly number[]): Promise<PublicListing[]> {
    return readPublicListings(ctx, supplierNos);
  }

  async listsOfSupplier(ctx: Context, supplierNo: number): Promise<SupplierListing[]> {
    return readListings(ctx, [supplierNo]);
  }

  /**
   * A page of the matches of each requirement with their reasons, best first, in a fixed number of statements. Eligible
   * suppliers come from the stored list, or straight from the engine when a region is asked for or there is no list yet
   * (a moment after publication); blocked ones always from the engine. One that has ended keeps those that were
   * introduced, so that what was decided can be accounted for; they have no rank, and none of a region. One that is not
   * the actor's buyer's is missing, unless the actor is staff.
   */
  async matchesOf(
    ctx: Context,
    requirementIds: readonly string[],
    query: MatchQuery,
  ): Promise<Map<string, MatchPage>> {
    const facts = await readFacts(ctx, requirementIds);
    const buyers = permitted(
      ctx.actor,
      'requirement.view-private',
      [...facts.values()].map(({ buyerId }) => buyerId),
    );
    const own = [...facts.values()].filter(({ buyerId }) => buyers.has(buyerId));
    return this.pagesOfMatches(ctx, own, query);
  }

  /**
   * The page of one requirement, as matchesOf has it.
   * @throws AppError NOT_FOUND unless the actor belongs to the buyer or is staff
   */
  async matches(ctx: Context, requirementId: string, query: MatchQuery): Promise<MatchPage> {
    const facts = await ctx.shared(`requirement-facts:${requirementId}`, async () =>
      (await readFacts(ctx, [requirementId])).get(requirementId),
    );
    if (!facts) throw new AppError('NOT_FOUND');
    demand(ctx.actor, 'requirement.view-private', facts.buyerId);
    const { first, after, region, includeBlocked } = query;
    const asked = JSON.stringify([requirementId, first, after, region, includeBlocked]);
    return ctx.shared(
      `matches:${this.holder.version}:${ctx.today()}:${asked}`,
      async () => (await this.pagesOfMatches(ctx, [facts], query)).get(requirementId)!,
      first,
    );
  }

  private async pagesOfMatches(
    ctx: Context,
    requirements: readonly RequirementFacts[],
    query: MatchQuery,
  ): Promise<Map<string, MatchPage>> {
    const ids = requirements.map(({ id }) => id);
    const records = new Map<string, RequirementRecord>();
    for await (const batch of loadRequirementRecords(ctx, { ids, today: ctx.today() })) {
      for (const record of batch) records.set(record.id, record);
    }
    const stored = await readLists(ctx, [...records.keys()]);
    const others = ids.filter((id) => !records.has(id));
    const ended =
      others.length > 0 && !query.region ? await this.pagesOfEnded(ctx, others, query) : undefined;
    return new Map(
      requirements.map((facts) => {
        const record = records.get(facts.id);
        return [
          facts.id,
          record
            ? this.pageOfMatches(record, facts, stored.get(facts.id), query)
            : (ended?.get(facts.id) ?? noMatches),
        ];
      }),
    );
  }

  /** The suppliers that were introduced to requirements that have ended, best first, as they stand today. */
  private async pagesOfEnded(
    ctx: Context,
    ids: readonly string[],
    query: MatchQuery,
  ): Promise<Map<string, MatchPage>> {
    const introduced = await readIntroduced(ctx, ids);
    const pages = new Map<string, MatchPage>();
    for await (const records of loadRequirementRecords(ctx, {
      ids,
      today: ctx.today(),
      states: ENDED_STATES,
    })) {
      for (const record of records) {
        const found = (introduced.get(record.id) ?? []).flatMap((supplierId): MatchEdge[] => {
          const no = this.holder.noOf(supplierId);
          const match = no === undefined ? undefined : explainMatch(this.holder.index, record, no);
          return match ? [{ ...match, cursor: toCursor(`ended:${no}`), rank: null, since: null }] : [];
        });
        const sorted = found.sort((a, b) => b.score - a.score || a.supplierNo - b.supplierNo);
        const { items, ...page } = pageOf(sorted, ({ cursor }) => cursor, query);
        pages.set(record.id, { ...noMatches, ...page, edges: items });
      }
    }
    return pages;
  }

  private pageOfMatches(
    record: RequirementRecord,
    facts: RequirementFacts,
    stored: MatchListView | undefined,
    query: MatchQuery,
  ): MatchPage {
    const live = stored && !query.region ? undefined : this.rankLive(record, facts, stored, query.region);
    const eligible: Listed[] = live?.listed ?? stored?.matches ?? [];
    const eligibleCount = live?.eligibleCount ?? this.countOf(record, facts, eligible.length);
    const blocked = query.includeBlocked ? this.blockedOf(record, facts, eligibleCount, query.region) : [];
    const listed = [
      ...eligible,
      ...blocked.map(({ supplierNo }) => ({ supplierNo, rank: null, since: null })),
    ];
    const { items, ...page } = pageOf(listed, cursorOf, query);
    const explained = new Map(blocked.map((match) => [match.supplierNo, match]));
    const edges = items.flatMap((item): MatchEdge[] => {
      const match =
        item.rank === null
          ? explained.get(item.supplierNo)
          : explainMatch(this.holder.index, record, item.supplierNo);
      // A supplier blocked since the list was made is no match, whatever the list says.
      if (match?.eligible !== (item.rank !== null)) return [];
      return [{ ...match, cursor: cursorOf(item), rank: item.rank, since: item.since }];
    });
    return {
      ...page,
      edges,
      eligibleCount,
      computedAt: stored?.computedAt ?? null,
      engineVersion: stored?.engineVersion ?? null,
    };
  }

  /**
   * A page of the open requirements that a supplier fits, best first, then of those it nearly fits: exactly one
   * blocker, named. Those where so many others stand before it that the buyer's list ends above it have no rank.
   * @throws AppError NOT_FOUND unless the actor belongs to the supplier or is staff
   */
  async opportunities(
    ctx: Context,
    supplierId: string,
    request: PageRequest,
  ): Promise<Page<OpportunityEdge>> {
    demand(ctx.actor, 'organisation.view-private', supplierId);
    const supplierNo = await this.holder.admit(supplierId);
    if (supplierNo === undefined) throw new AppError('NOT_FOUND');
    const economy = await this.holder.economy();
    const visible = await visibleToSupplier(ctx, supplierId, [...economy.records.keys()]);
    const listings = new Map(
      (await readListings(ctx, [supplierNo])).map((listing) => [listing.requirementId, listing]),
    );
    const records = new Map(
      [...visible].flatMap((id) => economy.records.get(id) ?? []).map((record) => [record.no, record]),
    );
    const outlooks = (await inTurns(economy.standing.outlooksOf(supplierNo))).filter(({ requirementNo }) =>
      records.has(requirementNo),
    );
    const listed = new Set([...listings.keys()].flatMap((id) => economy.records.get(id)?.no ?? []));
    const fitting = findFitting(outlooks, listed).map(({ requirementNo }) => {
      const { id } = records.get(requirementNo)!;
      const { rank = null, since = null } = listings.get(id) ?? {};
      return { requirementId: id, rank, since };
    });
    const nearly = findNearly(outlooks).map(({ requirementNo }) => ({
      requirementId: records.get(requirementNo)!.id,
      rank: null,
      since: null,
    }));
    const { items, ...page } = pageOf(
      [...fitting, ...nearly],
      ({ requirementId }) => toCursor(requirementId),
      request,
    );
    const edges = items.flatMap((item): OpportunityEdge[] => {
      const match = explainStanding(economy, economy.records.get(item.requirementId)!, supplierNo);
      return match ? [{ ...match, ...item, cursor: toCursor(item.requirementId) }] : [];
    });
    return { ...page, edges };
  }

  private rankOne(
    record: RequirementRecord,
    { buyerId }: RequirementFacts,
    region?: Region | null,
  ): RankedMatches {
    return rankFor(this.holder.index, record, this.holder.noOf(buyerId), region);
  }

  private rankLive(
    record: RequirementRecord,
    facts: RequirementFacts,
    stored: MatchListView | undefined,
    region: Region | null | undefined,
  ): { listed: Listed[]; eligibleCount: number } {
    const { matches, eligibleCount } = this.rankOne(record, facts, region);
    const since = new Map(stored?.matches.map((match) => [match.supplierNo, match.since]));
    return {
      eligibleCount,
      listed: matches.map(({ supplierNo }, at) => ({
        supplierNo,
        rank: at + 1,
        since: since.get(supplierNo) ?? null,
      })),
    };
  }

  /** All that are eligible now. It is not stored: a supplier that comes or goes beyond the list alters no list. */
  private countOf(record: RequirementRecord, { buyerId }: RequirementFacts, listed: number): number {
    if (listed < LIST_LIMIT) return listed;
    return countFor(this.holder.index, record, this.holder.noOf(buyerId));
  }

  private blockedOf(
    record: RequirementRecord,
    facts: RequirementFacts,
    eligibleCount: number,
    region: Region | null | undefined,
  ): ExplainedMatch[] {
    const own = this.holder.noOf(facts.buyerId);
    const { matches } = rank(this.holder.index, record, {
      limit: eligibleCount + 2 * BLOCKED_LIMIT,
      region: region ?? undefined,
      includeBlocked: true,
    });
    return matches
      .filter(({ eligible, supplierNo }) => !eligible && supplierNo !== own)
      .flatMap(({ supplierNo }) => explainMatch(this.holder.index, record, supplierNo) ?? [])
      .filter(({ blockers }) => blockers.length <= BLOCKERS_MOST)
      .slice(0, BLOCKED_LIMIT);
  }
}

const cursorOf = ({ supplierNo, rank: place }: Listed): string =>
  toCursor(`${place === null ? 'blocked' : 'match'}:${supplierNo}`);
