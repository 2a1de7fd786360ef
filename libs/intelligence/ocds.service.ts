import { BuyerService } from '#lib/directory';
import type { Context } from '#lib/platform';
import { RequirementService, type RequirementState, type RequirementView } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { type OcdsAward, type OcdsRelease, toRelease } from './ocds.release.js';

/** Requirements in one package. */
export const PACKAGE_SIZE = 100;

/** What has been published and not taken back. */
const PUBLISHED: readonly RequirementState[] = ['OPEN', 'SHORTLISTING', 'AWARDED', 'CLOSED'];
/** Where a notice came from Open Contracting data, its own publisher releases it. */
const ELSEWHERE = 'ocds';

export interface ReleasePage {
  releases: OcdsRelease[];
  /** Cursor to go on from; null on the last page. */
  next: string | null;
}

/** Requirements that are open to all, as Open Contracting releases. */
@Injectable()
export class OcdsService {
  constructor(
    private readonly requirements: RequirementService,
    private readonly buyers: BuyerService,
  ) {}

  /**
   * A page of releases, newest first. The context is anonymous, whoever asks: a release says what anybody may know.
   * @throws AppError BAD_INPUT for a cursor of another form
   */
  async page(ctx: Context, after: string | null, portal: string): Promise<ReleasePage> {
    const found = await this.requirements.list(ctx, { states: PUBLISHED }, { first: PACKAGE_SIZE, after });
    const views = found.items.map(({ item }) => item).filter(isReleased);
    return {
      releases: await this.released(ctx, views, portal),
      next: found.hasNextPage ? (found.items.at(-1)?.cursor ?? null) : null,
    };
  }

  /** One release; undefined when there is none. */
  async one(ctx: Context, requirementId: string, portal: string): Promise<OcdsRelease | undefined> {
    const view = (await this.requirements.find(ctx, [requirementId])).get(requirementId);
    if (!view || !isReleased(view)) return undefined;
    return (await this.released(ctx, [view], portal))[0];
  }

  /** Every release, page after page. */
  async *all(ctx: Context, portal: string): AsyncGenerator<OcdsRelease, void, undefined> {
    let after: string | null = null;
    do {
      const page: ReleasePage = await this.page(ctx, after, portal);
      yield* page.releases;
      after = page.next;
    } while (after !== null);
  }

  /** Changes whenever any release does. */
  async state(ctx: Context): Promise<string> {
    const [row] = await ctx.query<{ state: string }>(
      `SELECT count(*) || '-' || coalesce(extract(epoch FROM max(updated_at)) * 1000000, 0)::bigint AS state
         FROM requirements WHERE state = ANY($1) AND visibility = 'OPEN'`,
      [PUBLISHED],
    );
    return row!.state;
  }

  private async released(
    ctx: Context,
    views: readonly RequirementView[],
    portal: string,
  ): Promise<OcdsRelease[]> {
    const ids = views.map(({ id }) => id);
    const buyers = await this.buyers.find(ctx, [...new Set(views.map(({ buyerId }) => buyerId))]);
    const awards = await ctx.query<OcdsAward>(
      `SELECT id, requirement_id AS "requirementId", awarded_on::text AS "awardedOn" FROM introductions
        WHERE state = 'AWARDED' AND requirement_id = ANY($1::uuid[]) ORDER BY awarded_on, id`,
      [ids],
    );
    return views.flatMap((view) => {
      const buyer = buyers.get(view.buyerId);
      const own = awards.filter(({ requirementId }) => requirementId === view.id);
      return buyer ? [toRelease(view, buyer, own, portal)] : [];
    });
  }
}

const isReleased = ({ disclosure, visibility, state, source }: RequirementView): boolean =>
  disclosure === 'FULL' && visibility === 'OPEN' && PUBLISHED.includes(state) && source?.scheme !== ELSEWHERE;
