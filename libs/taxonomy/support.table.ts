import { z } from 'zod';
import { cell, factColumns, readFacts } from './fact.reader.js';
import type { FactMark, SectorCode } from './fact.types.js';
import { SECTOR_CODES } from './sector.types.js';

type MidlandsRegion = 'EAST_MIDLANDS' | 'WEST_MIDLANDS';
const regions = cell.list.pipe(z.array(z.enum(['EAST_MIDLANDS', 'WEST_MIDLANDS'])).min(1, 'names no region'));

/** A cluster body to start from. These are seeds: staff create others, so no code may rely on the list. */
export interface ClusterBodySeed extends FactMark {
  code: string;
  name: string;
  /** Empty means cross-sector. */
  sectors: readonly SectorCode[];
  regions: readonly MidlandsRegion[];
  note: string;
}

/** A programme that helps a firm towards a certificate or a capability. */
export interface SupportProgramme extends FactMark {
  code: string;
  name: string;
  regions: readonly MidlandsRegion[];
  helps: string;
  /** Scheme codes it helps towards. */
  schemes: readonly string[];
  /** Capability codes; a branch stands for all below it. */
  capabilities: readonly string[];
}

const bodyRow = z
  .object({
    code: cell.text,
    name: cell.text,
    sectors: cell.list.pipe(z.array(z.enum(SECTOR_CODES))),
    regions,
    note: cell.optionalText,
    ...factColumns,
  })
  .transform(({ checked_on, ...row }): ClusterBodySeed => ({ ...row, checkedOn: checked_on }));
const programmeRow = z
  .object({
    code: cell.text,
    name: cell.text,
    regions,
    helps: cell.text,
    schemes: cell.list,
    capabilities: cell.list,
    ...factColumns,
  })
  .transform(({ checked_on, ...row }): SupportProgramme => ({ ...row, checkedOn: checked_on }));

let bodies: readonly ClusterBodySeed[] | undefined;
/** Cluster bodies shipped with the product, read once. */
export function clusterBodySeeds(): readonly ClusterBodySeed[] {
  bodies ??= readFacts(new URL('./data/cluster-bodies.csv', import.meta.url), bodyRow);
  return bodies;
}

let programmes: readonly SupportProgramme[] | undefined;
/** Support programmes shipped with the product, read once. */
export function supportProgrammes(): readonly SupportProgramme[] {
  programmes ??= readFacts(new URL('./data/support-programmes.csv', import.meta.url), programmeRow);
  return programmes;
}

/** Programmes of a region that help towards a scheme, in the order of the table. */
export function programmesForScheme(scheme: string, region: MidlandsRegion): SupportProgramme[] {
  return supportProgrammes().filter((row) => row.schemes.includes(scheme) && row.regions.includes(region));
}
