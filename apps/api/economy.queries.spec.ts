import { describe, expect, it } from '@jest/globals';
import { type CommonNames, queriesOf } from './economy.queries.js';

const names = (given: Partial<CommonNames>): CommonNames => ({
  regions: [],
  districts: [],
  sectors: [],
  certifications: [],
  capabilities: [],
  zones: [],
  sizeBands: [],
  ...given,
});

describe('queriesOf', () => {
  it('asks for what is offered, held and where, with a slip among them', () => {
    const queries = queriesOf(
      names({
        capabilities: ['CNC milling', 'Casting', 'Welding', 'Anodising', 'Turning'],
        certifications: ['ISO 9001'],
        districts: ['Derby'],
        sectors: ['Aerospace'],
      }),
      10,
    );
    expect(queries).toEqual([
      'CNC milling',
      'Casting ISO 9001 near Derby',
      'Weling',
      'Anodising and Turning within 45 minutes of Derby',
      'Aerospace Turning, batches of 200',
    ]);
  });

  it('gives as many as asked for, none twice', () => {
    const capabilities = Array.from({ length: 50 }, (_, at) => `trade ${at}`);
    const queries = queriesOf(names({ capabilities, districts: ['Derby', 'Rugby', 'Corby'] }), 30);
    expect(new Set(queries).size).toBe(30);
  });

  it('asks nothing where nobody offers anything', () => {
    expect(queriesOf(names({ districts: ['Derby'] }), 10)).toEqual([]);
  });
});
