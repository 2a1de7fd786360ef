import { describe, expect, it } from '@jest/globals';
import { collectionRequirementToRecord, collectionSupplierToRecord } from './collection.js';
import { shippedCollectionContext } from './shipped.context.js';
import { affirmedText } from './text.analysis.js';

const context = shippedCollectionContext();

describe('reading a collection', () => {
  it('reads a supplier line', () => {
    const record = collectionSupplierToRecord(
      {
        id: 'S9',
        name: 'Fictional Gears Ltd',
        postcode: 'DE24 8SE',
        summary: 'Gear grinding and hobbing. We do not offer anodising.',
        capabilities: ['gear grinding', 'gear hobbing'],
        certifications: [{ name: 'BS EN ISO 9001:2015', expiresOn: '2028-01-01' }, { name: 'no such thing' }],
        sectors: ['Automotive and rolling stock'],
        annualTurnoverGbp: 1_000_000,
        batch: { min: 5 },
      },
      9,
      context,
    );
    const codes = record.capabilities.map(({ code }) => code);
    expect(codes).toContain('gear-grinding');
    expect(codes).not.toContain('anodising');
    expect(record.certificates).toMatchObject([
      { scheme: 'ISO_9001', validTo: '2028-01-01', validFrom: null },
    ]);
    expect(record.sectors).toEqual(['AUTOMOTIVE_RAIL']);
    expect(record.sites).toMatchObject([{ region: 'EAST_MIDLANDS' }]);
    expect(record.batch).toEqual({ min: 5, max: null });
    expect(record.acceptingWork).toBe(true);
  });

  it('reads a requirement line, and leaves out what it cannot read', () => {
    const record = collectionRequirementToRecord(
      {
        id: 'R9',
        title: 'Ground gears',
        postcode: 'ZZ99 9ZZ',
        needs: [{ phrase: 'gear grinding', importance: 'must' }],
        certifications: { required: ['IATF 16949'], desired: ['ISO 14001'] },
        maxDriveMinutes: 60,
      },
      9,
      '2026-11-22',
      context,
    );
    expect(record.needs[0]!.codes).toContain('gear-grinding');
    expect(record.certifications.map(({ scheme, importance }) => [scheme, importance])).toEqual([
      ['IATF_16949', 'required'],
      ['ISO_14001', 'desired'],
    ]);
    expect(record.place).toBeNull();
  });

  it.each([
    ['We mill. We do not offer plating.', 'plating', false],
    ['Conventional pressing is not something we offer.', 'pressing', false],
    ['We never handle cells, but weld busbars.', 'busbars', true],
    ['No job too small for our turning shop.', 'turning', true],
  ])('%s: says it does %s: %p', (text, word, expected) => {
    const affirmed = affirmedText(text);
    expect(affirmed).toHaveLength(text.length);
    expect(affirmed.includes(word)).toBe(expected);
  });
});
