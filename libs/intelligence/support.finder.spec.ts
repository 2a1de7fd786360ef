import { expect, it } from '@jest/globals';
import { programmesFor } from './support.finder.js';

const iso = { kind: 'CERTIFICATE', certificate: { scheme: 'ISO_9001', edition: '2015' } } as const;
const heldUntil = (validTo: string | null) =>
  ({ scheme: 'ISO_9001', validFrom: null, validTo, evidence: 'SELF_DECLARED' }) as const;
const codes = (...about: Parameters<typeof programmesFor>): string[] =>
  programmesFor(...about).map(({ code }) => code);

it('names programmes of the region that help with a certificate', () => {
  expect(codes(iso, ['WEST_MIDLANDS'])).toContain('business-growth-west-midlands');
  expect(codes(iso, ['EAST_MIDLANDS'])).not.toContain('business-growth-west-midlands');
});

it('helps to renew a certificate, and not to state the last day of one that is held', () => {
  expect(codes(iso, ['WEST_MIDLANDS'], [heldUntil('2026-01-31')])).not.toEqual([]);
  expect(codes(iso, ['WEST_MIDLANDS'], [heldUntil(null)])).toEqual([]);
});

it('names what helps with a capability, or with one above it', () => {
  expect(codes({ kind: 'CAPABILITY', code: 'software' }, ['EAST_MIDLANDS'])).toContain(
    'made-smarter-east-midlands',
  );
  expect(codes({ kind: 'ACCEPT_WORK' }, ['EAST_MIDLANDS', 'WEST_MIDLANDS'])).toEqual([]);
});
