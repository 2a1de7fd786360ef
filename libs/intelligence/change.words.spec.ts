import type { HeldCertificate } from '#lib/taxonomy';
import { expect, it } from '@jest/globals';
import { changeInWords, routeInWords } from './change.words.js';

const iso = { kind: 'CERTIFICATE', certificate: { scheme: 'ISO_9001', edition: '2015' } } as const;
const held = (validTo: string | null, more: Partial<HeldCertificate> = {}): HeldCertificate => ({
  scheme: 'ISO_9001',
  validFrom: null,
  validTo,
  evidence: 'SELF_DECLARED',
  ...more,
});

it.each<[string, HeldCertificate[]]>([
  ['Get ISO 9001 quality management, edition 2015', []],
  ['Get ISO 9001 quality management, edition 2015', [held(null, { scheme: 'ISO_14001' })]],
  ['Get ISO 9001 quality management, edition 2015', [held(null, { edition: '2008' })]],
  ['State until when you hold ISO 9001 quality management, edition 2015', [held(null)]],
  ['Renew ISO 9001 quality management, edition 2015', [held('2026-01-31')]],
])('says “%s” to who holds %j', (words, certificates) => {
  expect(changeInWords(iso, certificates)).toBe(words);
});

it('says it in a route, too', () => {
  expect(routeInWords([{ change: iso }, { change: { kind: 'ACCEPT_WORK' } }], 2, 0, [held(null)])).toBe(
    'State until when you hold ISO 9001 quality management, edition 2015, then take on new work again: 2 requirements open.',
  );
});
