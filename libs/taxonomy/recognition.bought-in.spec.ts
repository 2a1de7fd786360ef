import { describe, expect, it } from '@jest/globals';
import { recognise } from './recognition.recogniser.js';

const read = (text: string): string[] =>
  recognise(text).mentions.map(
    ({ code, role, polarity }) => `${code} ${polarity === 'offered' ? role : polarity}`,
  );

describe('what a firm has done by others', () => {
  it.each([
    ['Heat treatment is sub-contracted', 'heat-treatment buysIn'],
    ['we sub-contract plating', 'plating buysIn'],
    ['all plating is done by a local partner', 'plating buysIn'],
    ['we use a local firm for plating', 'plating buysIn'],
    ['we rely on others for heat treatment', 'heat-treatment buysIn'],
    ['grinding is done outside', 'grinding buysIn'],
    ['Heat treatment not done in house', 'heat-treatment negated'],
    ['Heat treatment is not sub-contracted', 'heat-treatment performs'],
  ])('%s', (text, expected) => expect(read(text)).toEqual([expected]));

  it('reads each of a list', () => {
    expect(read('heat treatment, plating and NDT are sub-contracted.')).toEqual([
      'heat-treatment buysIn',
      'plating buysIn',
      'ndt buysIn',
    ]);
    expect(read('We machine in house and subcontract plating')).toEqual([
      'machining performs',
      'plating buysIn',
    ]);
  });

  it.each([
    'we are subcontract machinists',
    'We are a sub-contract machining firm',
    'subcontract machining',
    'subcontracted machining work welcome',
  ])('%s: what is done for others is done', (text) => expect(read(text)).toEqual(['machining performs']));

  it('knows an adjective behind "and" from a verb', () => {
    expect(read('general and subcontract machining')).toEqual([
      'general-engineering performs',
      'machining performs',
    ]);
  });
});
