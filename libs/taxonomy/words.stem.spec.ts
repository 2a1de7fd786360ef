import { describe, expect, it } from '@jest/globals';
import { foldSpelling } from './words.spelling.js';
import { analyseWord, Form, stem } from './words.stem.js';
import { Gap, tokenise } from './words.tokens.js';

describe('spelling', () => {
  it.each([
    ['mold', 'mould'],
    ['molding', 'moulding'],
    ['aluminum', 'aluminium'],
    ['anodized', 'anodised'],
    ['sterilization', 'sterilisation'],
    ['fiber', 'fibre'],
    ['fiberglass', 'fiberglass'],
    ['center', 'centre'],
    ['color', 'colour'],
    ['vapor', 'vapour'],
    ['galvanizing', 'galvanising'],
    ['tires', 'tyres'],
    ['sulfuric', 'sulphuric'],
    ['carburizing', 'carburising'],
    ['analyzer', 'analyser'],
    ['gray', 'grey'],
  ])('folds %s to %s', (american, british) => expect(foldSpelling(american)).toBe(british));

  it.each(['size', 'sizing', 'brazing', 'bronze', 'prize', 'glazing', 'milling', 'constructor', 'toString'])(
    'leaves %s',
    (word) => expect(foldSpelling(word)).toBe(word),
  );
});

describe('stemming', () => {
  it.each([
    ['mouldings', 'mould'],
    ['moulded', 'mould'],
    ['moulds', 'mould'],
    ['castings', 'cast'],
    ['dies', 'die'],
    ['forging', 'forge'],
    ['plating', 'plate'],
    ['plated', 'plates'],
    ['boring', 'bore'],
    ['coating', 'coats'],
    ['drilled', 'drill'],
    ['milling', 'mill'],
    ['turning', 'turn'],
    ['wiring', 'wire'],
    ['tubing', 'tube'],
    ['cutting', 'cut'],
    ['fabrication', 'fabricate'],
    ['fabricated', 'fabricating'],
    ['sterilisation', 'sterilise'],
    ['extrusion', 'extruded'],
    ['inspection', 'inspect'],
    ['assembly', 'assembled'],
    ['treatment', 'treated'],
    ['ground', 'grinding'],
    ['batteries', 'battery'],
    ['harnesses', 'harness'],
    ['machining', 'machined'],
    ['pressings', 'press'],
    ['anodising', 'anodised'],
  ])('brings %s and %s together', (one, other) => expect(stem(one)).toBe(stem(other)));

  it.each([
    ['tub', 'tube'],
    ['plan', 'plane'],
    ['product', 'production'],
    ['ring', 'rung'],
    ['cop', 'copper'],
    ['spring', 'spr'],
    ['element', 'ele'],
    ['fit', 'fitment'],
    ['pin', 'pine'],
  ])('keeps %s from %s', (one, other) => expect(stem(one)).not.toBe(stem(other)));

  it('tells the inflection', () => {
    expect(analyseWord('mouldings')).toEqual({ stem: 'mould', form: Form.Ing, plural: true });
    expect(analyseWord('moulds')).toEqual({ stem: 'mould', form: Form.Base, plural: true });
    expect(analyseWord('welded').form).toBe(Form.Past);
    expect(analyseWord('fabrication').form).toBe(Form.Noun);
  });
});

describe('tokens', () => {
  const words = (text: string) => tokenise(text).map((token) => token.text);

  it('parts hyphens and slashes, joins marks within words and makes number words digits', () => {
    expect(words('Five-axis MIG/MAG, 3.1 certs & Q&T; don’t 5axis HIP’d moulder’s')).toEqual([
      '5',
      'axis',
      'mig',
      'mag',
      '3.1',
      'certs',
      'q&t',
      "don't",
      '5',
      'axis',
      'hip',
      'moulder',
    ]);
    expect(words('Zürich façade')).toEqual(['zurich', 'facade']);
  });

  it('grades gaps and keeps offsets', () => {
    const text = 'Milling, turning. Boring (deep) of rods';
    const tokens = tokenise(text);
    expect(tokens.map((token) => token.gap)).toEqual([
      Gap.Hard,
      Gap.Soft,
      Gap.Hard,
      Gap.Soft,
      Gap.Soft,
      Gap.None,
    ]);
    for (const token of tokens) expect(text.slice(token.start, token.end).toLowerCase()).toBe(token.text);
  });
});
