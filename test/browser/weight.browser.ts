import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, visit } from './support/visitor.js';

/** Of a first load, compressed, with its styles, script and typeface. */
const MOST_BYTES = 100 * 1_024;
/** Below this nobody sees anything move. */
const MOST_SHIFT = 0.001;

const pages = ['/', '/suppliers?q=machining', '/requirements', '/map', '/insights', '/clusters', '/sign-in'];

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

describe.each(pages)('a first look at %s', (path) => {
  it('takes little to load, and nothing moves', async () => {
    for (const viewport of [
      { width: 360, height: 740 },
      { width: 1280, height: 900 },
    ]) {
      const visitor = await visit(browser, { viewport });
      const wire = await visitor.page.context().newCDPSession(visitor.page);
      await wire.send('Network.enable');
      let bytes = 0;
      wire.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
      expect(await visitor.open(path)).toBe(200);
      await visitor.page.waitForLoadState('networkidle');
      const shift = await visitor.page
        .evaluate<number>(`document.fonts.ready.then(() => new Promise((done) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
      }))`);
      expect(bytes).toBeGreaterThan(1_024);
      expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
      expect(shift).toBeLessThan(MOST_SHIFT);
      await visitor.close();
    }
  }, 180_000);
});
