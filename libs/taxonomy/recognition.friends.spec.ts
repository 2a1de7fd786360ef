import { describe, expect, it } from '@jest/globals';
import { parseFalseFriends } from './lexicon.friends.js';
import { recognise } from './recognition.recogniser.js';

const codes = (text: string): string[] => [...new Set(recognise(text).mentions.map(({ code }) => code))];

describe('words for working, by what they are done to', () => {
  it.each([
    ['tea towels printed', 'household-textiles garment-printing'],
    ['printing of aprons', 'garment-printing'],
    ['mug printing', 'printing-on-parts'],
    ['crisp packets printed', 'films-bags'],
    ['printed leaflets', 'litho-digital-print'],
    ['printing', 'publishing'],
    ['school ties woven', 'clothing-footwear'],
    ['painted canvas backdrop', 'scenic-painting textile-leather'],
    ['pressing apples', 'fruit-vegetables'],
    ['coffee grinding', 'tea-coffee'],
    ['surface grinding', 'surface-grinding'],
    ['sewing curtains', 'household-textiles'],
    ['sewing, curtains', 'seat-trimming household-textiles'],
  ])('reads %s as %s', (text, read) => {
    expect(codes(text).join(' ')).toBe(read);
  });
});

describe('participles that say how a thing is made', () => {
  it.each([
    ['insulated lunch boxes', 'kitchenware'],
    ['insulated van bodies', 'vehicle-bodies'],
    ['laminated menus', 'litho-digital-print'],
    ['loft insulation', 'energy-efficiency'],
    ['walls to be insulated', 'energy-efficiency'],
  ])('reads %s as %s', (text, read) => {
    expect(codes(text)).toContain(read);
    expect(codes(text).filter((code) => code !== read && code !== 'metals')).toEqual([]);
  });
});

describe('names that stand before another thing or within it', () => {
  it.each([
    ['carbon sandwich skins', 'ready-meals-sauces'],
    ['rubber seals for oven doors', 'windows-doors'],
    ['lino printing', 'decorating-flooring'],
    ['aluminium plates', 'metal-stockholding'],
    ['window sills in stone', 'aggregates'],
    ['fit 12 fire doors', 'valves-fittings'],
    ['through-transmission scanning', 'gearboxes'],
  ])('%s names no %s', (text, code) => {
    expect(codes(text)).not.toContain(code);
  });

  it.each([
    ['soup plates', 'tableware-pottery'],
    ['piano castors', 'wheels'],
    ['window sills in stone', 'stone-work'],
    ['two autoclaves for prepreg', 'autoclave-cure'],
    ['welded steel autoclaves', 'pressure-vessels'],
    ['marquee', 'event-av-hire'],
    ['316 small parts', 'stainless-steel'],
    ['brackets 316', 'stainless-steel'],
    ['300 small brackets', 'brackets-clips'],
  ])('%s names %s', (text, code) => {
    expect(codes(text)).toContain(code);
  });

  it('takes no round number for a grade', () => {
    expect(codes('400 small parts')).toEqual([]);
  });
});

describe('the file of false friends', () => {
  it('reads lines of work and of attributes', () => {
    const { works, attributes } = parseFalseFriends(
      'work printing; print | textiles clothing | garment-printing\nwork sewing | clothing | same\nattribute insulation; packing\n',
    );
    expect(works).toEqual([
      { phrases: ['printing', 'print'], branches: ['textiles', 'clothing'], code: 'garment-printing' },
      { phrases: ['sewing'], branches: ['clothing'], code: null },
    ]);
    expect(attributes).toEqual(['insulation', 'packing']);
  });
});
