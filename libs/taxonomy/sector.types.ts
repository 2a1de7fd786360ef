import type { SectorCode } from './fact.types.js';

/** The sector codes in the order pages show them. */
export const SECTOR_CODES = [
  'ADVANCED_MANUFACTURING',
  'AUTOMOTIVE_RAIL',
  'CLEAN_ENERGY',
  'HEALTH_LIFE_SCIENCES',
  'CREATIVE',
] as const satisfies readonly SectorCode[];
