import { describe, expect, it } from '@jest/globals';
import { withWorking, wordsOfOtherTrades } from './recognition.materials.js';
import { recognise } from './recognition.recogniser.js';

const codes = (text: string): string[] => recognise(text).mentions.map(({ code }) => code);

describe('words for working beside a material', () => {
  it.each([
    ['bending perspex sheet', 'folding'],
    ['timber bending for boats', 'folding'],
    ['cardboard punching and creasing', 'punching'],
    ['stone grinding and polishing', 'polishing'],
    ['wooden enclosures', 'enclosures'],
    ['stamped timber', 'presswork'],
  ])('%s names no %s', (text, code) => {
    expect(codes(text)).not.toContain(code);
  });

  it.each([
    ['wood and metal turning', 'turning'],
    ['steel bending', 'folding'],
    ['timber, bending', 'folding'],
    ['titanium turning', 'turning'],
    ['laser cut felt', 'laser-cutting'],
    ['waterjet cutting of granite', 'waterjet-cutting'],
  ])('%s names %s', (text, code) => {
    expect(codes(text)).toContain(code);
  });

  it('tells them from words of the trade', () => {
    expect(wordsOfOtherTrades('glass bending')).toEqual(['bending']);
    expect(wordsOfOtherTrades('bending and drilling of glass')).toEqual(['bending', 'drilling']);
    expect(wordsOfOtherTrades('tube bending')).toEqual([]);
    expect(wordsOfOtherTrades('glass and steel bending')).toEqual([]);
    expect(wordsOfOtherTrades('bending for glass makers')).toEqual([]);
  });

  it('joins them to the material', () => {
    const text = 'some timber bending and shaping near Derby';
    const { start, end } = withWorking(text, { start: 5, end: 11 });
    expect(text.slice(start, end)).toBe('timber bending and shaping');
    expect(withWorking('timber frames', { start: 0, end: 6 })).toEqual({ start: 0, end: 6 });
  });
});

describe('verbs of a short text', () => {
  it.each([
    ['fold 3mm ali', 'folding'],
    ['bend 25mm stainless tube', 'tube-bending'],
    ['spray a few panels', 'wet-painting'],
    ['mould us a grommet', 'polymer-processing'],
    ['weld some frames', 'welding'],
  ])('%s asks for %s', (text, code) => {
    expect(codes(text)).toContain(code);
  });

  it.each([
    ['plate 10mm', 'plating'],
    ['press tools', 'presswork'],
    ['metal 3D printing', 'metals'],
    ['weld nuts', 'welding'],
  ])('%s does not ask for %s', (text, code) => {
    expect(codes(text)).not.toContain(code);
  });
});
