import { shippedLookups } from '#lib/directory';
import { parsePostcode } from '#lib/geography';
import { SECTOR_CODES } from '#lib/taxonomy';
import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { generateEconomy } from './economy.generator.js';
import type { Economy, SampleSupplier } from './economy.types.js';

const today = '2026-11-23';
const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const first = (economy: Economy, count: number): SampleSupplier[] => {
  const taken: SampleSupplier[] = [];
  for (const supplier of economy.suppliers()) {
    taken.push(supplier);
    if (taken.length === count) break;
  }
  return taken;
};
const share = <T>(items: readonly T[], holds: (item: T) => boolean): number =>
  items.filter(holds).length / items.length;

const economy = generateEconomy({ suppliers: 2_000, requirements: 400, today });
const suppliers = [...economy.suppliers()];
const requirements = [...economy.requirements()];
const drafts = suppliers.map(({ draft }) => draft);

describe('a sample economy', () => {
  it('is the same each time it is made, to the byte', () => {
    const again = generateEconomy({ suppliers: 2_000, requirements: 400, today });
    expect(hash(first(again, 500))).toBe(hash(suppliers.slice(0, 500)));
    expect(hash([...again.requirements()])).toBe(hash(requirements));
    expect(hash([...again.buyers()])).toBe(hash([...economy.buyers()]));
  });

  it('differs with the seed', () => {
    const other = first(generateEconomy({ suppliers: 2_000, seed: 2, today }), 100);
    const names = new Set(drafts.slice(0, 100).map(({ name }) => name));
    expect(other.filter(({ draft }) => names.has(draft.name))).toEqual([]);
  });

  it('begins with the same suppliers whatever its size, and is lazy', () => {
    const million = generateEconomy({ suppliers: 1_000_000, today });
    expect(hash(first(million, 500))).toBe(hash(suppliers.slice(0, 500)));
  });

  it('refuses sizes, seeds and days that make no sense', () => {
    expect(() => generateEconomy({ suppliers: 1_000_001, today })).toThrow(
      'suppliers must be a whole number',
    );
    expect(() => generateEconomy({ suppliers: 2.5, today })).toThrow(RangeError);
    expect(() => generateEconomy({ seed: Number.NaN, today })).toThrow('seed');
    expect(() => generateEconomy({ buyers: 0, today })).toThrow('at least one buyer');
    expect(() => generateEconomy({ today: 'tomorrow' })).toThrow('ISO date');
    expect(() => generateEconomy({ today: '2026-02-31x' })).toThrow('ISO date');
  });
});

describe('its suppliers', () => {
  it('are marked as invented and reachable at nobody’s address', () => {
    expect(drafts.every(({ fictional, origin }) => fictional === true && origin === 'SAMPLE')).toBe(true);
    expect(drafts.every(({ companyNumber }) => companyNumber === undefined)).toBe(true);
    const websites = drafts.flatMap(({ website }) => website ?? []);
    expect(websites.filter((website) => !new URL(website).hostname.endsWith('.example'))).toEqual([]);
    expect(share(drafts, ({ website }) => website === null)).toBeCloseTo(0.1, 1);
  });

  it('seldom share a name, and each has its own key', () => {
    expect(new Set(drafts.map(({ name }) => name)).size).toBeGreaterThan(0.99 * drafts.length);
    expect(new Set(drafts.map(({ reference }) => reference?.identifier)).size).toBe(drafts.length);
  });

  it('lie at well-formed postcodes of both regions, not all on one spot', () => {
    for (const { postcode, place } of drafts) {
      const read = parsePostcode(postcode ?? '');
      expect(read).toMatchObject({ outward: place?.outcode, canonical: postcode });
      expect(place).toMatchObject({ precision: 'outcode', postcode });
    }
    const east = share(drafts, ({ place }) => place?.region === 'EAST_MIDLANDS');
    expect(east).toBeGreaterThan(0.3);
    expect(east).toBeLessThan(0.5);
    expect(drafts.every(({ place }) => place?.region !== 'OTHER')).toBe(true);
    expect(new Set(drafts.map(({ place }) => `${place?.lat},${place?.lon}`)).size).toBeGreaterThan(1_990);
    expect(drafts.some(({ place }) => (place?.zones.length ?? 0) > 0)).toBe(true);
  });

  it('cluster as trades do: pottery in Stoke, trains round Derby, presses in the Black Country', () => {
    const within = (code: string, outcodes: RegExp): number => {
      const trade = [...generateEconomy({ suppliers: 6_000, today }).suppliers()].filter(
        ({ archetype }) => archetype === code,
      );
      return share(trade, ({ draft }) => outcodes.test(draft.place?.outcode ?? ''));
    };
    expect(within('ceramics', /^ST/)).toBeGreaterThan(0.6);
    expect(within('rail-refurb', /^DE/)).toBeGreaterThan(0.3);
    expect(within('presswork', /^(?:B|DY|WS|WV)\d/)).toBeGreaterThan(0.6);
  });

  it('serve every sector in sensible shares', () => {
    const serving = (sector: string): number =>
      share(drafts, ({ markets }) => markets?.includes(sector) ?? false);
    for (const sector of SECTOR_CODES) expect(serving(sector)).toBeGreaterThan(0.05);
    expect(serving('ADVANCED_MANUFACTURING')).toBeGreaterThan(serving('CREATIVE'));
    expect(share(drafts, ({ markets }) => markets?.length === 0)).toBeLessThan(0.06);
  });

  it('are small firms mostly, with the turnover to match', () => {
    const sizes = drafts.flatMap(({ employees }) => employees ?? []).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeGreaterThan(10);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(40);
    expect(share(sizes, (size) => size <= 60)).toBeGreaterThan(0.8);
    for (const { employees, annualTurnoverGbp } of drafts) {
      if (typeof employees !== 'number' || typeof annualTurnoverGbp !== 'number') continue;
      expect(annualTurnoverGbp / employees).toBeGreaterThan(40_000);
      expect(annualTurnoverGbp / employees).toBeLessThan(180_000);
    }
  });

  it('say so in 35 to 90 words, with nothing left unfilled', () => {
    const summaries = drafts.flatMap(({ summary }) => summary ?? []);
    const lengths = summaries.map((summary) => summary.split(/\s+/).length);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(35);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(90);
    expect(summaries.filter((summary) => /[{}|]|undefined|null|NaN| {2}/.test(summary))).toEqual([]);
    expect(new Set(summaries).size).toBe(summaries.length);
    expect(
      share(summaries, (summary) => /\b(?:not|no|don’t|leave to others)\b/i.test(summary)),
    ).toBeGreaterThan(0.2);
  });

  it('name capabilities that are recognised nearly always, and pick only nodes of the tree', () => {
    const { recognise, node } = shippedLookups();
    const phrases = drafts.flatMap((draft) => draft.phrases ?? []);
    const read = share(phrases, (phrase) =>
      recognise(phrase).mentions.some(({ polarity }) => polarity === 'offered'),
    );
    expect(read).toBeGreaterThan(0.97);
    expect(
      drafts.every((draft) => (draft.phrases?.length ?? 0) >= 1 && (draft.phrases?.length ?? 0) <= 8),
    ).toBe(true);
    const codes = drafts.flatMap((draft) => draft.capabilityCodes ?? []);
    expect(codes.length).toBeGreaterThan(100);
    expect(codes.filter((code) => node(code) === undefined)).toEqual([]);
  });

  it('hold certificates as certificates are held: some lapsed, some undated, nearly all of known schemes', () => {
    const certificates = drafts.flatMap((draft) => draft.certificates ?? []);
    const { certificate } = shippedLookups();
    expect(share(certificates, ({ stated }) => certificate(stated) !== null)).toBeGreaterThan(0.97);
    const dated = certificates.filter(({ validTo }) => typeof validTo === 'string');
    const lapsed = share(certificates, ({ validTo }) => typeof validTo === 'string' && validTo < today);
    expect(lapsed).toBeGreaterThan(0.045);
    expect(lapsed).toBeLessThan(0.085);
    expect(dated.length).toBeLessThan(certificates.length);
    for (const { validFrom, validTo } of dated) if (validFrom) expect(validFrom < (validTo ?? '')).toBe(true);
  });

  it('turn work away now and then, and join cluster bodies of their region', () => {
    expect(share(drafts, ({ acceptingWork }) => acceptingWork === false)).toBeCloseTo(0.04, 1);
    const members = suppliers.filter(({ clusterBodies }) => clusterBodies.includes('screen-west'));
    expect(members.length).toBeGreaterThan(5);
    expect(members.every(({ draft }) => draft.place?.region === 'WEST_MIDLANDS')).toBe(true);
  });
});

describe('its requirements', () => {
  it('come from buyers of both regions and every sector', () => {
    const buyers = [...economy.buyers()];
    expect(new Set(buyers.map(({ draft }) => draft.place?.region))).toEqual(
      new Set(['EAST_MIDLANDS', 'WEST_MIDLANDS']),
    );
    for (const sector of SECTOR_CODES) {
      expect(requirements.some(({ draft }) => draft.sectors?.includes(sector))).toBe(true);
    }
    expect(requirements.every(({ buyer }) => buyers[buyer] !== undefined)).toBe(true);
  });

  it('are open mostly, hard now and then, and look ahead', () => {
    expect(share(requirements, ({ draft }) => draft.state === 'OPEN')).toBeCloseTo(0.9, 1);
    const hard = share(requirements, (requirement) => requirement.hard);
    expect(hard).toBeGreaterThan(0.1);
    expect(hard).toBeLessThan(0.2);
    for (const { draft } of requirements) {
      expect(draft.needs.some(({ importance }) => importance === 'must')).toBe(true);
      expect((draft.firstDeliveryOn ?? '') > today).toBe(true);
      if (draft.state === 'OPEN') expect((draft.closesOn ?? '') > today).toBe(true);
      expect(`${draft.title}${draft.description}`).not.toMatch(/[{}|]|undefined/);
    }
  });

  it('ask for what can be read', () => {
    const { recognise, certificate } = shippedLookups();
    const needs = requirements.flatMap(({ draft }) => draft.needs);
    expect(share(needs, ({ phrase }) => recognise(phrase).mentions.length > 0)).toBeGreaterThan(0.94);
    const names = requirements.flatMap(({ draft }) => draft.certifications?.required ?? []);
    expect(names.filter((name) => certificate(name) === null)).toEqual([]);
  });
});
