import { describe, expect, it } from '@jest/globals';
import { type Summarised, summarise } from './match.summary.js';
import type { NeedExplanation } from '../model/model.types.js';
import { levelOfFit } from '../scoring/need.level.js';

const need = (phrase: string, fit: number, metBy: string[] = []): NeedExplanation => ({
  phrase,
  importance: 'must',
  fit,
  level: levelOfFit(fit),
  metBy,
  reason: '',
});
const labels: Record<string, string> = {
  MILLING_5: 'Five-axis milling',
  CNC_TURNING: 'CNC turning',
  TITANIUM: 'Titanium',
  BRASS: 'Copper, brass and bronze',
};
const isMaterial = (code: string): boolean => code === 'TITANIUM' || code === 'BRASS';
const summaryOf = (given: Partial<Summarised>): string =>
  summarise({
    supplier: 'Ashby Ltd',
    needs: [],
    isUnsaid: () => false,
    materials: (given.needs ?? []).map(({ metBy }) => metBy.find(isMaterial)),
    blockers: [],
    certificates: [],
    minutes: null,
    labelOf: (code) => labels[code]!,
    isMaterial,
    isOwn: (code) => code !== 'TITANIUM',
    ...given,
  });

describe('the summary of a match', () => {
  it.each<[string, Partial<Summarised>]>([
    ['Ashby Ltd fits the request.', {}],
    [
      'Offers five-axis milling and CNC turning. Holds AS9100; about 23 minutes by road.',
      {
        needs: [need('5 axis', 1, ['MILLING_5']), need('turning', 0.8, ['CNC_TURNING', 'MILLING_5'])],
        certificates: ['AS9100'],
        minutes: 23.4,
      },
    ],
    [
      'Offers CNC turning. Its SIC code hints at titanium. Its words tell of “honing”. Meets “grinding” in part. Nothing about “anodising” or “NDT”.',
      {
        needs: [
          need('turning', 1, ['CNC_TURNING']),
          need('CNC turning', 0.75, ['CNC_TURNING']),
          need('titanium', 0.8, ['TITANIUM']),
          need('honing', 0.5),
          need('grinding', 0.25, ['CNC_TURNING']),
          need('anodising', 0),
          need('NDT', 0),
        ],
      },
    ],
    [
      'Offers CNC turning. Works in copper, brass and bronze.',
      { needs: [need('turned brass', 1, ['CNC_TURNING', 'BRASS'])] },
    ],
    [
      'Offers CNC turning. Nothing about “beams”.',
      {
        needs: [
          need('turning', 1, ['CNC_TURNING']),
          need('beams', 0),
          need('NDT', 0),
          need('Five-axis milling', 0.2),
        ],
        isUnsaid: (at) => at > 1,
      },
    ],
    [
      'Meets “radiography” in part. Little or nothing about “plating”.',
      { needs: [need('radiography', 0.5, ['NDT']), need('plating', 0.19, ['CNC_TURNING'])] },
    ],
    [
      'Nothing about “a”, “b”, “c” or 2 more.',
      { needs: ['a', 'b', 'c', 'd', 'e'].map((phrase) => need(phrase, 0)) },
    ],
    [`Nothing about “${'x'.repeat(60)}…”.`, { needs: [need('x'.repeat(61), 0)] }],
    [
      'Offers CNC turning. Not eligible: It is too far away. It takes no new work.',
      {
        needs: [need('turning', 1, ['CNC_TURNING'])],
        minutes: Infinity,
        blockers: [
          { code: 'TOO_FAR', message: 'It is too far away.' },
          { code: 'NOT_ACCEPTING', message: 'It takes no new work.' },
        ] as Summarised['blockers'],
      },
    ],
  ])('%s', (summary, given) => {
    expect(summaryOf(given)).toBe(summary);
  });
});
