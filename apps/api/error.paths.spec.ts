import { describe, expect, it } from '@jest/globals';
import { inInputTerms } from './error.paths.js';

describe('the path of an error', () => {
  it.each([
    ['phrases.0', 'statedCapabilities.0'],
    ['quantity.perYear', 'quantityPerYear'],
    ['needs.0.phrase', 'needs.0.phrase'],
    ['', ''],
  ])('%s is written as the sender knows it', (own, shown) => {
    const error = { code: 'X', message: 'x', path: own === '' ? [] : own.split('.') };
    expect(inInputTerms([error])[0]!.path.join('.')).toBe(shown);
  });
});
