import {
  type Consortium,
  consortiaInPieces,
  CRITERIA,
  type CriterionName,
  type RequirementRecord,
  type Reweighed,
  rerankInPieces,
} from '#lib/matching';
import { AppError, ArgumentError, type Context, demand } from '#lib/platform';
import { loadRequirementRecords } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { inTurns } from './event-loop.turn.js';
import { explainMatch } from './match.explainer.js';
import { MatchIndexHolder } from './match-index.holder.js';
import { readFacts } from './match-list.store.js';
import { type ExplainedMatch, LIST_LIMIT, type Page, type PageRequest } from './match-list.types.js';
import { pageOf, toCursor } from './page.cursor.js';

/** A match in the order of other weights, and how it came there. */
export interface ReweighedMatch extends ExplainedMatch {
  cursor: string;
  /** From 1, with the new weights. */
  rank: number;
  /** With the requirement's own weights; null when it was beyond the list. */
  before: number | null;
  /** Places gained; lost when negative. Null when it was beyond the list. */
  movedBy: number | null;
  /** The criterion whose weight moved it most against the rest. */
  because: CriterionName | null;
}

/** Suppliers who together meet what none meets alone. */
export interface ConsortiumView extends Omit<Consortium, 'members'> {
  cursor: string;
  members: { supplierId: string; does: string[]; score: number }[];
}

const MOST_CONSORTIA = 20;

/** What else a buyer may do with a requirement's matches: weigh them otherwise, or have several share the work. */
@Injectable()
export class MatchOptionsService {
  constructor(private readonly holder: MatchIndexHolder) {}

  /**
   * A page of the ranking with other weights, beside the ranking with the requirement's own; nothing is stored.
   * @param weights on any scale; criteria left out keep their usual weight
   * @throws AppError NOT_FOUND unless the actor belongs to the buyer or is staff; BAD_INPUT for weights that weigh nothing
   */
  async reweigh(
    ctx: Context,
    requirementId: string,
    weights: Readonly<Partial<Record<CriterionName, number>>>,
    page: PageRequest,
  ): Promise<Page<ReweighedMatch>> {
    assertWeights(weights);
    const asked = await this.asked(ctx, requirementId);
    if (!asked) return nothing;
    const { record, buyerNo } = asked;
    const { index } = this.holder;
    const found = await inTurns(rerankInPieces(index, record, weights, LIST_LIMIT + 1));
    const changed = { ...record, weights };
    const listed = withoutBuyer(found, buyerNo)
      .slice(0, LIST_LIMIT)
      .map((item) => ({ ...item, cursor: toCursor(`match:${item.match.supplierNo}`) }));
    const { items, ...rest } = pageOf(listed, ({ cursor }) => cursor, page);
    const edges = items.flatMap(({ match, ...moved }): ReweighedMatch[] => {
      const explained = explainMatch(index, changed, match.supplierNo);
      return explained ? [{ ...explained, ...moved }] : [];
    });
    return { ...rest, edges };
  }

  /**
   * A page of the best pairs and triples that together meet every must; none where one supplier does it alone.
   * @throws AppError NOT_FOUND unless the actor belongs to the buyer or is staff
   */
  async consortia(ctx: Context, requirementId: string, page: PageRequest): Promise<Page<ConsortiumView>> {
    const asked = await this.asked(ctx, requirementId);
    if (!asked) return nothing;
    const { record, buyerNo } = asked;
    const { index } = this.holder;
    const found = await inTurns(consortiaInPieces(index, record, MOST_CONSORTIA));
    const views = found
      .filter(({ members }) => members.every(({ supplierNo }) => supplierNo !== buyerNo))
      .flatMap((consortium): ConsortiumView[] => {
        const members = consortium.members.flatMap(({ supplierNo, ...member }) => {
          const supplier = index.get(supplierNo);
          return supplier ? [{ ...member, supplierId: supplier.id }] : [];
        });
        if (members.length < consortium.members.length) return [];
        const key = members.map(({ supplierId }) => supplierId).join('+');
        return [{ ...consortium, members, cursor: toCursor(key) }];
      });
    const { items, ...rest } = pageOf(views, ({ cursor }) => cursor, page);
    return { ...rest, edges: items };
  }

  /** The requirement as the engine takes it; undefined when it looks for nobody. */
  private async asked(
    ctx: Context,
    requirementId: string,
  ): Promise<{ record: RequirementRecord; buyerNo: number | undefined } | undefined> {
    const facts = (await readFacts(ctx, [requirementId])).get(requirementId);
    if (!facts) throw new AppError('NOT_FOUND');
    demand(ctx.actor, 'requirement.view-private', facts.buyerId);
    for await (const [record] of loadRequirementRecords(ctx, { ids: [requirementId], today: ctx.today() })) {
      if (record) return { record, buyerNo: this.holder.noOf(facts.buyerId) };
    }
    return undefined;
  }
}

const nothing = { edges: [], totalCount: 0, hasNextPage: false, endCursor: null };

/** Nobody is introduced to themselves: the buyer goes, and those below move up. */
function withoutBuyer(found: readonly Reweighed[], buyerNo: number | undefined): Reweighed[] {
  const own = found.find(({ match }) => match.supplierNo === buyerNo);
  if (!own) return [...found];
  return found
    .filter((item) => item !== own)
    .map((item) => {
      const rank = item.rank > own.rank ? item.rank - 1 : item.rank;
      const before =
        item.before !== null && own.before !== null && item.before > own.before
          ? item.before - 1
          : item.before;
      return { ...item, rank, before, movedBy: before === null ? null : before - rank };
    });
}

/** They are made to add up: beyond it, their sum would be no number any more. */
const HEAVIEST = 1_000_000;

/** @throws AppError BAD_INPUT */
function assertWeights(weights: Readonly<Partial<Record<CriterionName, number>>>): void {
  const given = CRITERIA.flatMap((name) => weights[name] ?? []);
  const isFine = given.every((weight) => weight >= 0 && weight <= HEAVIEST);
  if (isFine && given.some((weight) => weight > 0)) return;
  const message = 'Weights are numbers from 0 to a million, and one at least is above 0.';
  throw new ArgumentError('OUT_OF_RANGE', message, ['weights']);
}
