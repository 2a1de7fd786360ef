import type { Region, SectorCode } from '#lib/taxonomy';
import { readFileSync } from 'node:fs';
import { readSector, SampleDataError } from './archetype.reader.js';
import type { SampleClusterBody } from './economy.types.js';
import { Random } from './random.source.js';

/** A cluster body of the demonstration and whom it attracts. */
export interface ClusterPattern {
  key: string;
  name: string;
  /** Null when it works across both regions. */
  region: Region | null;
  sectors: readonly SectorCode[];
  /** Members in a thousand suppliers, about. */
  perThousand: number;
  archetypes: ReadonlySet<string>;
}

const REGIONS: Readonly<Record<string, Region | null>> = {
  EM: 'EAST_MIDLANDS',
  WM: 'WEST_MIDLANDS',
  both: null,
};

let shipped: readonly ClusterPattern[] | undefined;

/** The cluster bodies of the demonstration, in a fixed order. @throws SampleDataError when the file is faulty */
export function clusterPatterns(): readonly ClusterPattern[] {
  const text = (): string => readFileSync(new URL('./data/cluster-bodies.txt', import.meta.url), 'utf8');
  return (shipped ??= readClusterPatterns(text()));
}

/** Lines of `key region per-thousand sectors = name | kinds of firm`. */
export function readClusterPatterns(text: string): ClusterPattern[] {
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const match = /^([a-z-]+) (EM|WM|both) (\d+) ([A-Z, ]+) = ([^|]+) \| (.+)$/.exec(line);
    if (!match)
      throw new SampleDataError(
        `cluster-bodies.txt:${at + 1}: expected "key region number sectors = name | kinds"`,
      );
    const [, key = '', region = '', perThousand, sectors = '', name = '', kinds = ''] = match;
    return [
      {
        key,
        name,
        region: REGIONS[region] ?? null,
        sectors: sectors.split(',').map((sector) => readSector(sector.trim())),
        perThousand: Number(perThousand),
        archetypes: new Set(kinds.split(',').map((kind) => kind.trim())),
      },
    ];
  });
}

export function clusterBodyOf(pattern: ClusterPattern, scheme: string): SampleClusterBody {
  const { key, name, region, sectors } = pattern;
  return {
    key,
    draft: {
      name,
      description: `A demonstration cluster body. Its members, like all firms of the sample economy, are invented.`,
      sectors,
      region,
      digestAddresses: [`digest@${key}.example`],
      website: `https://www.${key}.example`,
      reference: { scheme, identifier: `C-${key}` },
      origin: 'SAMPLE',
      fictional: true,
    },
  };
}

/** Joining is likeliest for the kinds a body is for, rarer for others that serve its sectors, never outside its region. */
export function clustersOf(
  firm: { archetype: string; region: Region; markets: readonly SectorCode[]; employees: number },
  patterns: readonly ClusterPattern[],
  random: Random,
): string[] {
  return patterns.flatMap(({ key, region, sectors, perThousand, archetypes }) => {
    const roll = random.real();
    if (region !== null && region !== firm.region) return [];
    const core = archetypes.has(firm.archetype);
    if (!core && !sectors.some((sector) => firm.markets.includes(sector))) return [];
    // Kinds favoured make up some six to fifteen firms in a hundred, so about half of them join.
    const joining = core ? Math.min(0.75, 0.2 + perThousand / 120) : perThousand / 2_200;
    return roll < joining * (firm.employees < 6 ? 0.5 : 1) ? [key] : [];
  });
}
