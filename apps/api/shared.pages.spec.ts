import { describe, expect, it } from '@jest/globals';
import { type FoundPage, SharedPages } from './shared.pages.js';

/** A page of so many suppliers. */
const pageOf = (suppliers: number): FoundPage =>
  ({ page: { edges: new Array(suppliers).fill({}) }, ids: [] }) as unknown as FoundPage;

describe('pages of searches', () => {
  it('are shared from the second time on, and made anew when the index changes', () => {
    const pages = new SharedPages();
    const first = pages.find(1, 'turning', () => pageOf(20));
    const second = pages.find(1, 'turning', () => pageOf(20));
    const third = pages.find(1, 'turning', () => pageOf(20));
    expect(first.sharedAs).toBeUndefined();
    expect(second.sharedAs).toBeDefined();
    expect(third).toBe(second);

    const changed = pages.find(2, 'turning', () => pageOf(20));
    expect(changed).not.toBe(second);
    expect(changed.sharedAs).toBeUndefined();
    const again = pages.find(2, 'turning', () => pageOf(20));
    expect(again.sharedAs).not.toBe(second.sharedAs);
  });

  it('are kept for so many suppliers, the oldest make room', () => {
    const pages = new SharedPages();
    const ask = (key: string): FoundPage => pages.find(1, key, () => pageOf(100));
    const keys = Array.from({ length: 60 }, (_, n) => `query ${n}`);
    for (const key of keys) ask(key);
    const kept = new Map(keys.map((key) => [key, ask(key)]));
    const stillThere = keys.filter(
      (key) => pages.find(1, key, () => pageOf(0)).sharedAs === kept.get(key)!.sharedAs,
    );
    expect(stillThere.length).toBe(40);
    expect(stillThere).not.toContain('query 0');
  });

  it('keep nothing of a search that fails', () => {
    const pages = new SharedPages();
    const fail = (): FoundPage => {
      throw new Error('no cursor of this search');
    };
    expect(() => pages.find(1, 'x', fail)).toThrow('no cursor');
    expect(pages.find(1, 'x', () => pageOf(1)).sharedAs).toBeUndefined();
  });
});
