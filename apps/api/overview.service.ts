import type { Context } from '#lib/platform';
import { Injectable } from '@nestjs/common';

export interface OverviewFigures {
  suppliers: number;
  eastMidlandsSuppliers: number;
  westMidlandsSuppliers: number;
  openRequirements: number;
  matches: number;
  crossRegionalShare: number | null;
  clusterBodies: number;
  digests: number;
}

/** Counting reads whole tables: figures this old are shown rather than counted again. */
const FRESH_MS = 5_000;

/** Totals for the front page. The same for everybody, so that they can be kept for a moment. */
@Injectable()
export class OverviewService {
  private kept: { at: number; figures: Promise<OverviewFigures> } | undefined;

  read(ctx: Context): Promise<OverviewFigures> {
    const now = performance.now();
    if (this.kept && now - this.kept.at < FRESH_MS) return this.kept.figures;
    const figures = this.count(ctx);
    this.kept = { at: now, figures };
    figures.catch(() => (this.kept = undefined));
    return figures;
  }

  private async count(ctx: Context): Promise<OverviewFigures> {
    const [row] = await ctx.query<Omit<OverviewFigures, 'crossRegionalShare'> & { crossRegional: number }>(
      `SELECT (SELECT count(*)::int FROM supplier_profiles) AS suppliers,
              s.east AS "eastMidlandsSuppliers", s.west AS "westMidlandsSuppliers",
              (SELECT count(*)::int FROM requirements
                WHERE state IN ('OPEN', 'SHORTLISTING') AND visibility = 'OPEN') AS "openRequirements",
              m.matches, m."crossRegional",
              (SELECT count(*)::int FROM cluster_bodies) AS "clusterBodies",
              (SELECT count(*)::int FROM digests) AS digests
         FROM (SELECT (count(*) FILTER (WHERE region = 'EAST_MIDLANDS'))::int AS east,
                      (count(*) FILTER (WHERE region = 'WEST_MIDLANDS'))::int AS west
                 FROM sites JOIN supplier_profiles USING (organisation_id) WHERE is_primary) AS s,
              (SELECT coalesce(sum(cardinality(supplier_nos)), 0)::int AS matches,
                      coalesce(sum(cardinality(array_positions(cross_regional, true))), 0)::int AS "crossRegional"
                 FROM match_lists) AS m`,
    );
    const { crossRegional, ...figures } = row!;
    return {
      ...figures,
      crossRegionalShare: figures.matches === 0 ? null : crossRegional / figures.matches,
    };
  }
}
