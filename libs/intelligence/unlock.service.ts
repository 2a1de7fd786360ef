import { districts } from '#lib/geography';
import {
  inTurns,
  MatchIndexHolder,
  type Page,
  pageOf,
  type PageRequest,
  toCursor,
  visibleToSupplier,
} from '#lib/match-lists';
import {
  changeKey,
  type Pathway,
  pathwaysInPieces,
  SCORE_UNITS,
  type SupplierChange,
  type SupplierSite,
  type Unlock,
  unlocksInPieces,
} from '#lib/matching';
import { AppError, type Context, demand } from '#lib/platform';
import {
  type HeldCertificate,
  type Region,
  type SectorCode,
  type SupportProgramme,
  zones,
} from '#lib/taxonomy';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { changeInWords, routeInWords } from './change.words.js';
import { programmesFor } from './support.finder.js';

/** A requirement that a change opens, and how well the supplier would fit it then. */
export interface OpeningView {
  requirementId: string;
  /** 0 … 1. */
  score: number;
}

/** A change, what it opens, and who helps with it. */
export interface UnlockView {
  cursor: string;
  change: SupplierChange;
  /** As something to do. */
  words: string;
  opens: OpeningView[];
  /** Pounds a year over what it opens. */
  valueGbp: number;
  /** Of the buyers. */
  regions: Region[];
  programmes: SupportProgramme[];
}

/** Changes that lead into a sector, in order. */
export interface PathwayView {
  cursor: string;
  steps: UnlockView[];
  /** The route in a sentence. */
  words: string;
  opensCount: number;
  valueGbp: number;
}

/** Unlocks and pathways worked out for one supplier at most. */
const MOST_UNLOCKS = 100;
const MOST_PATHWAYS = 5;
/** Answers kept until anything changes. */
const KEPT = 200;

/** Tells suppliers which smallest changes would open more to them, by asking the engine. */
@Injectable()
export class UnlockService {
  private kept = new Map<string, Promise<unknown>>();
  private keptAt = -1;

  constructor(private readonly holder: MatchIndexHolder) {}

  /**
   * A page of the changes that each open at least one more requirement the supplier may know of, most opened first.
   * @throws AppError NOT_FOUND unless the actor belongs to the supplier or is staff; NOT_READY while the index loads
   */
  async unlocks(ctx: Context, supplierId: string, page: PageRequest): Promise<Page<UnlockView>> {
    const { supplierNo, maker, visible, economy } = await this.supplier(ctx, supplierId);
    const found = await this.keep(economy.revision, `unlocks ${supplierId}`, visible, () =>
      inTurns(
        unlocksInPieces(economy.index, economy.standing, supplierNo, {
          limit: MOST_UNLOCKS,
          only: ({ id }) => visible.has(id),
          places: secondSites(),
        }),
      ),
    );
    return paged(
      found.map((unlock) => toView(unlock, maker)),
      page,
    );
  }

  /**
   * A page of the routes into a sector, as chains of unlocks; what a step opens counts on top of the steps before it.
   * @throws AppError NOT_FOUND unless the actor belongs to the supplier or is staff; NOT_READY while the index loads
   */
  async pathways(
    ctx: Context,
    supplierId: string,
    sector: SectorCode,
    page: PageRequest,
  ): Promise<Page<PathwayView>> {
    const { supplierNo, maker, visible, economy } = await this.supplier(ctx, supplierId);
    const found = await this.keep(economy.revision, `pathways ${supplierId} ${sector}`, visible, () =>
      inTurns(
        pathwaysInPieces(economy.index, economy.standing, supplierNo, sector, {
          limit: MOST_PATHWAYS,
          only: ({ id }) => visible.has(id),
          places: secondSites(),
        }),
      ),
    );
    return paged(
      found.map((pathway) => toPathway(pathway, maker)),
      page,
    );
  }

  private async supplier(ctx: Context, supplierId: string) {
    demand(ctx.actor, 'organisation.view-private', supplierId);
    const economy = await this.holder.economy();
    const supplierNo = this.holder.noOf(supplierId);
    const supplier = supplierNo === undefined ? undefined : economy.index.get(supplierNo);
    if (!supplier) throw new AppError('NOT_FOUND');
    const visible = await visibleToSupplier(ctx, supplierId, [...economy.records.keys()]);
    const maker: Maker = {
      regions: [...new Set(supplier.sites.map(({ region }) => region))],
      held: supplier.certificates,
    };
    return { supplierNo: supplier.no, maker, visible, economy };
  }

  /** One answer for each question until suppliers or requirements change: the work is worth keeping. */
  private keep<T>(
    revision: number,
    question: string,
    visible: ReadonlySet<string>,
    work: () => Promise<T>,
  ): Promise<T> {
    if (revision !== this.keptAt || this.kept.size >= KEPT) this.kept = new Map();
    this.keptAt = revision;
    const seen = createHash('sha256');
    for (const id of [...visible].sort()) seen.update(id);
    const key = `${question} ${seen.digest('base64url')}`;
    const known = this.kept.get(key) as Promise<T> | undefined;
    if (known) return known;
    const made = work();
    this.kept.set(key, made);
    made.catch(() => this.kept.delete(key));
    return made;
  }
}

function paged<T extends { cursor: string }>(items: readonly T[], page: PageRequest): Page<T> {
  const { items: edges, ...rest } = pageOf(items, ({ cursor }) => cursor, page);
  return { ...rest, edges };
}

/** What of a supplier matters to how its changes are told. */
interface Maker {
  regions: readonly Region[];
  held: readonly HeldCertificate[];
}

function toView(unlock: Unlock, { regions, held }: Maker): UnlockView {
  const { change, opens, valueGbp } = unlock;
  return {
    cursor: toCursor(changeKey(change)),
    change,
    words: changeInWords(change, held),
    opens: opens.map(({ requirementId, score }) => ({ requirementId, score: score / SCORE_UNITS })),
    valueGbp,
    regions: unlock.regions as Region[],
    programmes: programmesFor(change, regions, held),
  };
}

const toPathway = ({ steps, opensCount, valueGbp }: Pathway, maker: Maker): PathwayView => ({
  cursor: toCursor(steps.map(({ change }) => changeKey(change)).join('|')),
  steps: steps.map((step) => toView(step, maker)),
  words: routeInWords(steps, opensCount, valueGbp, maker.held),
  opensCount,
  valueGbp,
});

let sites: { name: string; site: SupplierSite }[] | undefined;

/** Where a second site could be: the Investment Zone and Freeport sites, which are there for that. */
function secondSites(): { name: string; site: SupplierSite }[] {
  sites ??= zones().rows.flatMap(({ code, name, region, points, districts: codes }) => {
    const [point] = points;
    if (!point) return [];
    const districtCode = codes[0] ?? '';
    const combinedAuthority = districts().byCode(districtCode)?.combinedAuthority ?? null;
    const { lat, lon } = point;
    return [
      {
        name,
        site: { id: `zone-${code}`, lat, lon, region, combinedAuthority, districtCode, zones: [code] },
      },
    ];
  });
  return sites;
}
