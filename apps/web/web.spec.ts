import { readConfig } from '#lib/platform';
import { eventually } from '#lib/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiKit, startApiKit } from '../../test/api/api.kit.js';
import { type RunningWeb, startWeb } from './index.js';

let kit: ApiKit;
let demo: RunningWeb;
let plain: RunningWeb;
let lost: RunningWeb;

beforeAll(async () => {
  kit = await startApiKit({ DEMO: '1' });
  const webOf = (env: Record<string, string>): Promise<RunningWeb> =>
    startWeb(readConfig({ LOG_LEVEL: 'silent', ...env }), { port: 0, log: kit.db.log });
  demo = await webOf({ API_URL: kit.url, DEMO: '1' });
  plain = await webOf({ API_URL: kit.url, DEMO: '0' });
  lost = await webOf({ API_URL: 'http://127.0.0.1:9', DEMO: '0' });
  const officer = await kit.person('officer@midlands-match.example', { staffRoles: ['OFFICER'] });
  await kit.ask(
    `mutation ($input: RegisterSupplierInput!) { registerSupplier(input: $input) { errors { message } } }`,
    {
      input: {
        name: 'Quorn <b>Turning</b> & Sons',
        postcode: 'LE12 8AA',
        statedCapabilities: ['CNC turning'],
      },
    },
    officer.token,
  );
  await eventually('the supplier to be found', async () => {
    const { data } = await kit.ask('{ searchSuppliers(query: "turning") { totalCount } }');
    return data.searchSuppliers.totalCount === 1;
  });
  await kit.db.writing((ctx) =>
    ctx.query(
      `INSERT INTO mail_messages (id, dedup_key, recipient, subject, html, text, created_at)
       VALUES (gen_random_uuid(), 'k', 'cluster@example.com', 'Two new matches', '<p>Dear cluster</p><script>1</script>', 'Dear cluster', now())`,
    ),
  );
});
afterAll(async () => {
  for (const web of [demo, plain, lost]) await web.stop();
  await kit.stop();
});

const get = async (web: RunningWeb, path: string, cookie = '') => {
  const response = await fetch(web.url + path, { headers: { cookie }, redirect: 'manual' });
  return { status: response.status, headers: response.headers, html: await response.text() };
};
/** A browser: keeps cookies, and sends the forms that pages gave it. */
function browser(web: RunningWeb) {
  const cookies = new Map<string, string>();
  const keep = (headers: Headers): void => {
    for (const line of headers.getSetCookie()) {
      const [pair] = line.split(';');
      const [name, value] = pair!.split('=');
      cookies.set(name!, value!);
    }
  };
  const cookie = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  let token = '';
  const open = async (path: string) => {
    const page = await get(web, path, cookie());
    keep(page.headers);
    token = /name="_form" value="([^"]+)"/.exec(page.html)?.[1] ?? token;
    return page;
  };
  const send = async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
    const body = new URLSearchParams({ _form: token, ...fields });
    const response = await fetch(web.url + path, {
      method: 'POST',
      headers: { cookie: cookie(), ...headers },
      body,
      redirect: 'manual',
    });
    keep(response.headers);
    return { status: response.status, to: response.headers.get('location'), html: await response.text() };
  };
  return { open, send };
}
const titleOf = (html: string): string | undefined => /<title>(.*?)<\/title>/.exec(html)?.[1];

describe('the front page', () => {
  it('says what is running, under a strict policy', async () => {
    const { status, headers, html } = await get(plain, '/');
    expect(status).toBe(200);
    expect(titleOf(html)).toBe('Suppliers and manufacturers across the Midlands – Midlands Match');
    expect(html).toMatch(/<dt>suppliers on the register<\/dt><dd>1<\/dd>/);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'nonce-[\w+/]{22}=='; connect-src 'self'; style-src 'self'; font-src 'self';/,
    );
    expect(html).not.toMatch(/<script>|style="|Demonstration/);
  });

  it('searches, shows how the words were read, and escapes what people wrote', async () => {
    const { html } = await get(plain, '/suppliers?q=CNC+turning+%3Cscript%3E');
    expect(html).toContain('Quorn &lt;b&gt;Turning&lt;/b&gt; &amp; Sons');
    expect(html).toContain('CNC turning<a class="govuk-link mm-chip__off" href="/suppliers?q=CNC+turning');
    expect(html).toContain('What the score is made of');
    expect(html).not.toMatch(/<script>|<b>Turning/);
  });

  it('takes a part of the query out again', async () => {
    const { html } = await get(plain, '/suppliers?q=CNC+turning');
    const href = /CNC turning<a class="govuk-link mm-chip__off" href="([^"]+)"/
      .exec(html)![1]!
      .replaceAll('&amp;', '&');
    expect((await get(plain, href)).html).not.toContain('CNC turning<a class="govuk-link mm-chip__off"');
  });

  it('gives what it found as a file, and says in it what is likely', async () => {
    const { html: csv } = await get(plain, '/suppliers.csv?q=CNC+turning');
    const [head, first] = csv.replace('\uFEFF', '').split('\r\n');
    expect(head).toBe('supplier,score,likely,region,district,postcode,why');
    expect(first).toMatch(/^Quorn <b>Turning<\/b> & Sons,0\.\d+,yes,.*Offers /);
  });

  it('says which words of a search it left out', async () => {
    const { html } = await get(plain, '/suppliers?q=please+CNC+turning+to+2+microns');
    expect(html).toContain('Left out: “please”, “to 2 microns”.');
  });

  it('shows the outbox and the people to sign in as, in demo mode alone', async () => {
    expect((await get(demo, '/outbox')).html).toContain('Two new matches');
    expect((await get(demo, '/sign-in')).html).toContain('officer@midlands-match.example');
    expect((await get(plain, '/outbox')).status).toBe(404);
    expect((await get(plain, '/sign-in')).html).not.toContain('midlands-match.example');
  });
});

describe('a letter', () => {
  it('is framed without leave to do anything', async () => {
    const { html } = await get(demo, '/outbox');
    const path = /\/letters\/mail_\w+/.exec(html)![0];
    const page = await get(demo, path);
    expect(titleOf(page.html)).toBe('Two new matches – Midlands Match');
    expect(page.html).toContain(`src="${path}/content"`);
    const letter = await get(demo, `${path}/content`);
    expect(letter.html).toContain('Dear cluster');
    expect(letter.headers.get('content-security-policy')).toMatch(
      /^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/,
    );
    expect((await get(plain, path)).status).toBe(404);
  });
});

describe('signing in', () => {
  const email = 'officer@midlands-match.example';

  it('takes one click as a sample person, and out again', async () => {
    const { open, send } = browser(demo);
    await open('/sign-in');
    expect((await send('/sign-in/demo', { email, next: '/account' })).to).toBe('/account');
    expect((await open('/account')).html).toContain('>Sign out<');
    expect((await send('/sign-out', {})).to).toBe('/');
    const { status, headers } = await open('/account');
    expect([status, headers.get('location')]).toEqual([303, '/sign-in?next=%2Faccount']);
  });

  it('takes no form that our pages did not make', async () => {
    const { open, send } = browser(demo);
    await open('/sign-in');
    const refused = [
      await send('/sign-in/demo', { email, _form: '' }),
      await send('/sign-in/demo', { email }, { 'sec-fetch-site': 'cross-site' }),
      await send('/sign-in/demo', { email }, { origin: 'https://elsewhere.example' }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect((await open('/account')).status).toBe(303);
    expect((await send('/sign-in/demo', { email: 'somebody@example.com' })).status).toBe(404);
  });

  it('leads to no other site', async () => {
    const { open, send } = browser(demo);
    await open('/sign-in');
    expect((await send('/sign-in/demo', { email, next: '//elsewhere.example' })).to).toBe('/work');
  });

  it('sends a link that works in the browser that asked for it', async () => {
    const { open, send } = browser(plain);
    await open('/sign-in');
    expect((await send('/sign-in', { email })).html).toContain('Look into your mailbox');
    const [mail] = await kit.db
      .reading()
      .query<{ text: string }>(
        `SELECT text FROM mail_messages WHERE recipient = $1 ORDER BY created_at DESC LIMIT 1`,
        [email],
      );
    const path = /\/sign-in\/finish\?token=[\w-]+/.exec(mail!.text)![0];
    const token = path.split('=')[1]!;
    const other = browser(plain);
    await other.open(path);
    expect((await other.send('/sign-in/finish', { token })).status).not.toBe(303);
    expect((await open(path)).html).toContain('Finish signing in');
    expect((await send('/sign-in/finish', { token })).to).toBe('/work');
    expect((await open('/account')).status).toBe(200);
  });

  it('leads back by a link to the page that asked, and to no other site', async () => {
    const reached: (string | null)[] = [];
    for (const next of [
      '/account',
      '//elsewhere.example',
      'https://elsewhere.example/',
      '/\\elsewhere.example',
    ]) {
      const { open, send } = browser(plain);
      await open('/sign-in');
      await send('/sign-in', { email, next });
      const [mail] = await kit.db
        .reading()
        .query<{ text: string }>(
          `SELECT text FROM mail_messages WHERE recipient = $1 ORDER BY created_at DESC LIMIT 1`,
          [email],
        );
      const [, token] = /\/sign-in\/finish\?token=([\w-]+)/.exec(mail!.text)!;
      await open(`/sign-in/finish?token=${token}`);
      reached.push((await send('/sign-in/finish', { token: token! })).to);
    }
    expect(reached).toEqual(['/account', '/work', '/work', '/work']);
  });
});

describe('a supplier', () => {
  it('registers, fills in its profile, and is told what is wrong where it is wrong', async () => {
    const { open, send } = browser(demo);
    await open('/sign-in');
    await send('/sign-in/demo', { email: 'officer@midlands-match.example' });
    const wrong = await send('/work/register', { name: 'Beeston Brazing', postcode: 'nowhere' });
    expect(wrong.status).toBe(400);
    expect(wrong.html).toContain('<a href="#postcode">');
    expect(wrong.html).toContain('<title>Error: ');
    const { to } = await send('/work/register', { name: 'Beeston Brazing', postcode: 'NG9 2AA' });
    const profile = to!.split('/capabilities')[0]!;
    expect((await open(to!)).html).toContain('Registered, and kept.');
    const reading = await send(`${profile}/capabilities`, { statedCapabilities: 'MIG welding', do: 'read' });
    expect(reading.html).toMatch(/Your words are read as[\s\S]*MIG/);
    const branch = await send(`${profile}/capabilities`, {
      statedCapabilities: 'MIG welding',
      capabilityCodes: 'turning',
      do: 'below:welding',
    });
    expect(branch.html).toMatch(/value="turning" checked/);
    await send(`${profile}/capabilities`, { statedCapabilities: 'vacuum brazing\nTIG welding' });
    expect((await open(`${profile}/capabilities`)).html).toContain('vacuum brazing\nTIG welding');
    const number = await send(`${profile}/capacity`, { employees: 'many' });
    expect([number.status, number.html.includes('<a href="#employees">')]).toEqual([400, true]);
    expect((await open(profile.replace('/profile', '/opportunities'))).status).toBe(200);
  });
});

describe('every page', () => {
  it.each([
    '/suppliers',
    '/suppliers/compare',
    '/requirements',
    '/sectors',
    '/zones',
    '/insights',
    '/reference',
    '/reference/capabilities',
    '/map',
    '/clusters',
    '/accessibility',
    '/privacy',
    '/status',
  ])('is open to everybody: %s', async (path) => {
    const { status, html } = await get(plain, path);
    expect(status).toBe(200);
    expect(html.match(/<h1/g)).toHaveLength(1);
  });

  it.each(['/work', '/introductions', '/account', '/news', '/office', '/work/register'])(
    'needs sign-in: %s',
    async (path) => {
      const { status, headers } = await get(plain, path);
      expect([status, headers.get('location')]).toEqual([303, `/sign-in?next=${encodeURIComponent(path)}`]);
    },
  );
});

describe('a page that cannot be shown', () => {
  it.each(['/nothing', '/suppliers/org_nothing', '/requirements/x', '/letters/x', '/digests/x'])(
    'is not found: %s',
    async (path) => {
      const { status, html } = await get(demo, path);
      expect([status, titleOf(html)]).toEqual([404, 'Page not found – Midlands Match']);
    },
  );

  it('says so when the API does not answer', async () => {
    const { status, html } = await get(lost, '/');
    expect([status, titleOf(html)]).toEqual([503, 'Not there just now – Midlands Match']);
    const told = await get(lost, '/status');
    expect([told.status, titleOf(told.html)]).toEqual([503, 'Status – Midlands Match']);
    expect(told.html).toContain('It does not answer');
    // A page of ours shows in no frame, not even this one: a line stands where the letter would.
    const framed = await get(lost, '/clusters/org_x/preview/content', 'mm_session=anything');
    expect([framed.status, framed.html.includes('The letter cannot be written just yet.')]).toEqual([
      503,
      true,
    ]);
    expect(framed.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    const well = await get(plain, '/status');
    expect([well.status, well.html.includes('Search and matches')]).toEqual([200, true]);
  });
});

describe('a form that the API does not answer', () => {
  it('is kept with what was typed and with its sign, so that sending it again does nothing twice', async () => {
    const { open, send } = browser(lost);
    // A page with a form that asks the API for nothing.
    const form = /name="_form" value="([^"]+)"/.exec((await open('/sign-in/finish?token=abc')).html)![1]!;
    const { status, html } = await send('/sign-in/finish', { token: 'abc' });
    expect([status, titleOf(html)]).toEqual([503, 'Send it again in a moment – Midlands Match']);
    expect(html).toContain('name="token" value="abc"');
    expect(html).toContain(`name="_form" value="${form}"`);
  });

  it('is not kept where nothing was sent: the page has a way to try again', async () => {
    const { html } = await get(lost, '/suppliers?q=milling');
    expect(html).toMatch(/href="\/suppliers\?q=milling"[^>]*>Try again</);
  });
});

describe('the styles', () => {
  it('leave out what is for GOV.UK alone, and may be kept for ever', async () => {
    const { html } = await get(plain, '/');
    const path = /href="(\/assets\/page-\w+\.css)"/.exec(html)![1]!;
    const { status, headers, html: css } = await get(plain, path);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toContain('immutable');
    expect(css).not.toMatch(/GDS|crest|Margaret/);
    expect((await get(plain, '/assets/page-000000000000.css')).status).toBe(404);
  });
});
