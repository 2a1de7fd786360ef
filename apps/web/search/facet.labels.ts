import { districts } from '#lib/geography';
import { certifications, findCapability, zones } from '#lib/taxonomy';
import { sectorItems } from '../choices.js';
import { regionWords, sizeWords } from '../words.js';

const labels: Readonly<Record<string, (value: string) => string | undefined>> = {
  regions: regionWords,
  sectors: (value) => sectorItems.find((item) => item.value === value)?.text,
  certifications: (value) => certifications().scheme(value)?.label,
  capabilities: (value) => findCapability(value)?.label,
  districts: (value) => districts().byCode(value)?.name,
  sizeBands: sizeWords,
  zones: (value) => zones().byCode(value)?.name,
};

/** What a filter narrows to, when nothing was found that would say what it is called. */
export const filterLabel = (name: string, value: string): string => labels[name]?.(value) ?? value;
