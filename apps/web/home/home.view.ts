import type { HomePublicQuery, HomeRequirementQuery, HomeStaffQuery } from './document.operations.js';

type Digest = HomeStaffQuery['clusterBodies'][number]['digests'][number];

export interface HomeView {
  title: string;
  done?: string;
  overview: HomePublicQuery['overview'];
  map: object;
  requirement: HomeRequirementQuery['requirement'];
  digest: (Digest & { cluster: string }) | null;
}

/** Where on the map of the front page the number of a region's suppliers stands: over its land, off the motorways. */
export const mapLabels = [
  { figure: 'westMidlandsSuppliers', name: 'West', x: 150, y: 330 },
  { figure: 'eastMidlandsSuppliers', name: 'East', x: 440, y: 200 },
] as const;

/** The digest composed last, of whichever cluster body has most to tell. */
export function latestDigest(clusters: HomeStaffQuery['clusterBodies']): HomeView['digest'] {
  const digests = clusters.flatMap(({ name, digests: of }) =>
    of.map((digest) => ({ ...digest, cluster: name })),
  );
  return (
    digests.sort(
      (a, b) =>
        b.isoWeek.localeCompare(a.isoWeek) ||
        b.lines.length - a.lines.length ||
        a.cluster.localeCompare(b.cluster),
    )[0] ?? null
  );
}

/** The requirement to show: one that suppliers of both regions fit, as evenly as may be. */
export function sampleRequirementId({ requirements }: HomeStaffQuery): string | undefined {
  const nodes = requirements.edges.map(({ node: { id, east, west } }) => ({
    id,
    fewer: Math.min(count(east), count(west), ENOUGH),
    all: count(east) + count(west),
  }));
  return nodes.sort((a, b) => b.fewer - a.fewer || b.all - a.all)[0]?.id;
}

const count = (side: { readonly eligibleCount: number } | null): number => side?.eligibleCount ?? 0;

/** Shown on each side. */
const ENOUGH = 3;
