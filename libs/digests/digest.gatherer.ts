import { MatchIndexHolder, MatchListService, type NearMissAsking, NearMissBook } from '#lib/match-lists';
import type { RequirementIndex, RequirementRecord, Shortfall } from '#lib/matching';
import { AppError, type Context } from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { composeContent, type NearMatch, type NewMatch } from './digest.composer.js';
import type { DigestContent } from './digest.content.js';
import {
  type ClusterRow,
  type MemberRow,
  readCluster,
  readMembers,
  readMemberViews,
  readPublicRequirements,
  readTold,
  readWon,
} from './digest.facts.js';
import { quarterBefore, weeksAhead } from './digest.iso-week.js';
import {
  type ClosingSoon,
  closingSoon,
  type Keyed,
  readGaps,
  readHappenings,
  readPastFigures,
  readTastes,
} from './digest.news.js';
import { isStep, reasonInWords, stepKey } from './digest.sentences.js';

export interface GatheredDigest {
  cluster: ClusterRow;
  content: DigestContent;
  /** What the digest tells, so that it is told once. */
  itemKeys: string[];
}

export const matchKey = ({ requirementId, memberId }: Pick<NewMatch, 'requirementId' | 'memberId'>): string =>
  `match:${requirementId}:${memberId}`;
export const nearKey = ({ requirementId, memberId, blocker }: NearMatch): string =>
  `near:${requirementId}:${memberId}:${stepKey(blocker)}`;

/** Finds what is news to a cluster body, and makes a digest of it. */
@Injectable()
export class DigestGatherer {
  private readonly shortfalls = new WeakMap<
    RequirementRecord,
    { version: number; shortfall: Shortfall | null }
  >();

  constructor(
    private readonly holder: MatchIndexHolder,
    private readonly lists: MatchListService,
    private readonly nearly: NearMissBook,
  ) {}

  /**
   * @param asking what the pass for near misses is to know: whom the digests to come are about, so that one serves them
   *   all, and whether people wait
   * @throws AppError NOT_FOUND when there is no such cluster body
   */
  async gather(
    ctx: Context,
    clusterId: string,
    isoWeek: string,
    asking: NearMissAsking,
  ): Promise<GatheredDigest> {
    await this.holder.catchUp();
    const cluster = await readCluster(ctx, clusterId);
    if (!cluster) throw new AppError('NOT_FOUND');
    const members = await readMembers(ctx, clusterId);
    const { matches, nearly } = await this.findNews(ctx, members, await readWon(ctx, clusterId), asking);
    const found = [...matches, ...nearly];
    const sectors = cluster.sectors;
    const requirements = await readPublicRequirements(
      ctx,
      [...new Set(found.map(({ requirementId }) => requirementId))],
      sectors,
    );
    const fits = matches
      .filter(
        ({ requirementId, score }) => requirements.has(requirementId) && score * 100 >= cluster.leastScore,
      )
      .map((item) => ({ key: matchKey(item), item }));
    const close = nearly
      .filter(({ requirementId }) => requirements.has(requirementId))
      .map((item) => ({ key: nearKey(item), item }));
    const fitting = new Map<string, string[]>();
    for (const {
      item: { requirementId, memberId },
    } of fits) {
      const known = fitting.get(requirementId);
      if (known) known.push(memberId);
      else fitting.set(requirementId, [memberId]);
    }
    const closingWeeks = weeksAhead(cluster.frequency);
    const closing = closingSoon(ctx.today(), closingWeeks, requirements, fitting);
    const happenings = await readHappenings(ctx, clusterId, cluster.toldUntil, sectors);
    const gaps = await readGaps(ctx, sectors.length > 0 ? sectors : cluster.clusterSectors);
    const keys = [fits, close, closing, happenings, gaps].flatMap((items) => items.map(({ key }) => key));
    const told = await readTold(ctx, clusterId, keys);
    const fresh = <T>(items: readonly Keyed<T>[]): T[] =>
      items.filter(({ key }) => !told.has(key)).map(({ item }) => item);
    const news = { matches: fresh(fits), nearly: fresh(close), closing: fresh(closing) };
    const views = await readMemberViews(ctx, membersIn(news));
    const { standing, records } = await this.holder.economy();
    const numberOf = new Map(members.map(({ id, no }) => [id, no]));
    const content = composeContent({
      cluster: { id: cluster.id, name: cluster.name },
      isoWeek,
      memberCount: members.length,
      members: views,
      requirements,
      ...news,
      closing: news.closing.map(({ requirement, memberIds }) => ({
        requirement,
        members: memberIds.flatMap((id) => views.get(id) ?? []),
      })),
      closingWeeks,
      happenings: fresh(happenings),
      gaps: fresh(gaps),
      reasonOf: ({ requirementId, memberId }) => {
        const record = records.get(requirementId);
        const grounds = record && standing.groundsOf(record.no, numberOf.get(memberId)!);
        return grounds ? reasonInWords(grounds, record) : null;
      },
      shortfallOf: (requirementId) => {
        const record = records.get(requirementId);
        return record ? this.shortfallOf(record, standing) : null;
      },
      ...(await readPastFigures(ctx, clusterId, isoWeek, quarterBefore(isoWeek, cluster.frequency))),
      tastes: await readTastes(ctx, clusterId),
    });
    return { cluster, content, itemKeys: [...new Set(keys)].filter((key) => !told.has(key)) };
  }

  /** Worked out once for all the cluster bodies of a sector, as long as no supplier changes. */
  private shortfallOf(record: RequirementRecord, standing: RequirementIndex): Shortfall | null {
    const { version } = this.holder;
    let known = this.shortfalls.get(record);
    if (known?.version !== version) {
      known = { version, shortfall: standing.shortfallOf(record.no) };
      this.shortfalls.set(record, known);
    }
    return known.shortfall;
  }

  /** What members fit and nearly fit now, told before or not, without what they have won. */
  private async findNews(
    ctx: Context,
    members: readonly MemberRow[],
    won: ReadonlySet<string>,
    asking: NearMissAsking,
  ): Promise<{ matches: NewMatch[]; nearly: NearMatch[] }> {
    const idOf = new Map(members.map(({ no, id }) => [no, id]));
    const nos = [...idOf.keys()];
    const matches = (await this.lists.publicListings(ctx, nos)).map(({ supplierNo, ...listing }) => ({
      ...listing,
      memberId: idOf.get(supplierNo)!,
    }));
    const nearly = (await this.nearly.of(ctx, nos, asking))
      .filter(({ blocker }) => isStep(blocker))
      .map(({ requirementId, supplierNo, blocker }) => ({
        requirementId,
        memberId: idOf.get(supplierNo)!,
        blocker,
      }));
    const isToWin = ({ requirementId, memberId }: Pick<NewMatch, 'requirementId' | 'memberId'>): boolean =>
      !won.has(`${requirementId} ${memberId}`);
    return { matches: matches.filter(isToWin), nearly: nearly.filter(isToWin) };
  }
}

/** Whom a digest will name beside what happened to introductions, which comes with names. */
function membersIn(news: {
  matches: readonly NewMatch[];
  nearly: readonly NearMatch[];
  closing: readonly ClosingSoon[];
}): string[] {
  const { matches, nearly, closing } = news;
  return [
    ...new Set([
      ...[...matches, ...nearly].map(({ memberId }) => memberId),
      ...closing.flatMap(({ memberIds }) => memberIds),
    ]),
  ];
}
