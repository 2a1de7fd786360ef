import { readConfig } from '#lib/platform';
import { expect, it } from '@jest/globals';
import { startApiKit } from '../../test/api/api.kit.js';
import { startWeb } from './index.js';

/** Pages that each visitor gets of four, behind a proxy that says who asks; the API answers four requests of an address, two a page. */
async function pagesBehindProxy(trusted: Record<string, string>): Promise<number[]> {
  const api = await startApiKit({ RATE_LIMIT_ADDRESS: '4', ...trusted });
  const web = await startWeb(readConfig({ LOG_LEVEL: 'silent', DEMO: '0', API_URL: api.url, ...trusted }), {
    port: 0,
    log: api.db.log,
  });
  try {
    const shown: number[] = [];
    for (const visitor of ['203.0.113.7', '203.0.113.8']) {
      let pages = 0;
      for (let n = 0; n < 4; n += 1) {
        const { status } = await fetch(`${web.url}/status`, { headers: { 'x-forwarded-for': visitor } });
        if (status === 200) pages += 1;
      }
      shown.push(pages);
    }
    return shown;
  } finally {
    await web.stop();
    await api.stop();
  }
}

it('counts the visitors of a trusted proxy apart, through the portal', async () => {
  expect(await pagesBehindProxy({ TRUSTED_PROXIES: 'loopback' })).toEqual([2, 2]);
});

it('takes nobody else at their word', async () => {
  expect(await pagesBehindProxy({})).toEqual([2, 0]);
});
