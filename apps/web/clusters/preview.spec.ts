import { EconomyBuilder } from '#lib/match-lists/testing';
import { readConfig, toOpaqueId } from '#lib/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningApi, startApi } from '../../api/index.js';
import { type ApiKit, type Caller, startApiKit } from '../../../test/api/api.kit.js';
import { pageFaults } from '../../../test/support/page.faults.js';
import { type RunningWeb, startWeb } from '../index.js';

let kit: ApiKit;
let officer: Caller;
let api: RunningApi;
let web: RunningWeb;
let page: string;

beforeAll(async () => {
  kit = await startApiKit();
  officer = await kit.person('officer@example.org', { staffRoles: ['OFFICER'] });
  const economy = new EconomyBuilder(kit.db);
  const members = [await economy.supplier()];
  const cluster = await economy.cluster('Midlands Makers', members, ['a@makers.example']);
  page = `/clusters/${toOpaqueId('org', cluster)}/preview`;
});
afterAll(async () => {
  await web.stop();
  await api.stop();
  await kit.stop();
});

const open = async (path: string) => {
  const response = await fetch(web.url + path, { headers: { cookie: `mm_session=${officer.token}` } });
  const { status, headers } = response;
  return { status, policy: headers.get('content-security-policy'), html: await response.text() };
};

describe('the preview of a digest while the suppliers are being read after a start', () => {
  it('says that one has to wait and offers another try, and is the letter once they are read', async () => {
    await kit.db.writing(async (blocker) => {
      // What the index reads of every supplier: it is not ready until this transaction ends.
      await blocker.query('LOCK TABLE contract_awards IN ACCESS EXCLUSIVE MODE');
      api = await startApi(kit.config, { databaseUrl: kit.db.url, port: 0, log: kit.db.log });
      const config = readConfig({ LOG_LEVEL: 'silent', API_URL: api.url, DEMO: '0' });
      web = await startWeb(config, { port: 0, log: kit.db.log });
      const around = await open(page);
      expect([around.status, pageFaults(around.html)]).toEqual([200, []]);
      expect(around.html).toContain(`src="${page}/content"`);
      const framed = await open(`${page}/content`);
      expect(framed.status).toBe(503);
      expect(framed.html).toContain('The letter cannot be written just yet.');
      // The frame may open pages elsewhere only: this one link stays in it.
      expect(framed.html).toMatch(/<a href="" target="_self"[^>]*>Try again<\/a>/);
      expect(framed.policy).toContain("frame-ancestors 'self'");
    });
    await api.ready;
    const { status, html } = await open(`${page}/content`);
    expect([status, html.includes('Midlands Makers</h1>')]).toEqual([200, true]);
  });
});
