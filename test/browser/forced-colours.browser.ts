import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, visit } from './support/visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** The colours in which things are drawn, each by the selector of the first of them. */
const COLOURS = `(() => {
  const of = (selector, part, property) => getComputedStyle(document.querySelector(selector), part)[property];
  return {
    paper: of('body', null, 'backgroundColor'),
    ink: of('body', null, 'color'),
    score: of('.mm-ring text', null, 'fill'),
    ring: of('.mm-ring__fill', null, 'stroke'),
    met: of('.mm-need:not(.mm-need--part):not(.mm-need--not)', '::before', 'backgroundColor'),
    here: of('.mm-nav a[aria-current]', null, 'borderBottomColor'),
    elsewhere: of('.mm-nav a:not([aria-current])', null, 'borderBottomColor'),
  };
})()`;

describe('where the reader has chosen the colours', () => {
  it('scores, what is met, and the page one is on are told from their ground', async () => {
    const reader = await visit(browser, { forcedColors: 'active', colorScheme: 'dark' });
    await reader.open('/suppliers?q=machining');
    const { paper, ink, ...drawn } = await reader.page.evaluate<Record<string, string>>(COLOURS);
    expect(paper).not.toBe(ink);
    expect(drawn).toMatchObject({ score: ink, ring: ink, met: ink, elsewhere: paper });
    expect(drawn.here).not.toBe(paper);
    await reader.close();
  });
});
