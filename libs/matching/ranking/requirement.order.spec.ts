import { describe, expect, it } from '@jest/globals';
import type { RequirementNeed } from '../model/model.types.js';
import { inOrderOfNeeds } from './requirement.order.js';

const need = (phrase: string, code: string, importance: 'must' | 'should' = 'must'): RequirementNeed => ({
  phrase,
  codes: [code],
  importance,
});

describe('order of needs', () => {
  it('puts those with the very same needs side by side, and trades beside each other', () => {
    const needs = [
      [need('milled parts', 'milling')],
      [need('gears', 'gears')],
      [need('milling work', 'milling')],
      [need('milled parts', 'milling')],
      [need('milled parts', 'milling', 'should')],
      [need('milled parts', 'milling')],
    ];
    const ordered = inOrderOfNeeds(needs.map((some, at) => ({ no: at + 1, title: '', needs: some })));
    expect(ordered.map(({ no }) => no)).toEqual([2, 1, 4, 6, 5, 3]);
  });

  it('puts those with the same title beside each other among them', () => {
    const titles = ['Brackets', 'Housings', 'Brackets'];
    const ordered = inOrderOfNeeds(
      titles.map((title, at) => ({ no: at + 1, title, needs: [need('milled parts', 'milling')] })),
    );
    expect(ordered.map(({ no }) => no)).toEqual([1, 3, 2]);
  });
});
