import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { capabilityTree } from './capability.data.js';
import { certifications } from './certification.table.js';
import { cpvAncestors, cpvHint, cpvHintRows, findCpv, normaliseCpv } from './cpv.table.js';
import { cell, factColumns, parseFacts } from './fact.reader.js';
import { localStrengths, resolveSector, sectors, SectorTable } from './sector.table.js';
import {
  activityWords,
  describeSic,
  normaliseSic,
  sicCapabilityHints,
  sicHintedCapabilities,
  sicHints,
} from './sic.table.js';
import { clusterBodySeeds, programmesForScheme, supportProgrammes } from './support.table.js';

const unknownCapabilities = (codes: readonly string[]): string[] => {
  const known = new Set(capabilityTree().nodes.map((node) => node.code));
  return codes.filter((code) => !known.has(code));
};

describe('parseFacts', () => {
  const schema = z.object({ name: cell.text, size: cell.number, ...factColumns });
  const header = 'name,size,source,confidence,checked_on\n';

  it('names table, line, column and value of the first bad cell', () => {
    const text = `${header}a,1,s,H,2026-01-01\nb,many,s,H,2026-01-01\n`;
    expect(() => parseFacts(text, 'sizes.csv', schema)).toThrow(
      'sizes.csv line 3, column size: "many" is not a number',
    );
  });

  it.each([
    ['a,1,,H,2026-01-01', 'column source'],
    ['a,1,s,X,2026-01-01', 'column confidence'],
    ['a,1,s,H,01/02/2026', 'column checked_on'],
    ['a,1,s,H', 'sizes.csv'],
  ])('refuses the row %j', (row, message) => {
    expect(() => parseFacts(`${header}${row}\n`, 'sizes.csv', schema)).toThrow(message);
  });
});

describe('sectors', () => {
  it.each([
    ['Advanced Manufacturing, Materials & Engineering', 'ADVANCED_MANUFACTURING'],
    ['Automotive and rolling stock', 'AUTOMOTIVE_RAIL'],
    ['Automotive & rolling stock', 'AUTOMOTIVE_RAIL'],
    ['Clean Energy Industries', 'CLEAN_ENERGY'],
    ['Health & Life Sciences', 'HEALTH_LIFE_SCIENCES'],
    ['Creative Industries', 'CREATIVE'],
    ['clean_energy', 'CLEAN_ENERGY'],
    ['banking', undefined],
  ])('%j is %s', (text, code) => {
    expect(resolveSector(text)).toBe(code);
  });

  it('gives each region five strengths of its own', () => {
    const of = (region: string) => localStrengths().filter((row) => row.region === region);
    expect([of('EAST_MIDLANDS').length, of('WEST_MIDLANDS').length]).toEqual([5, 5]);
  });

  it('refuses a name that means two sectors', () => {
    const [first, second] = sectors().rows;
    const twice = { ...second!, aliases: ['aerospace'] };
    expect(() => new SectorTable([first!, twice])).toThrow('"aerospace" names both');
  });
});

describe('SIC', () => {
  it.each([
    ['25620 - Machining', '25620'],
    ['2562', '25620'],
    ['25.62', '25620'],
    ['59111', '59111'],
    ['None Supplied', null],
    ['', null],
  ])('reads %j as %s', (text, code) => {
    expect(normaliseSic(text)).toBe(code);
  });

  it('describes codes', () => {
    expect(describeSic('25620')).toBe('Machining');
    expect(describeSic('12345')).toBeUndefined();
  });

  it('lets the longest prefix win: aerospace is not rail, though both start with 30', () => {
    expect(sicHints(['30300'])).toMatchObject([{ sector: 'ADVANCED_MANUFACTURING', tie: false }]);
    expect(sicHints(['30200'])).toMatchObject([{ sector: 'AUTOMOTIVE_RAIL', tie: false }]);
    expect(sicHints(['22110'])).toMatchObject([{ sector: 'AUTOMOTIVE_RAIL' }]);
    expect(sicHints(['22290'])).toMatchObject([{ sector: 'ADVANCED_MANUFACTURING' }]);
  });

  it('gives every sector of a tie', () => {
    expect(sicHints(['27200']).map(({ sector, tie }) => [sector, tie])).toEqual([
      ['AUTOMOTIVE_RAIL', true],
      ['CLEAN_ENERGY', true],
    ]);
  });

  it.each(['25990', '32990', '82990', '96090', '70100', '74990'])('flags the catch-all %s', (code) => {
    expect(describeSic(code)).toBeDefined();
    expect(sicHints([code]).every((hint) => hint.catchAll)).toBe(true);
    expect(sicCapabilityHints(code)).toEqual([]);
  });

  it.each([
    ['25610', 'Treatment and coating of metals'],
    ['28302', 'of agricultural and forestry machinery'],
    ['14131', "of men's outerwear,"],
    ['25300', 'of steam generators,'],
    ['22290', 'of plastic'],
  ])('names the activity of %s by its own words, and not by what it leaves out', (code, words) => {
    expect(activityWords(code)).toBe(words);
  });

  it.each(['25990', '32990', '12345', 'None Supplied'])('has no word for the activity of %s', (code) => {
    expect(activityWords(code)).toBe('');
  });

  it('has no sector for a code in no list, and nothing for a text that is no code', () => {
    expect(sicHints(['47110', 'None Supplied'])).toEqual([
      { code: '47110', sector: null, strength: 0, catchAll: false, tie: false },
    ]);
  });

  it('hints only at capabilities of the tree', () => {
    expect(sicCapabilityHints('25620')).toEqual(['machining']);
    expect(sicCapabilityHints('10710')).toEqual(['bakery-milling']);
    expect(sicCapabilityHints('32200')).toEqual(['musical-instruments']);
    expect(unknownCapabilities(sicHintedCapabilities())).toEqual([]);
  });
});

describe('CPV', () => {
  it('finds a code with or without check digit, and the nodes above it', () => {
    expect(normaliseCpv('34631000-9')).toBe('34631000');
    expect(findCpv('34631000-9')).toEqual(findCpv('34631000'));
    expect(findCpv('34631000')?.description).toBe('Parts of locomotives or rolling stock');
    expect(cpvAncestors('34631000').map(({ code }) => code)).toEqual(['34000000', '34600000', '34630000']);
    expect([findCpv('99999999'), findCpv('abc')]).toEqual([undefined, undefined]);
  });

  it('points to capabilities and sectors by the longest prefix', () => {
    expect(cpvHint('34632000-6')).toEqual({
      capabilities: ['rail-signalling'],
      sectors: ['AUTOMOTIVE_RAIL'],
      digits: 5,
    });
    expect(cpvHint('15811000')?.capabilities).toEqual(['bakery-milling']);
    expect(cpvHint('55000000')).toBeUndefined();
  });

  it('has at least 120 hints, all of known codes and capabilities of the tree', () => {
    const rows = cpvHintRows();
    expect(rows.length).toBeGreaterThanOrEqual(120);
    expect(rows.filter((row) => !findCpv(row.prefix.padEnd(8, '0')))).toEqual([]);
    expect(unknownCapabilities(rows.flatMap((row) => row.capabilities))).toEqual([]);
  });
});

describe('support', () => {
  it('links programmes to known schemes and capabilities only', () => {
    const rows = supportProgrammes();
    const schemes = rows.flatMap((row) => row.schemes).filter((code) => !certifications().scheme(code));
    expect(schemes).toEqual([]);
    expect(unknownCapabilities(rows.flatMap((row) => row.capabilities))).toEqual([]);
  });

  it('finds the programmes of a region for a scheme', () => {
    expect(programmesForScheme('F4N', 'WEST_MIDLANDS').map((row) => row.code)).toEqual(['fit-for-nuclear']);
    expect(programmesForScheme('ISO_9001', 'WEST_MIDLANDS')).toHaveLength(2);
  });

  it('seeds cluster bodies of both regions', () => {
    const seeds = clusterBodySeeds();
    expect(new Set(seeds.flatMap((row) => row.regions)).size).toBe(2);
    expect(seeds.find((row) => row.code === 'midlands-aerospace-alliance')?.confidence).toBe('H');
  });
});
