import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, signInAs, visit } from './support/visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** What the edge of the sheet cuts off, what is of no use on paper and seen there, and texts in another typeface than that of the page: one line a finding. */
const FAULTS = `(() => {
  const shown = (one) => one.checkVisibility() && one.getClientRects().length > 0;
  const name = (one) => one.tagName.toLowerCase() + ' "' + (one.textContent || one.name || '').replace(/\\s+/g, ' ').trim().slice(0, 60) + '"';
  const useless = [...document.querySelectorAll('form, button, input:not([type=hidden]), textarea, select, header nav')].filter(shown);
  const font = getComputedStyle(document.body).fontFamily;
  const odd = [...document.querySelectorAll('main p, main li, main h1, main h2, main h3, main dt, main dd, main td')]
    .filter((one) => shown(one) && getComputedStyle(one).fontFamily !== font);
  const cut = [...document.querySelectorAll('.mm-scroll')].filter((one) => shown(one) && one.scrollWidth > one.clientWidth + 1);
  return [...cut.map((one) => 'cut off at the edge: ' + name(one)), ...useless.map((one) => 'of no use: ' + name(one)), ...odd.map((one) => 'another typeface: ' + name(one))];
})()`;

describe('on paper', () => {
  it('a supplier, a requirement with its matches, a shortlist and a comparison are read whole, with nothing to press', async () => {
    const buyer = await visit(browser, { viewport: { width: 794, height: 1123 } });
    await signInAs(buyer, 'buyer');
    await buyer.open('/work');
    const own = await buyer.page.locator('a[href^="/requirements/req_"]').first().getAttribute('href');
    const requirement = own!.split('?')[0]!;
    await buyer.open('/suppliers?q=machining');
    const supplier = await buyer.page.locator('a[href^="/suppliers/org_"]').first().getAttribute('href');
    await buyer.page.emulateMedia({ media: 'print' });
    for (const path of [
      supplier!.split('?')[0]!,
      requirement,
      `${requirement}/shortlist`,
      `${requirement}/compare`,
    ]) {
      expect(await buyer.open(path)).toBe(200);
      expect([path, await buyer.page.evaluate<string[]>(FAULTS)]).toEqual([path, []]);
      expect((await buyer.page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
    }
    expect(buyer.complaints).toEqual([]);
    await buyer.close();
  }, 180_000);

  it('is white, with dark letters, for who reads in the dark', async () => {
    const reader = await visit(browser, { colorScheme: 'dark' });
    await reader.open('/suppliers?q=machining');
    const colours = (): Promise<{ paper: string; card: string; ink: string }> =>
      reader.page.evaluate(`(() => {
        const of = (selector) => getComputedStyle(document.querySelector(selector));
        return { paper: of('body').backgroundColor, card: of('.mm-card').backgroundColor, ink: of('h1').color };
      })()`);
    const [white, ink] = ['rgb(255, 255, 255)', 'rgb(27, 33, 54)'];
    const shown = await colours();
    expect(Object.values(shown)).not.toContain(white);
    expect(shown.ink).not.toBe(ink);
    await reader.page.emulateMedia({ media: 'print' });
    expect(await colours()).toEqual({ paper: white, card: white, ink });
    await reader.close();
  });
});
