import { expect, it } from '@jest/globals';
import { AppError, toAppError } from './error.catalogue.js';

it.each([
  ['22021', 'BAD_INPUT'],
  ['22P05', 'BAD_INPUT'],
  ['40P01', 'CONFLICT'],
  ['23503', 'CONFLICT'],
  ['42601', 'INTERNAL'],
  ['__proto__', 'INTERNAL'],
])('tells a failure of the store with code %s as %s, and keeps its cause', (code, shown) => {
  const failure = Object.assign(new Error('duplicate key value violates …'), { code });
  const told = toAppError(failure);
  expect([told.code, told.cause, told.message.includes('violates')]).toEqual([shown, failure, false]);
});

it('leaves what is in the catalogue as it is', () => {
  const known = new AppError('NOT_FOUND');
  expect(toAppError(known)).toBe(known);
  expect(toAppError('thrown text').code).toBe('INTERNAL');
});
