import { districts } from '#lib/geography';
import { type Context, isFailure } from '#lib/platform';
import { MATCHED_STATES } from '#lib/requirements';
import {
  capabilityTree,
  certifications,
  findCapability,
  type Region,
  SECTOR_CODES,
  sectors,
  zones,
} from '#lib/taxonomy';
import { Injectable } from '@nestjs/common';
import { type AddsUp, type Cell, controlled } from './disclosure.control.js';
import type { DatasetName, OpenRow } from './open-data.catalogue.js';
import { ScorecardService } from './scorecard.service.js';

/** Rows are kept this long: what is open to all may be asked for by all. */
const FRESH_MS = 60_000;

interface RegionCount {
  key: string;
  region: Region | null;
  count: number;
}

/** Figures that anybody may have, under disclosure control where they count firms or cases. */
@Injectable()
export class OpenDataService {
  private readonly kept = new Map<DatasetName, { at: number; rows: Promise<OpenRow[]> }>();

  constructor(private readonly scorecards: ScorecardService) {}

  /** The rows of a dataset, at most a minute old. The same for everybody. */
  rows(ctx: Context, name: DatasetName): Promise<OpenRow[]> {
    const now = performance.now();
    const known = this.kept.get(name);
    if (known && now - known.at < FRESH_MS) return known.rows;
    const rows = this.read(ctx, name);
    this.kept.set(name, { at: now, rows });
    rows.catch(() => this.kept.delete(name));
    return rows;
  }

  private read(ctx: Context, name: DatasetName): Promise<OpenRow[]> {
    switch (name) {
      case 'suppliers-by-sector':
        return this.bySector(ctx);
      case 'suppliers-by-capability':
        return this.byCapability(ctx);
      case 'suppliers-by-certificate':
        return this.byCertificate(ctx);
      case 'suppliers-by-district':
        return this.byDistrict(ctx);
      case 'supply-gaps':
        return this.gaps(ctx);
      case 'scorecard':
        return this.scorecard(ctx);
      case 'sectors':
        return Promise.resolve(
          sectors().rows.map(({ code, label, description }) => ({ code, label, description })),
        );
      case 'zones':
        return Promise.resolve(zoneRows());
    }
  }

  private async bySector(ctx: Context): Promise<OpenRow[]> {
    const counts = await ctx.query<RegionCount>(
      `SELECT sector AS key, s.region, count(*)::int AS count
         FROM supplier_profiles p CROSS JOIN LATERAL unnest(p.markets_served) AS sector
         LEFT JOIN sites s ON s.organisation_id = p.organisation_id AND s.is_primary
        GROUP BY 1, 2`,
    );
    const label = (code: string): string => sectors().resolve(code)?.label ?? code;
    return rowsByRegion(counts, SECTOR_CODES).map(({ key, cells }) => ({
      sector: key,
      label: label(key),
      ...cells,
    }));
  }

  private async byCapability(ctx: Context): Promise<OpenRow[]> {
    const held = await ctx.query<{ code: string; region: Region | null; id: string }>(
      `SELECT DISTINCT c.code, s.region, c.organisation_id AS id
         FROM supplier_capabilities c
         LEFT JOIN sites s ON s.organisation_id = c.organisation_id AND s.is_primary
        WHERE c.role = 'performs'`,
    );
    const tree = capabilityTree();
    const upper = tree.nodes.filter(({ depth }) => depth < 2);
    const suppliers = new Map<string, Set<string>>();
    for (const { code, region, id } of held) {
      for (const node of [findCapability(code), ...tree.ancestorsOf(code)]) {
        if (!node || node.depth > 1) continue;
        const key = `${node.code}|${region ?? ''}`;
        const known = suppliers.get(key);
        if (known) known.add(id);
        else suppliers.set(key, new Set([id]));
      }
    }
    const counts = [...suppliers].map(([joined, ids]): RegionCount => {
      const [key = '', region = ''] = joined.split('|');
      return { key, region: region === '' ? null : (region as Region), count: ids.size };
    });
    const found = rowsByRegion(
      counts,
      upper.map(({ code }) => code),
    );
    return found.map(({ key, cells }) => {
      const node = findCapability(key)!;
      return { capability: key, label: node.label, level: node.depth + 1, ...cells };
    });
  }

  private async byCertificate(ctx: Context): Promise<OpenRow[]> {
    const counts = await ctx.query<RegionCount>(
      `SELECT c.scheme AS key, s.region, count(DISTINCT c.organisation_id)::int AS count
         FROM certificates c JOIN supplier_profiles p ON p.organisation_id = c.organisation_id
         LEFT JOIN sites s ON s.organisation_id = c.organisation_id AND s.is_primary
        WHERE c.valid_to >= $1::date AND (c.valid_from IS NULL OR c.valid_from <= $1::date)
        GROUP BY 1, 2`,
      [ctx.today()],
    );
    const schemes = certifications().schemes.map(({ code }) => code);
    return rowsByRegion(counts, schemes).map(({ key, cells }) => ({
      scheme: key,
      label: certifications().scheme(key)?.label ?? key,
      ...cells,
    }));
  }

  private async byDistrict(ctx: Context): Promise<OpenRow[]> {
    const counts = await ctx.query<{ code: string; region: Region; count: number }>(
      `SELECT s.district_code AS code, s.region, count(*)::int AS count
         FROM supplier_profiles p JOIN sites s ON s.organisation_id = p.organisation_id AND s.is_primary
        GROUP BY 1, 2`,
    );
    const known = new Map(counts.map(({ code, count }) => [code, count]));
    const cells: Cell[] = [];
    const named: { district: string | null; label: string; region: string }[] = [];
    const sums: AddsUp[] = [];
    for (const region of ['EAST_MIDLANDS', 'WEST_MIDLANDS'] as const) {
      const inside = districts()
        .on(ctx.today())
        .filter((district) => district.region === region);
      const total = cells.length;
      const all = counts.filter((row) => row.region === region).reduce((sum, { count }) => sum + count, 0);
      cells.push({ count: all });
      named.push({ district: null, label: regionNames[region], region });
      for (const { code, name } of inside) {
        cells.push({ count: known.get(code) ?? 0 });
        named.push({ district: code, label: name, region });
      }
      const rest = all - inside.reduce((sum, { code }) => sum + (known.get(code) ?? 0), 0);
      cells.push({ count: rest });
      named.push({ district: null, label: 'District no longer there', region });
      sums.push([total, ...inside.map((_, at) => total + 1 + at), total + 1 + inside.length]);
    }
    const shown = controlled(cells, sums);
    return named.map((row, at) => ({ ...row, suppliers: shown[at]!.count }));
  }

  private async gaps(ctx: Context): Promise<OpenRow[]> {
    const unmet = await ctx.query<{ codes: string[]; region: Region | null; valueGbp: number | null }>(
      `SELECT r.region, r.value_gbp::float8 AS "valueGbp",
              ARRAY(SELECT DISTINCT code FROM requirement_needs n CROSS JOIN LATERAL unnest(n.codes) AS code
                     WHERE n.requirement_id = r.id AND n.importance = 'must') AS codes
         FROM match_lists l JOIN requirements r ON r.id = l.requirement_id
        WHERE cardinality(l.supplier_nos) = 0 AND r.state = ANY($1)`,
      [MATCHED_STATES],
    );
    const tree = capabilityTree();
    const cells = new Map<string, Cell[]>(
      tree.nodes.filter(({ depth }) => depth === 0).map(({ code }) => [code, regionColumns.map(emptySum)]),
    );
    for (const { codes, region, valueGbp } of unmet) {
      const branches = new Set(codes.map((code) => tree.ancestorsOf(code).at(-1)?.code ?? code));
      for (const branch of branches) {
        const row = cells.get(branch);
        if (!row) continue;
        for (const at of [0, columnOf(region)]) {
          const cell = row[at]!;
          cell.count += 1;
          cell.sum = (cell.sum ?? 0) + (valueGbp ?? 0);
          cell.largest = Math.max(cell.largest ?? 0, valueGbp ?? 0);
        }
      }
    }
    return [...cells].map(([code, row]) => {
      const shown = controlled(row, [[0, 1, 2, 3]]);
      const [all, east, west, elsewhere] = shown;
      return {
        capability: code,
        label: findCapability(code)?.label ?? code,
        requirements: all!.count,
        east_midlands: east!.count,
        west_midlands: west!.count,
        elsewhere: elsewhere!.count,
        value_gbp: all!.sum,
      };
    });
  }

  private async scorecard(ctx: Context): Promise<OpenRow[]> {
    const now = await this.scorecards.open(ctx, null);
    if (isFailure(now)) return [];
    const { period, previous, total, before, bySector, byQuarter } = now.value;
    const rows = (label: string, part: string, key: string, figures: typeof total): OpenRow[] =>
      figures.map(({ measure, within, across, total: all }) => ({
        period: label,
        part,
        key,
        measure,
        within,
        across,
        total: all,
      }));
    return [
      ...rows(period.label, 'total', '', total),
      ...rows(previous.label, 'total', '', before),
      ...bySector.flatMap(({ key, figures }) => rows(period.label, 'sector', key, figures)),
      ...byQuarter.flatMap(({ key, figures }) => rows(period.label, 'quarter', key, figures)),
    ];
  }
}

const regionNames = { EAST_MIDLANDS: 'East Midlands', WEST_MIDLANDS: 'West Midlands' } as const;
const regionColumns = ['all', 'east_midlands', 'west_midlands', 'elsewhere'] as const;
const columnOf = (region: Region | null): number =>
  region === 'EAST_MIDLANDS' ? 1 : region === 'WEST_MIDLANDS' ? 2 : 3;
const emptySum = (): Cell => ({ count: 0, sum: 0, largest: 0 });

/** One row a key, its regions and their sum under control. */
function rowsByRegion(
  counts: readonly RegionCount[],
  keys: readonly string[],
): { key: string; cells: Record<(typeof regionColumns)[number], number | null> }[] {
  const rows = new Map(keys.map((key) => [key, regionColumns.map((): Cell => ({ count: 0 }))]));
  for (const { key, region, count } of counts) {
    const row = rows.get(key);
    if (!row) continue;
    row[0]!.count += count;
    row[columnOf(region)]!.count += count;
  }
  return [...rows].map(([key, row]) => {
    const shown = controlled(row, [[0, 1, 2, 3]]);
    const cells = Object.fromEntries(regionColumns.map((column, at) => [column, shown[at]!.count]));
    return { key, cells: cells as Record<(typeof regionColumns)[number], number | null> };
  });
}

const zoneRows = (): OpenRow[] =>
  zones().rows.map((zone) => ({
    code: zone.code,
    name: zone.name,
    programme: zone.programme,
    kind: zone.kind,
    region: zone.region,
    lat: zone.points[0]?.lat ?? null,
    lon: zone.points[0]?.lon ?? null,
    instrument: zone.instrument === '' ? null : zone.instrument,
    source: zone.source,
    confidence: zone.confidence,
    checked_on: zone.checkedOn,
  }));
