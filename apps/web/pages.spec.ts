import { BackgroundImport, ImportsModule } from '#lib/imports';
import { fromOpaqueId, readConfig } from '#lib/platform';
import { eventually } from '#lib/platform/testing';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { type ApiKit, startApiKit } from '../../test/api/api.kit.js';
import { pageFaults, ReadPage } from '../../test/support/page.faults.js';
import { type RunningWeb, startWeb } from './index.js';

interface Page {
  status: number;
  html: string;
  to: string | null;
}

let kit: ApiKit;
let web: RunningWeb;
const ids = { supplier: '', buyer: '', requirement: '', cluster: '' };

/** A browser without scripts: keeps cookies, and sends the forms that pages gave it. */
class Reader {
  private readonly cookies = new Map<string, string>();
  private token = '';

  async open(path: string): Promise<Page> {
    return this.ask(path, {});
  }

  async send(
    path: string,
    fields: readonly (readonly [string, string])[],
    headers: Record<string, string> = {},
  ): Promise<Page> {
    const body = new URLSearchParams([
      ['_form', this.token],
      ...fields.map(([name, value]): [string, string] => [name, value]),
    ]);
    return this.ask(path, { method: 'POST', body, headers });
  }

  /** Sends a form with a file. */
  async upload(
    path: string,
    fields: readonly (readonly [string, string])[],
    file: File,
    control = 'file',
  ): Promise<Page> {
    const body = new FormData();
    for (const [name, value] of [['_form', this.token], ...fields] as const) body.append(name, value);
    body.append(control, file);
    return this.ask(path, { method: 'POST', body });
  }

  /** Signs in as somebody of the demonstration. */
  async as(email: string): Promise<this> {
    await this.open('/sign-in');
    await this.send('/sign-in/demo', [['email', email]]);
    return this;
  }

  /** Is signed out without having asked for it, as when a session runs out. */
  signedOut(): void {
    this.cookies.delete('mm_session');
  }

  /** Has lost the cookie that tells this browser from others. */
  withoutSecret(): void {
    this.cookies.delete('mm_browser');
  }

  private async ask(path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Page> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(web.url + path, {
      ...init,
      headers: { ...init.headers, cookie },
      redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0]!.split('=');
      this.cookies.set(name!, value!);
    }
    const html = await response.text();
    this.token = /name="_form" value="([^"]+)"/.exec(html)?.[1] ?? this.token;
    return { status: response.status, html, to: response.headers.get('location') };
  }
}

const idIn = (path: string | null, pattern: RegExp): string => pattern.exec(path ?? '')?.[0] ?? '';

/** Registers as somebody would, form by form. Counts what is clicked beside typing. */
async function register(reader: Reader): Promise<number> {
  let clicks = 0;
  const go = async (path: string, fields: readonly (readonly [string, string])[]): Promise<Page> => {
    clicks +=
      1 + fields.filter(([name]) => ['sectors', 'capabilityCodes', 'acceptingWork'].includes(name)).length;
    const page = await reader.send(path, fields);
    expect([path, page.status]).toEqual([path, 303]);
    expect((await reader.open(page.to!)).status).toBe(200);
    return page;
  };
  await reader.open('/work/register');
  const { to } = await go('/work/register', [
    ['name', 'Kegworth Precision Ltd'],
    ['postcode', 'DE74 2FE'],
    ['do', 'register'],
  ]);
  ids.supplier = idIn(to, /org_\w+/);
  const at = `/work/${ids.supplier}/profile`;
  await go(`${at}/capabilities`, [
    ['statedCapabilities', '5-axis milling of titanium\nCNC turning'],
    ['do', 'save'],
  ]);
  await go(`${at}/markets`, [
    ['sectors', 'ADVANCED_MANUFACTURING'],
    ['do', 'save'],
  ]);
  await go(`${at}/certificates`, [
    ['stated', 'AS9100 Rev D'],
    ['validTo', '2028-05-01'],
    ['do', 'save'],
  ]);
  await go(`${at}/capacity`, [
    ['batchMin', '1'],
    ['batchMax', '500'],
    ['leadTimeDays', '20'],
    ['employees', '34'],
    ['acceptingWork', 'yes'],
    ['do', 'save'],
  ]);
  await go(`${at}/business`, [
    ['summary', 'Machining in titanium.'],
    ['name', 'Kegworth Precision Ltd'],
    ['postcode', 'DE74 2FE'],
    ['do', 'save'],
  ]);
  return clicks;
}

beforeAll(async () => {
  kit = await startApiKit({ DEMO: '1' });
  const config = readConfig({ LOG_LEVEL: 'silent', API_URL: kit.url, DEMO: '1' });
  web = await startWeb(config, { port: 0, log: kit.db.log });
  for (const [name, staffRoles] of [
    ['supplier', []],
    ['buyer', []],
    ['officer', ['OFFICER']],
  ] as const) {
    await kit.person(`${name}@midlands-match.example`, { staffRoles: [...staffRoles] });
  }
});
afterAll(async () => {
  await web.stop();
  await kit.stop();
});

/** Does what a worker would, as often as it is asked. */
async function importFile(runId: string): Promise<void> {
  const app = await NestFactory.createApplicationContext(ImportsModule, { logger: false });
  const [handler] = app.get(BackgroundImport).handlers(kit.db.unitOfWork);
  const run = { requestId: 'test', jobId: '1', attempt: 1, log: kit.db.log };
  await handler!.handle({ runId: fromOpaqueId('run', runId) }, run);
  await app.close();
}

const faultsOf = async (reader: Reader, paths: readonly string[]): Promise<object> => {
  const found: Record<string, unknown> = {};
  for (const path of paths) {
    const { status, html } = await reader.open(path);
    const faults = pageFaults(html);
    if (status !== 200 || faults.length) found[path] = { status, faults };
  }
  return found;
};

describe('without scripts', () => {
  it('a supplier is published in at most fifteen clicks beside typing, and found', async () => {
    const reader = await new Reader().as('supplier@midlands-match.example');
    expect(await register(reader)).toBeLessThanOrEqual(15);
    const check = await reader.open(`/work/${ids.supplier}/profile/check`);
    expect(check.html).toContain('Five-axis milling');
    expect(check.html).toContain('AS9100 Rev D, to 1 May 2028');
    await eventually('the supplier to be found', async () =>
      (await reader.open('/suppliers?q=5+axis+titanium')).html.includes('Kegworth Precision Ltd'),
    );
    const { html } = await reader.open('/suppliers?q=5+axis+titanium');
    expect(html).toMatch(/<svg class="mm-ring"[^>]*aria-label="Score \d+ of 100"/);
    expect(html).toContain('What the score is made of');
  });

  it('a buyer writes a requirement, sees what it does, publishes, moves weights, invites and decides', async () => {
    const { data } = await kit.ask(
      `mutation { registerBuyer(input: { name: "Elvaston Aero", postcode: "DE24 8BJ" }) { buyer { id } errors { message } } }`,
      {},
      (await kit.person('buyer@midlands-match.example')).token,
    );
    ids.buyer = data.registerBuyer.buyer.id;
    const reader = await new Reader().as('buyer@midlands-match.example');
    await reader.open(`/work/${ids.buyer}/requirements/new`);
    const fields = [
      ['title', 'Flap track brackets'],
      ['musts', '5-axis milling'],
      ['required', 'AS9100'],
    ] as const;
    // What it does can be seen before it has a name.
    const seen = await reader.send(`/work/${ids.buyer}/requirements/new`, [
      ...fields.slice(1),
      ['do', 'preview'],
    ]);
    expect(seen.html).toMatch(/role="status"><strong>1<\/strong> of 1 suppliers meet this/);
    const { to } = await reader.send(`/work/${ids.buyer}/requirements/new`, [...fields, ['do', 'save']]);
    ids.requirement = idIn(to, /req_\w+/);
    const at = `/requirements/${ids.requirement}`;
    await reader.open(at);
    expect((await reader.send(`${at}/publish`, [])).to).toBe(`${at}?done=published`);
    await eventually('the match', async () =>
      (await reader.open(at)).html.includes('Kegworth Precision Ltd'),
    );
    const tried = await reader.send(`${at}/weights`, [
      ['CAPABILITY', '10'],
      ['REACH', '90'],
      ['do', 'preview'],
    ]);
    expect(tried.html).toContain('Nothing is saved yet.');
    expect(tried.html).toMatch(/id="REACH"[^>]*value="90"/);
    const invited = await reader.send('/introductions', [
      ['do', 'invite'],
      ['requirement', ids.requirement],
      ['supplier', ids.supplier],
      ['back', `${at}/shortlist`],
    ]);
    const list = await reader.open(invited.to!);
    expect(list.html).toContain('Invited: their answer');
    expect((await reader.open(`${at}/shortlist.csv`)).html).toContain('Invited,Kegworth Precision Ltd,1,');
  });

  it('a certificate is shown by its document, a requirement by its drawing; an empty file is refused', async () => {
    const supplier = await new Reader().as('supplier@midlands-match.example');
    const at = `/work/${ids.supplier}/profile/certificates`;
    const { html } = await supplier.open(at);
    const certificate = /name="certificate" value="([^"]+)"/.exec(html)![1]!;
    const pdf = new File(['%PDF-1.4\n%%EOF\n'], 'AS9100.pdf', { type: 'application/pdf' });
    const nothing = await supplier.upload(`${at}/document`, [['certificate', certificate]], new File([], ''));
    expect([nothing.status, pageFaults(nothing.html)]).toEqual([400, []]);
    const sent = await supplier.upload(`${at}/document`, [['certificate', certificate]], pdf);
    expect(sent.to).toBe(`${at}?done=sent`);
    expect((await supplier.open(sent.to!)).html).toMatch(/AS9100\.pdf<\/a>/);
    const buyer = await new Reader().as('buyer@midlands-match.example');
    const requirement = `/requirements/${ids.requirement}`;
    await buyer.open(requirement);
    const attached = await buyer.upload(`${requirement}/attachments`, [], pdf);
    expect(attached.to).toBe(`${requirement}?done=attached`);
    expect((await buyer.open(requirement)).html).toContain('AS9100.pdf');
  });

  it('says what is wrong, and leads to the control where it is', async () => {
    const reader = await new Reader().as('supplier@midlands-match.example');
    const at = `/work/${ids.supplier}/profile/capacity`;
    await reader.open(at);
    const { status, html } = await reader.send(at, [['employees', 'many']]);
    expect(status).toBe(400);
    expect(html).toContain('<title>Error: ');
    expect(html).toContain('<a href="#employees">');
    expect(pageFaults(html)).toEqual([]);
  });
});

describe('claims and webhooks', () => {
  it('a claim that an officer refuses is hidden with its reason shown to its holder, until that is undone', async () => {
    const officer = await new Reader().as('officer@midlands-match.example');
    const queue = '/office/evidence?kind=CERTIFICATE&state=TO_CHECK&q=Kegworth';
    const { html } = await officer.open(queue);
    const field = (name: string): [string, string] => [
      name,
      new RegExp(`name="${name}" value="([^"]+)"`).exec(html)![1]!,
    ];
    const claim = [field('supplier'), field('key'), field('certificate')] as const;
    const unsaid = await officer.send(queue, [...claim, ['do', 'refuse']]);
    expect([unsaid.status, pageFaults(unsaid.html)]).toEqual([400, []]);
    expect(unsaid.html).toContain(`<a href="#reason-${claim[1][1]}">Say why it could not be confirmed`);
    await officer.open(queue);
    const reason = 'The registrar does not know it.';
    const refused = await officer.send(queue, [
      ...claim,
      [`reason-${claim[1][1]}`, reason],
      ['do', 'refuse'],
    ]);
    const supplier = await new Reader().as('supplier@midlands-match.example');
    const section = `/work/${ids.supplier}/profile/certificates`;
    expect((await supplier.open(section)).html).toContain(`“${reason}”`);
    const shown = `/suppliers/${ids.supplier}`;
    expect((await new Reader().open(shown)).html).not.toContain('AS9100');
    const done = await officer.open(refused.to!);
    expect(pageFaults(done.html)).toEqual([]);
    const check = /name="check" value="([^"]+)"/.exec(done.html)![1]!;
    const undone = await officer.send(`${shown}/claims/undo`, [
      ['check', check],
      ['back', queue],
    ]);
    expect(undone.to).toBe(`${queue}&done=undone`);
    expect((await new Reader().open(shown)).html).toContain('AS9100');
    expect((await supplier.open(section)).html).not.toContain(reason);
    expect((await supplier.open('/office/evidence')).status).toBe(404);
  });

  it('a webhook is added with its secret shown once, tried, paused and deleted', async () => {
    const reader = await new Reader().as('buyer@midlands-match.example');
    const at = `/work/${ids.buyer}/webhooks`;
    expect(pageFaults((await reader.open(at)).html)).toEqual([]);
    const empty = await reader.send(at, [['url', 'ftp://erp.example']]);
    expect([empty.status, pageFaults(empty.html)]).toEqual([400, []]);
    expect(empty.html).toContain('value="ftp://erp.example"');
    expect(empty.html).toContain('<a href="#url">');
    expect(empty.html).toContain('<a href="#events">');
    const made = await reader.send(at, [
      ['url', 'https://erp.example/hook'],
      ['events', 'MATCHES_CHANGED'],
    ]);
    expect(made.html).toMatch(/whsec_[\w-]{43}</);
    const { html } = await reader.open(at);
    expect([html.includes('whsec_'), pageFaults(html)]).toEqual([false, []]);
    const hook = idIn(html, /webhook_\w+/);
    const secretOf = (page: Page): string => idIn(page.html, /whsec_[\w-]{43}(?=<)/);
    const renewed = await reader.send(`${at}/${hook}/secret`, []);
    expect([renewed.status, pageFaults(renewed.html)]).toEqual([200, []]);
    expect(secretOf(renewed)).toMatch(/^whsec_/);
    expect(secretOf(renewed)).not.toBe(secretOf(made));
    expect((await reader.send(`${at}/${hook}/try`, [])).to).toBe(`${at}?done=tried`);
    expect((await reader.open(at)).html).toContain('A trial');
    await reader.send(`${at}/${hook}/pause`, [['do', 'pause']]);
    expect((await reader.open(at)).html).toContain('Paused');
    expect(pageFaults((await reader.open(`${at}/${hook}/delete`)).html)).toEqual([]);
    expect((await reader.send(`${at}/${hook}/delete`, [])).to).toBe(`${at}?done=removed`);
    expect((await reader.open(at)).html).not.toContain('erp.example');
    const stranger = await new Reader().as('supplier@midlands-match.example');
    expect((await stranger.open(at)).status).toBe(404);
  });
});

describe('who changed what', () => {
  it('is told to officers in words and as CSV, and to nobody else', async () => {
    const officer = await new Reader().as('officer@midlands-match.example');
    const asked = '?organisation=Kegworth&subject=SUPPLIER&person=supplier@midlands';
    const { html } = await officer.open(`/office/audit${asked}`);
    expect(html).toContain('Supplier profile: registered');
    expect(html).toMatch(
      /<th scope="row"[^>]*>Name<\/th><td[^>]*>Nothing<\/td><td[^>]*>Kegworth Precision Ltd</,
    );
    const csv = (await officer.open(`/office/audit.csv${asked}`)).html.split('\r\n');
    expect(csv[0]).toMatch(/^\uFEFF?when,organisation,what,by,field,before,after,request$/);
    expect(csv.some((row) => row.includes(',Name,Nothing,Kegworth Precision Ltd,'))).toBe(true);
    const wrong = await officer.open('/office/audit?from=yesterday');
    expect([wrong.status, pageFaults(wrong.html)]).toEqual([400, []]);
    for (const email of ['supplier@midlands-match.example', 'buyer@midlands-match.example']) {
      const other = await new Reader().as(email);
      for (const path of ['/office/audit', '/office/audit.csv']) {
        expect([email, path, (await other.open(path)).status]).toEqual([email, path, 404]);
      }
    }
    expect((await new Reader().open('/office/audit.csv')).to).toMatch(/^\/sign-in/);
  });
});

describe('jobs and health', () => {
  it('are for officers, who ask again for what broke', async () => {
    const officer = await new Reader().as('officer@midlands-match.example');
    await kit.db.writing((ctx) =>
      ctx.query(
        `INSERT INTO mail_messages (id, dedup_key, recipient, subject, html, text, state, last_error)
         VALUES (gen_random_uuid(), 'given up', 'a@b.example', 'A letter given up', 'x', 'x', 'FAILED', '550 no')`,
      ),
    );
    const { html } = await officer.open('/office/jobs');
    expect(html).toMatch(/A letter given up[\s\S]*550 no/);
    const letter = /name="letter" value="([^"]+)"/.exec(html)![1]!;
    const other = await new Reader().as('supplier@midlands-match.example');
    expect((await other.open('/office/jobs')).status).toBe(404);
    for (const path of ['/office/jobs/letters', '/office/jobs/digests', '/office/rank']) {
      expect([path, (await other.send(path, [['letter', letter]])).status]).toEqual([path, 404]);
    }
    const { to } = await officer.send('/office/jobs/letters', [['letter', letter]]);
    const done = await officer.open(to!);
    expect([done.html.includes('The letter is tried again.'), pageFaults(done.html)]).toEqual([true, []]);
    expect(done.html).not.toContain('A letter given up');
    const ranked = await officer.send('/office/rank', []);
    expect(ranked.to).toMatch(/^\/runs\/run_/);
    expect((await officer.open('/office/jobs')).html).toContain(`href="${ranked.to}"`);
    expect((await officer.send('/office/jobs/digests', [])).to).toMatch(
      /^\/(runs\/run_|office\/jobs\?done=none)/,
    );
  });
});

describe('a cluster body', () => {
  it('adds members by a list, takes that back, and sees what they could be introduced to; nobody else does', async () => {
    const officer = await new Reader().as('officer@midlands-match.example');
    await officer.open('/office');
    const made = await officer.send('/office/clusters', [['clusterName', 'Precision Guild']]);
    ids.cluster = idIn(made.to, /org_\w+/);
    const at = `/clusters/${ids.cluster}`;
    expect((await officer.open(at)).html).toContain('Paste the list you keep');
    const nothing = await officer.open(`${at}/members`);
    expect([nothing.html.includes('None yet.'), pageFaults(nothing.html)]).toEqual([true, []]);
    const empty = await officer.send(`${at}/members/preview`, [['list', ' ']]);
    expect([empty.status, empty.html.includes('<a href="#list">'), pageFaults(empty.html)]).toEqual([
      400,
      true,
      [],
    ]);
    await officer.open(`${at}/members`);
    const seen = await officer.send(`${at}/members/preview`, [['list', 'Kegworth Precision\nNobody Ever']]);
    expect([seen.status, pageFaults(seen.html)]).toEqual([200, []]);
    expect(seen.html).toMatch(new RegExp(`value="${ids.supplier}" checked`));
    expect(seen.html).toContain('<li>Nobody Ever</li>');
    const added = await officer.send(`${at}/members/add`, [['members', ids.supplier]]);
    expect([added.html.includes('One member added.'), pageFaults(added.html)]).toEqual([true, []]);
    const undone = await officer.send(`${at}/members/remove`, [['members', ids.supplier]]);
    expect(undone.html).toContain('No longer a member.');
    await officer.send(`${at}/members/add`, [['members', ids.supplier]]);
    const openings = await officer.open(`${at}/openings?supplier=${ids.supplier}`);
    expect([openings.status, pageFaults(openings.html)]).toEqual([200, []]);
    const csv = await officer.open(`${at}/activity.csv`);
    expect(csv.html).toMatch(/^\uFEFF?week starting,matches that began,/);
    const preview = await officer.open(`${at}/preview`);
    expect([preview.status, pageFaults(preview.html)]).toEqual([200, []]);
    expect(preview.html).toContain('Nothing is sent.');
    const letter = await officer.open(`${at}/preview/content`);
    expect(letter.status).toBe(200);
    expect(letter.html).toMatch(/Subject: <strong>[^<]+<\/strong>/);
    expect(letter.html).toContain('Precision Guild</h1>');
    await officer.open(at);
    const schedule = (addresses: string): Promise<Page> =>
      officer.send(`${at}/schedule`, [
        ['frequency', 'WEEKLY'],
        ['weekday', '2'],
        ['hour', '7'],
        ['leastScore', '0'],
        ['addresses', addresses],
      ]);
    const wrong = await schedule('news@guild.example\nnobody');
    expect([wrong.status, wrong.html.includes('&quot;nobody&quot; is not an e-mail address.')]).toEqual([
      400,
      true,
    ]);
    expect(pageFaults(wrong.html)).toEqual([]);
    expect(wrong.html).toMatch(/news@guild\.example\nnobody<\/textarea>/);
    await officer.open(at);
    expect((await schedule('news@guild.example\nhead@guild.example\nNews@guild.example')).status).toBe(303);
    await kit.db.writing((ctx) =>
      ctx.query(
        `INSERT INTO mail_suspensions (address, reason, detail, suspended_at) VALUES ('head@guild.example', 'BOUNCE', '', now())`,
      ),
    );
    const saved = await officer.open(at);
    expect(saved.html).toMatch(/News@guild\.example\nhead@guild\.example<\/textarea>/);
    expect(saved.html).toContain('<strong>head@guild.example</strong> gets none. Letters to it came back.');
    expect(pageFaults(saved.html)).toEqual([]);
    expect(saved.html).toMatch(/is due on Tuesday \d+ \w+ \d{4} at 07:00, UK time, and goes to 1 address,/);
    const tried = await officer.open(
      (await officer.send(`${at}/addresses`, [['address', 'head@guild.example']])).to!,
    );
    expect([tried.html.includes('Letters go to that address again'), pageFaults(tried.html)]).toEqual([
      true,
      [],
    ]);
    expect(tried.html).toMatch(/and goes to 2 addresses,/);
    const stranger = await new Reader().as('buyer@midlands-match.example');
    for (const path of ['members', 'openings', 'activity.csv', 'preview', 'preview/content']) {
      expect([path, (await stranger.open(`${at}/${path}`)).status]).toEqual([path, 404]);
    }
  });
});

describe('what goes for good', () => {
  /** Follows the link to something's end, is asked, and agrees. */
  async function removed(reader: Reader, page: string, path: RegExp, named: string): Promise<Page> {
    const at = path.exec((await reader.open(page)).html)?.[0];
    expect([page, at]).not.toEqual([page, undefined]);
    const asked = await reader.open(at!);
    expect([asked.status, pageFaults(asked.html)]).toEqual([200, []]);
    const read = new ReadPage(asked.html);
    const [warning] = read.elements.filter((one) =>
      one.attrs.some(({ value }) => value.includes('warning-text__text')),
    );
    expect(read.textOf(warning!)).toContain(named);
    // Being asked has changed nothing.
    expect((await reader.open(page)).html).toContain(at);
    const done = await reader.send(at!, []);
    expect(done.status).toBe(303);
    const left = await reader.open(done.to!);
    expect(left.html).not.toContain(at);
    return left;
  }

  it('is named, and asked about, before it goes: a key, an invitation, a search, a person, a drawing', async () => {
    const buyer = await new Reader().as('buyer@midlands-match.example');
    await buyer.open('/account');
    await buyer.send('/account/keys', [['keyName', 'Our ERP']]);
    await removed(buyer, '/account', /\/account\/keys\/\w+/, '“Our ERP”');

    const settings = `/work/${ids.buyer}/settings`;
    await buyer.open(settings);
    await buyer.send(`${settings}/invite`, [
      ['email', 'supplier@midlands-match.example'],
      ['role', 'VIEWER'],
    ]);
    const invitation = new RegExp(`${settings}/invitations/\\w+`);
    await removed(buyer, settings, invitation, 'supplier@midlands-match.example');

    await buyer.send('/suppliers/save', [
      ['search', 'q=grinding&without=CAPABILITY%3A0&regions=EAST_MIDLANDS'],
      ['organisation', ids.buyer],
      ['name', 'Grinders'],
    ]);
    expect((await buyer.open(settings)).html).toContain(
      'href="/suppliers?q=grinding&amp;without=CAPABILITY%3A0&amp;regions=EAST_MIDLANDS">Grinders</a>',
    );
    await removed(buyer, settings, new RegExp(`${settings}/searches/\\w+`), '“Grinders”');

    await buyer.send(`${settings}/invite`, [
      ['email', 'supplier@midlands-match.example'],
      ['role', 'VIEWER'],
    ]);
    const supplier = await new Reader().as('supplier@midlands-match.example');
    const [join] = /\/account\/invitations\/\w+/.exec((await supplier.open('/account')).html)!;
    expect((await supplier.send(join, [])).to).toBe('/account?done=joined');
    const [me] = new RegExp(`${settings}/members/\\w+`).exec((await supplier.open(settings)).html)!;
    await removed(buyer, settings, new RegExp(me), '(supplier@midlands-match.example)');
    expect((await supplier.open(settings)).status).toBe(404);

    const certificates = `/work/${ids.supplier}/profile/certificates`;
    await supplier.open(certificates);
    await supplier.send(certificates, [
      ['stated', 'ISO 14001'],
      ['do', 'save-again'],
    ]);
    const added = /href="(\S+)">Remove<span class="govuk-visually-hidden"> ISO 14001</;
    const [, path] = added.exec((await supplier.open(certificates)).html)!;
    const left = await removed(supplier, certificates, new RegExp(path!), 'ISO 14001 goes');
    expect(left.html).toContain('AS9100');

    const requirement = `/requirements/${ids.requirement}`;
    await removed(buyer, requirement, new RegExp(`${requirement}/attachments/\\w+`), 'AS9100.pdf');
  });

  it('leaves the reasons of what was decided: a requirement that has ended keeps those of its shortlist', async () => {
    const buyer = await new Reader().as('buyer@midlands-match.example');
    const editor = `/work/${ids.buyer}/requirements/new`;
    await buyer.open(editor);
    const { to } = await buyer.send(editor, [
      ['title', 'Brackets of a second lot'],
      ['musts', '5-axis milling'],
      ['do', 'save'],
    ]);
    const at = `/requirements/${idIn(to, /req_\w+/)}`;
    await buyer.open(at);
    await buyer.send(`${at}/publish`, []);
    await eventually('the match', async () => (await buyer.open(at)).html.includes('Kegworth Precision Ltd'));
    await buyer.send('/introductions', [
      ['do', 'invite'],
      ['requirement', at.split('/')[2]!],
      ['supplier', ids.supplier],
    ]);
    await buyer.open(at);
    const asked = await buyer.open(`${at}/close`);
    expect(asked.html).toContain('Close this requirement?');
    expect(asked.html).toContain('The one supplier that waits for word is told that it is over.');
    const long = await buyer.send(`${at}/close`, [['outcome', 'x'.repeat(2_001)]]);
    expect([long.status, pageFaults(long.html)]).toEqual([400, []]);
    expect(long.html).toContain('<a href="#outcome">');
    expect((await buyer.open(`${at}/withdraw`)).html).toContain('Withdraw this requirement?');
    expect((await buyer.send(`${at}/close`, [['outcome', 'Made in house.']])).to).toBe(`${at}?done=closed`);
    expect((await buyer.open(`${at}/close`)).to).toBe(at);
    const page = await buyer.open(`${at}/shortlist`);
    expect(pageFaults(page.html)).toEqual([]);
    expect(page.html).toMatch(/Closed, \d+ \w+ 2026: \d+/);
    expect(page.html).toContain('Nothing has changed since.');
    expect(page.html).toContain('What the score is made of');
    const csv = (await buyer.open(`${at}/shortlist.csv`)).html;
    expect(csv).toMatch(/Declined,Kegworth Precision Ltd,,0\.\d+,East Midlands,.*“5-axis milling” is met by/);
    expect(csv).toMatch(/,Close,2026-[^,]+,\d*,0\.\d+,.*“5-axis milling” is met by.*,\d+\.\d+\.\d+$/m);
    // Nothing is looked for any more, so nobody is told to widen the field.
    expect((await buyer.open(at)).html).not.toContain('Best matches');
    expect((await buyer.open(`${at}/edit`)).to).toBe(at);
  });

  /** The controls that the summary of a refused form leads to, and what it says of each. */
  function problemsOn({ status, html }: Page): (readonly [string, string])[] {
    expect([status, pageFaults(html)]).toEqual([400, []]);
    const [summary] = /<div class="govuk-error-summary__body">.*?<\/ul>/s.exec(html)!;
    return [...summary.matchAll(/href="#([\w-]+)">([^<]+)/g)].map(([, field, text]) => [field!, text!]);
  }

  it('says all that is wrong with a requirement at once, from the top of the page down', async () => {
    const buyer = await new Reader().as('buyer@midlands-match.example');
    const editor = `/work/${ids.buyer}/requirements/new`;
    await buyer.open(editor);
    const typed = [
      ['title', ''],
      ['musts', '5-axis milling'],
      // Well written, and nowhere.
      ['postcode', 'EH1 1AA'],
      ['maxDriveMinutes', 'far'],
      ['valueGbp', 'much'],
      ['quantityBatch', '1.5'],
      ['leadTimeDays', '99999999999'],
      ['replyDays', 'soon'],
    ] as const;
    for (const action of ['save', 'preview']) {
      const page = await buyer.send(editor, [...typed, ['do', action]]);
      const said = problemsOn(page);
      expect([action, ...said.map(([field]) => field)]).toEqual([
        action,
        ...(action === 'save' ? ['title'] : []),
        ...['postcode', 'maxDriveMinutes', 'valueGbp', 'quantityBatch', 'leadTimeDays', 'replyDays'],
      ]);
      const words = new Map(said);
      expect(words.get('maxDriveMinutes')).toBe('Enter a whole number in figures, or leave it empty.');
      expect(words.get('leadTimeDays')).toBe('Give a whole number from 0 to 3650.');
      expect(page.html).toContain('value="much"');
    }
  });

  it('overwrites nothing that was saved from another tab, says where the two differ, and empties what is emptied', async () => {
    const buyer = await new Reader().as('buyer@midlands-match.example');
    const first = [
      ['title', 'Edited in two tabs'],
      ['musts', 'CNC turning'],
      ['postcode', 'B1 1AA'],
      ['replyDays', '20'],
      ['description', 'For a project that has no name yet'],
      ['do', 'save'],
    ] as const;
    await buyer.open(`/work/${ids.buyer}/requirements/new`);
    const at = idIn(
      (await buyer.send(`/work/${ids.buyer}/requirements/new`, first)).to,
      /\/requirements\/req_\w+/,
    );
    const readAt = async (): Promise<readonly [string, string]> => {
      const { html } = await buyer.open(`${at}/edit`);
      return ['readAt', /name="readAt" value="([^"]+)"/.exec(html)![1]!];
    };
    const tab = await readAt();
    const theirs = [
      ['title', 'Edited in two tabs'] as const,
      ['musts', 'CNC turning\ngear cutting'] as const,
      tab,
    ];
    expect((await buyer.send(`${at}/edit`, theirs)).status).toBe(303);
    const mine = [
      ['title', 'Edited in two tabs'],
      ['musts', 'CNC milling'],
      ['postcode', 'DE24 8BJ'],
      ['replyDays', '10'],
    ] as const;
    await buyer.open(`${at}/edit`);
    const refused = await buyer.send(`${at}/edit`, [...mine, tab]);
    expect(problemsOn(refused)).toEqual([
      ['main', expect.stringContaining('Somebody has changed this requirement since you opened it.')],
      ['musts', 'Saved here: “CNC turning; gear cutting”.'],
    ]);
    expect(refused.html).toContain('CNC milling</textarea>');
    const again = /name="readAt" value="([^"]+)"/.exec(refused.html)![1]!;
    expect((await buyer.send(`${at}/edit`, [...mine, ['readAt', again]])).status).toBe(303);
    const { html } = await buyer.open(`${at}/edit`);
    expect(html).toContain('CNC milling</textarea>');
    expect(html).not.toMatch(/no name yet|B1 1AA|gear cutting/);
    expect(html).toMatch(/id="replyDays"[^>]* value="10"/);
  });

  it('shows people to others by the name they choose', async () => {
    const supplier = await new Reader().as('supplier@midlands-match.example');
    await supplier.open('/account');
    const refused = await supplier.send('/account/name', [['name', ' ']]);
    expect([refused.status, pageFaults(refused.html)]).toEqual([400, []]);
    expect(refused.html).toContain('Say your name in 1 to 100 characters.');
    expect((await supplier.send('/account/name', [['name', '  Zoë   Smith-Jones ']])).to).toBe(
      '/account?done=name',
    );
    const { html } = await supplier.open('/account');
    expect(html).toMatch(/<p class="mm-lead">Zoë Smith-Jones, /);
    expect((await supplier.open(`/work/${ids.supplier}/settings`)).html).toContain('Zoë Smith-Jones');
    expect((await supplier.open(`/work/${ids.supplier}/audit`)).html).toContain('Zoë Smith-Jones');
  });

  it('takes another e-mail address by the link that is sent to it', async () => {
    const mover = await new Reader().as('supplier@midlands-match.example');
    await mover.open('/account');
    const refused = await mover.send('/account/address', [['email', 'nobody']]);
    expect([refused.status, pageFaults(refused.html)]).toEqual([400, []]);
    expect(problemsOn(refused)).toEqual([['email', 'Give an e-mail address such as ann@example.org.']]);
    const there = 'moved@midlands-match.example';
    expect((await mover.send('/account/address', [['email', there]])).to).toBe('/account?done=asked');
    expect((await mover.open('/account')).html).toContain(
      `A link is on its way to <strong>${there}</strong>`,
    );
    const [letter] = await kit.db
      .reading()
      .query<{ text: string }>(`SELECT text FROM mail_messages WHERE recipient = $1`, [there]);
    const [link] = /\/account\/address\?token=[\w-]+/.exec(letter!.text)!;
    expect((await new Reader().open(link)).to).toMatch(/^\/sign-in\?next=%2Faccount%2Faddress%3Ftoken/);
    const { html } = await mover.open(link);
    expect(pageFaults(html)).toEqual([]);
    expect(html).toContain(`Use ${there}`);
    const token: [string, string] = ['token', link.split('=')[1]!];
    expect((await mover.send('/account/address/confirm', [token])).to).toBe('/account?done=address');
    expect((await mover.open('/account')).html).toContain(`, ${there}</p>`);
    const again = await mover.send('/account/address/confirm', [token]);
    expect(problemsOn(again)).toEqual([['email', expect.stringContaining('This link has been used')]]);
    await kit.db.writing((ctx) =>
      ctx.query(`UPDATE people SET email = 'supplier@midlands-match.example' WHERE email = $1`, [there]),
    );
  });

  it('leads who asks for an address that only takes forms to the page they stand on', async () => {
    const supplier = await new Reader().as('supplier@midlands-match.example');
    const work = `/work/${ids.supplier}`;
    for (const [address, page] of [
      [`${work}/profile/certificates/document`, `${work}/profile/certificates`],
      [`${work}/settings/invite?done=invited`, `${work}/settings`],
      ['/account/keys', '/account'],
      [`/requirements/${ids.requirement}/publish`, `/requirements/${ids.requirement}`],
      ['/suppliers/save', '/suppliers'],
      ['/sign-out', '/'],
    ] as const) {
      const { status, to } = await supplier.open(address);
      expect([address, status, to]).toEqual([address, 303, page]);
    }
    for (const address of ['/nowhere', '/work/nowhere/nothing', `${work}/profile/certificates/cert_1`])
      expect([address, (await supplier.open(address)).status]).toEqual([address, 404]);
  });

  it('leads from what keeps a requirement unpublished to where it is put right', async () => {
    const buyer = await new Reader().as('buyer@midlands-match.example');
    const written = [
      ['title', 'Closed before it opened'],
      ['closesOn', '2020-01-01'],
      ['do', 'save'],
    ] as const;
    await buyer.open(`/work/${ids.buyer}/requirements/new`);
    const at = idIn(
      (await buyer.send(`/work/${ids.buyer}/requirements/new`, written)).to,
      /\/requirements\/req_\w+/,
    );
    await buyer.open(at);
    const { status, html } = await buyer.send(`${at}/publish`, []);
    expect(status).toBe(400);
    expect([...html.matchAll(/href="([^"]+#\w+)">/g)].map(([, to]) => to)).toEqual([
      `${at}/edit#musts`,
      `${at}/edit#closesOn`,
    ]);
  });

  it('puts a day right at the certificate it was typed for, whatever another tab has added before it', async () => {
    const supplier = await new Reader().as('supplier@midlands-match.example');
    const at = `/work/${ids.supplier}/profile/certificates`;
    const { html } = await supplier.open(at);
    const until = idIn(html, /until-cert_\w+/);
    await supplier.send(at, [
      ['stated', 'AS9100 Rev D'],
      ['validTo', '2031-05-01'],
      ['do', 'save'],
    ]);
    await supplier.open(at);
    await supplier.send(at, [
      [until, '2029-05-01'],
      ['do', 'save'],
    ]);
    const after = (await supplier.open(at)).html;
    expect(after).toMatch(new RegExp(`id="${until}"[^>]* value="2029-05-01"`));
    expect(after).toContain('Remove<span class="govuk-visually-hidden"> AS9100 Rev D, to 1 May 2031</span>');
    const added = [...after.matchAll(/profile\/certificates\/(cert_\w+)/g)].find(
      ([, id]) => !until.includes(id!),
    )![1]!;
    await supplier.send(`${at}/${added}`, []);
  });

  it('says so of an award, of a profile and of who registers too', async () => {
    const buyer = await new Reader().as('buyer@midlands-match.example');
    const at = `/requirements/${ids.requirement}`;
    const shown = await buyer.open(`${at}/shortlist`);
    const introduction = idIn(shown.html, /\/introductions\/intro_\w+/);
    const fields = (page: Page): string[] => problemsOn(page).map(([field]) => field);
    await buyer.open(introduction);
    await buyer.send(`${introduction}/shortlist`, []);
    // Others may still come forward.
    expect((await new Reader().open('/requirements')).html).toContain('Flap track brackets');
    const award = [
      ['valueGbp', ''],
      ['jobs', 'a few'],
    ] as const;
    expect(fields(await buyer.send(`${introduction}/award`, award))).toEqual(['valueGbp', 'jobs']);

    const supplier = await new Reader().as('supplier@midlands-match.example');
    const profile = `/work/${ids.supplier}/profile`;
    await supplier.open(`${profile}/capacity`);
    const capacity = [
      ['batchMin', '9'],
      ['batchMax', '1'],
      ['leadTimeDays', 'soon'],
      ['employees', '-4'],
      ['annualTurnoverGbp', '£1,000,000'],
    ] as const;
    expect(fields(await supplier.send(`${profile}/capacity`, capacity))).toEqual([
      ...['batchMax', 'leadTimeDays', 'employees'],
    ]);
    const business = [
      ['summary', 'x'.repeat(20_000)],
      ['name', ''],
      ['postcode', 'EH1 1AA'],
      ['website', 'no address'],
    ] as const;
    expect(fields(await supplier.send(`${profile}/business`, business))).toEqual([
      ...['summary', 'name', 'postcode', 'website'],
    ]);
    const { html } = await supplier.open(`${profile}/certificates`);
    const certificates = [
      // As browsers send a year of which two figures were typed.
      [idIn(html, /until-cert_\w+/), '0027-05-01'],
      ['stated', 'ISO 9001'],
      ['validTo', '2020-01-01'],
      ['issuer', 'i'.repeat(2_000)],
      ['validFrom', '2030-01-01'],
    ] as const;
    const refused = problemsOn(await supplier.send(`${profile}/certificates`, certificates));
    expect(refused.map(([field]) => field)).toEqual([certificates[0][0], 'validTo', 'issuer']);
    expect(refused[0]![1]).toBe('The year is 27. Give all four figures of it, e.g. 2027.');
    const registering = [
      ['name', ''],
      ['postcode', 'EH1 1AA'],
    ] as const;
    expect(fields(await supplier.send('/work/register', registering))).toEqual(['name', 'postcode']);
  });

  it('keeps what was typed while its sender was signed out, and does it once he is back', async () => {
    const buyer = await new Reader().as('buyer@midlands-match.example');
    const editor = `/work/${ids.buyer}/requirements/new`;
    await buyer.open(editor);
    buyer.signedOut();
    const fields = [
      ['title', 'Written while the session ran out'],
      ['musts', '5-axis milling\n"turning" & <more>'],
      ['sectors', 'CREATIVE'],
      ['sectors', 'CLEAN_ENERGY'],
      ['do', 'save'],
    ] as const;
    const kept = await buyer.send(editor, fields);
    expect([kept.status, pageFaults(kept.html)]).toEqual([401, []]);
    const read = new ReadPage(kept.html);
    const hidden = read.elements
      .filter(({ tagName }) => tagName === 'input')
      .map(({ attrs }) => Object.fromEntries(attrs.map(({ name, value }) => [name, value])))
      .filter(({ name }) => name !== '_form')
      .map(({ name, value }) => [name!, value!] as const);
    expect(hidden).toEqual(fields);
    expect(kept.html).toContain(`<form action="${editor}" method="post">`);
    await buyer.as('buyer@midlands-match.example');
    expect((await buyer.send(editor, hidden)).to).toMatch(/^\/requirements\/req_\w+\?done=saved$/);
  });

  it('keeps what was typed when the browser has lost its secret, and shows it to nobody else', async () => {
    const buyer = await new Reader().as('buyer@midlands-match.example');
    const editor = `/work/${ids.buyer}/requirements/new`;
    await buyer.open(editor);
    const fields = [
      ['title', 'Written before the cookies went'],
      ['musts', '5-axis milling'],
      ['do', 'save'],
    ] as const;
    buyer.withoutSecret();
    // A request that does not say where the form stood may come from anywhere.
    const doubtful = await buyer.send(editor, fields);
    expect([doubtful.status, doubtful.html.includes('Written before')]).toEqual([400, false]);
    buyer.withoutSecret();
    const kept = await buyer.send(editor, fields, { 'sec-fetch-site': 'same-origin' });
    expect([kept.status, pageFaults(kept.html)]).toEqual([400, []]);
    expect(kept.html).toContain('name="title" value="Written before the cookies went"');
    expect((await buyer.send(editor, fields)).to).toMatch(/^\/requirements\/req_\w+\?done=saved$/);
    const elsewhere: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://elsewhere.example' },
    ];
    for (const headers of elsewhere) {
      buyer.withoutSecret();
      expect((await buyer.send(editor, fields, headers)).html).not.toContain('Written before');
    }
  });

  it('does once what is sent twice by a button pressed twice', async () => {
    const buyer = await new Reader().as('buyer@midlands-match.example');
    const editor = `/work/${ids.buyer}/requirements/new`;
    await buyer.open(editor);
    const fields = [
      ['title', 'Pressed twice'],
      ['do', 'save'],
    ] as const;
    const [one, two] = await Promise.all([buyer.send(editor, fields), buyer.send(editor, fields)]);
    expect([one.status, two.to]).toEqual([303, one.to]);
    // Anything else that is sent from the same page is something else, and so is the same from a new page.
    const other = await buyer.send(editor, [['title', 'Pressed thrice'], fields[1]]);
    await buyer.open(editor);
    const again = await buyer.send(editor, fields);
    expect(new Set([one.to, other.to, again.to]).size).toBe(3);
  });

  it('publishes chosen drafts at once, and says what the others lack', async () => {
    const buyer = await new Reader().as('buyer@midlands-match.example');
    const [editor, at] = [`/work/${ids.buyer}/requirements/new`, `/work/${ids.buyer}/requirements/publish`];
    const drafted = async (title: string, musts: string): Promise<string> => {
      await buyer.open(editor);
      const { to } = await buyer.send(editor, [
        ['title', title],
        ['musts', musts],
        ['do', 'save'],
      ]);
      return idIn(to, /req_\w+/);
    };
    const [fit, later, lacking] = [
      await drafted('Fit & ready', 'reaming'),
      await drafted('Fit, and waits', 'reaming'),
      await drafted('Not yet said', ''),
    ];
    const page = await buyer.open(at);
    expect([page.status, pageFaults(page.html)]).toEqual([200, []]);
    expect(page.html).toContain('“reaming”, read as');
    const [ready, rest] = page.html.split('id="lacking"') as [string, string];
    expect([fit, later].filter((id) => !ready.includes(`value="${id}"`))).toEqual([]);
    expect(rest).toContain(`/requirements/${lacking}/edit`);
    expect(rest).toContain('Say what you need: add at least one line.');
    const none = await buyer.send(at, []);
    expect([none.status, pageFaults(none.html), problemsOn(none)]).toEqual([
      400,
      [],
      [['ids', 'Choose at least one draft.']],
    ]);
    const refused = await buyer.send(at, [
      ['ids', fit],
      ['ids', lacking],
    ]);
    expect([refused.status, problemsOn(refused)[0]![1]]).toEqual([
      400,
      'Say what you need: add at least one line.',
    ]);
    const done = await buyer.send(at, [['ids', fit]]);
    expect([done.status, done.to]).toEqual([303, `${at}?done=1`]);
    const after = await buyer.open(done.to!);
    expect(after.html).toContain('One draft is published.');
    expect(after.html).not.toContain(fit);
    expect(after.html).toContain(later);
    // Somebody else, or another tab, was quicker.
    const late = await buyer.send(at, [['ids', fit]]);
    expect([late.status, pageFaults(late.html), problemsOn(late).map(([, message]) => message)]).toEqual([
      400,
      [],
      ['Only a draft can be published.'],
    ]);
    const stranger = await new Reader().as('supplier@midlands-match.example');
    expect((await stranger.open(at)).status).toBe(404);
    expect((await stranger.send(at, [['ids', later]])).status).toBe(404);
  });

  it('takes a file of suppliers, says what is wrong with one that is none, and loses no pasted row', async () => {
    const officer = await new Reader().as('officer@midlands-match.example');
    await officer.open('/office');
    const send = (name: string, content: string | Uint8Array<ArrayBuffer>, pasted = ''): Promise<Page> =>
      officer.upload(
        '/office/import',
        [
          ['what', 'suppliers'],
          ['csv', pasted],
        ],
        new File([content], name),
        'csvFile',
      );
    const refused = {
      'suppliers.xlsx': ['PK\u0003\u0004…', 'damaged or cut short'],
      'suppliers.xls': [
        new Uint8Array(await readFile('libs/imports/workbook/fixtures/members.xls')),
        'save it as “Excel Workbook (.xlsx)”',
      ],
      'suppliers.pdf': ['%PDF-1.4', 'whose name ends in .xlsx or .csv'],
      'latin.csv': [new Uint8Array([0x6e, 0xe9, 0x0a]), 'is not in UTF-8'],
      'empty.csv': ['', 'is empty'],
      'large.csv': ['x'.repeat(11 * 1024 * 1024), 'has 11.0 MB, and 10 MB are taken'],
      'other.csv': ['a,b\n1,2', 'template'],
    } as const;
    for (const [name, [content, says]] of Object.entries(refused)) {
      const page = await send(name, content);
      expect([name, ...problemsOn(page).map(([field]) => field)]).toEqual([name, 'csvFile']);
      expect(problemsOn(page)[0]![1]).toContain(says);
    }
    const rows = 'name,postcode,capabilities\nPasted Ltd,LE12 8AA,reaming';
    const both = await send('suppliers.csv', rows, rows);
    expect(problemsOn(both)[0]![1]).toContain('not both');
    expect(both.html).toContain('Pasted Ltd,LE12 8AA,reaming</textarea>');
    expect(problemsOn(await send('', ''))[0]).toEqual(['csvFile', 'Choose a file, or paste its text below.']);
    const file = '\ufeffname,postcode,capabilities\nSent Ltd,LE12 8AA,reaming\nNowhere Ltd,QQ1 1QQ,reaming\n';
    const { to } = await send('Spring list.csv', file);
    expect(to).toMatch(/^\/runs\/run_\w+$/);
    let run = await officer.open(to!);
    expect(pageFaults(run.html)).toEqual([]);
    expect(run.html).toContain('Spring list.csv, begun');
    expect(run.html).toContain('You can close this page');
    await importFile(idIn(to, /run_\w+/));
    run = await officer.open(to!);
    expect(pageFaults(run.html)).toEqual([]);
    expect(run.html).toMatch(
      /<td class="govuk-table__cell" role="cell">3<\/td><td class="govuk-table__cell" role="cell">postcode</,
    );
    const csv = await officer.open(`${to}/findings.csv`);
    expect(csv.html).toContain('row,column,value,the row was,what to do,code\r\n3,postcode,QQ1 1QQ,refused,');
    const asked = await officer.open(`${to}/undo`);
    expect(asked.html).toContain('Of the 1 records it made');
    expect((await officer.send(`${to}/undo`, [])).to).toBe(to);
    run = await officer.open(to!);
    expect(run.html).toContain('It was taken back: 1 record was removed.');
    expect((await officer.open(`${to}/undo`)).status).toBe(404);
    const book = new Uint8Array(await readFile('libs/imports/workbook/fixtures/members.xlsx'));
    const sent = await send('Members.xlsx', book);
    await importFile(idIn(sent.to, /run_\w+/));
    run = await officer.open(sent.to!);
    expect(pageFaults(run.html)).toEqual([]);
    expect(run.html).toContain('Read from the sheet “Members &amp; friends” of the workbook.');
    expect((await officer.open(`${sent.to}/findings.csv`)).html).toContain(
      '\r\nMembers & friends,7,postcode,',
    );
    const template = await officer.open('/office/template.xlsx');
    expect(template.html.slice(0, 2)).toBe('PK');
    const stranger = await new Reader().as('supplier@midlands-match.example');
    expect((await stranger.open(`${to}/findings.csv`)).status).toBe(404);
  });

  it('loses nothing that was typed when it is refused', async () => {
    const officer = await new Reader().as('officer@midlands-match.example');
    const at = `/clusters/${ids.cluster}`;
    await officer.open(at);
    const { status, html } = await officer.send(`${at}/schedule`, [
      ['frequency', 'MONTHLY'],
      ['weekday', '3'],
      ['hour', '25'],
      ['leastScore', '40'],
      ['sectors', 'CREATIVE'],
      ['tellWhenQuiet', 'yes'],
    ]);
    expect([status, pageFaults(html)]).toEqual([400, []]);
    for (const kept of ['value="MONTHLY" selected', 'value="3" selected', 'value="25"', 'value="40"'])
      expect(html).toContain(kept);
    expect(html).toMatch(/value="CREATIVE" checked/);
    expect(html).toMatch(/value="yes" checked/);
    const buyer = await new Reader().as('buyer@midlands-match.example');
    await buyer.open('/account');
    const refused = await buyer.send('/account/keys', [['keyName', 'k'.repeat(300)]]);
    expect([refused.status, refused.html.includes(`value="${'k'.repeat(300)}"`)]).toEqual([400, true]);
  });
});

describe('every page is sound', () => {
  it('for everybody', async () => {
    expect(
      await faultsOf(new Reader(), [
        '/',
        '/suppliers',
        '/suppliers?q=5+axis+titanium+within+45+minutes+of+Derby',
        '/suppliers?q=submarines+in+Tamworth',
        `/suppliers/${ids.supplier}`,
        `/suppliers/compare?id=${ids.supplier}`,
        '/requirements',
        `/requirements/${ids.requirement}`,
        '/map',
        '/map?q=within+45+minutes+of+Derby',
        '/insights',
        '/insights/scorecard?period=2026',
        '/clusters',
        '/sectors',
        '/zones',
        '/reference',
        '/reference/capabilities',
        '/accessibility',
        '/privacy',
        '/status',
        '/sign-in',
      ]),
    ).toEqual({});
  });

  it('for a supplier', async () => {
    const at = `/work/${ids.supplier}`;
    expect(
      await faultsOf(await new Reader().as('supplier@midlands-match.example'), [
        '/work',
        '/work/register',
        ...['', '/capabilities', '/markets', '/certificates', '/capacity', '/business', '/check'].map(
          (section) => `${at}/profile${section}`,
        ),
        `${at}/profile/capabilities?find=grind`,
        `${at}/opportunities`,
        `${at}/unlocks?sector=CLEAN_ENERGY`,
        `${at}/settings`,
        `${at}/erase`,
        '/introductions',
        '/introductions?state=INVITED',
        '/news',
        '/account',
        '/account/erase',
      ]),
    ).toEqual({});
  });

  it('for a buyer and an officer', async () => {
    const at = `/requirements/${ids.requirement}`;
    expect(
      await faultsOf(await new Reader().as('buyer@midlands-match.example'), [
        '/work',
        at,
        `${at}/edit`,
        `${at}/shortlist`,
        `${at}/compare`,
        `/work/${ids.buyer}/requirements/new`,
        `/work/${ids.buyer}/settings`,
      ]),
    ).toEqual({});
    const officer = await new Reader().as('officer@midlands-match.example');
    expect(
      await faultsOf(officer, [
        '/office',
        '/office/audit',
        '/office/jobs',
        '/office/jobs?kind=MATCH&state=FAILED',
        '/office/audit?organisation=Kegworth&subject=SUPPLIER&from=2020-01-01',
        '/office/evidence',
        '/office/evidence?kind=CAPABILITY&state=CHECKED',
        '/office/alike',
        '/office/alike?distinct=yes',
        '/insights/gaps',
        '/insights/transition',
        '/insights',
        `/suppliers/${ids.supplier}/claims`,
      ]),
    ).toEqual({});
  });
});

describe('two records of one supplier', () => {
  it('are compared, merged after a question with a reason, lead on from the old address, and are two again', async () => {
    const other = await new Reader().as('buyer@midlands-match.example');
    await other.open('/work/register');
    const made = await other.send('/work/register', [
      ['name', 'KEGWORTH Precision Limited'],
      ['postcode', 'DE74 2AA'],
      ['distinct', 'yes'],
      ['do', 'register'],
    ]);
    const goes = idIn(made.to, /org_\w+/);
    const officer = await new Reader().as('officer@midlands-match.example');
    expect((await officer.open('/office')).html).toContain('1 pair of records looks like one supplier');
    const shown = await officer.open(`/suppliers/${ids.supplier}`);
    expect(shown.html).toContain('1 record looks like this one');
    expect((await new Reader().open(`/suppliers/${ids.supplier}`)).html).not.toContain('like this one');
    const list = await officer.open(`/office/alike?supplier=${ids.supplier}`);
    expect(pageFaults(list.html)).toEqual([]);
    const at = `/office/alike/${ids.supplier}/${goes}`;
    const note = `note-${ids.supplier}-${goes}`;
    const two = [
      ['one', ids.supplier],
      ['other', goes],
    ] as const;
    const long = await officer.send('/office/alike/distinct', [...two, [note, 'x'.repeat(501)]]);
    expect([long.status, pageFaults(long.html)]).toEqual([400, []]);
    expect(long.html).toContain(`<a href="#${note}">`);
    const parted = await officer.send('/office/alike/distinct', [...two, [note, 'One turns & one mills']]);
    expect([parted.status, parted.to]).toEqual([
      303,
      expect.stringMatching('^/office/alike[?]done=distinct&distinction=distinction_'),
    ]);
    expect((await officer.open(parted.to!)).html).toContain('No two records look like one supplier.');
    expect((await officer.open(`/suppliers/${ids.supplier}`)).html).not.toContain('like this one');
    const apart = await officer.open('/office/alike?distinct=yes');
    expect(pageFaults(apart.html)).toEqual([]);
    expect(apart.html).toContain('“One turns &amp; one mills”');
    const distinction = /name="distinction" value="([^"]+)"/.exec(apart.html)![1]!;
    expect((await other.send('/office/alike/distinct/undo', [['distinction', distinction]])).status).toBe(
      404,
    );
    expect((await officer.send('/office/alike/distinct/undo', [['distinction', distinction]])).to).toBe(
      '/office/alike?done=back',
    );
    expect(list.html).toContain(at);
    const question = await officer.open(at);
    expect(pageFaults(question.html)).toEqual([]);
    expect(question.html).toContain('Comes along: DE74 2AA');
    const unsaid = await officer.send(at, [['reason', '']]);
    expect([unsaid.status, pageFaults(unsaid.html)]).toEqual([400, []]);
    expect(unsaid.html).toContain('<a href="#reason">');
    const merged = await officer.send(at, [['reason', 'One door & one phone']]);
    expect([merged.status, merged.to]).toEqual([
      303,
      expect.stringMatching(`^/suppliers/${ids.supplier}[?]done=merged&merger=merger_`),
    ]);
    for (const path of ['', '/claims']) {
      const old = await officer.open(`/suppliers/${goes}${path}`);
      expect([old.status, old.to]).toEqual([301, `/suppliers/${ids.supplier}${path}`]);
    }
    const done = await officer.open(merged.to!);
    expect(pageFaults(done.html)).toEqual([]);
    expect(done.html).toContain('“One door &amp; one phone”');
    expect((await new Reader().open(`/suppliers/${ids.supplier}`)).html).not.toContain('One door');
    expect((await officer.open('/office/alike')).html).toContain('No two records look like one supplier.');
    const undo = [
      ['merger', /name="merger" value="([^"]+)"/.exec(done.html)![1]!],
      ['supplier', ids.supplier],
    ] as const;
    expect((await other.send('/office/alike/undo', undo)).status).toBe(404);
    expect((await officer.send('/office/alike/undo', undo)).to).toBe(
      `/office/alike?supplier=${ids.supplier}&done=undone`,
    );
    // Sent anew: the same form sent twice is answered the same.
    await officer.open(`/suppliers/${ids.supplier}`);
    const again = await officer.send('/office/alike/undo', undo);
    expect([again.status, pageFaults(again.html)]).toEqual([409, []]);
    expect(again.html).toContain('This was undone already.');
    expect((await officer.open(`/suppliers/${goes}`)).status).toBe(200);
    for (const path of ['/office/alike', at]) expect((await other.open(path)).status).toBe(404);
  });
});

describe('somebody who buys', () => {
  it('registers from the front page and writes a first requirement, and comes to the next at once', async () => {
    expect((await new Reader().open('/')).html).toContain('href="/work/buy">Write a requirement');
    const officer = await new Reader().as('officer@midlands-match.example');
    expect((await officer.open('/work/buy')).to).toBe('/work/register/buyer');
    const { html } = await officer.open('/work/register/buyer');
    expect([pageFaults(html), html.includes('action="/work/register/buyer"')]).toEqual([[], true]);
    const refused = await officer.send('/work/register/buyer', [['name', 'Melbourne Motors']]);
    expect([refused.status, refused.html.includes('<a href="#postcode">')]).toEqual([400, true]);
    const registered = await officer.send('/work/register/buyer', [
      ['name', 'Melbourne Motors'],
      ['postcode', 'DE73 8JA'],
      ['do', 'register'],
    ]);
    expect(registered.to).toMatch(/^\/work\/org_\w+\/requirements\/new$/);
    expect((await officer.open(registered.to!)).status).toBe(200);
    expect((await officer.open('/work/buy')).to).toBe(registered.to);
  });
});

describe('insights', () => {
  it('give gaps of a region as a file, and name the last day of a period', async () => {
    const officer = await new Reader().as('officer@midlands-match.example');
    const { html } = await officer.open('/insights/gaps?region=EAST_MIDLANDS&sector=CLEAN_ENERGY');
    expect(html).toMatch(/<option value="EAST_MIDLANDS" selected>/);
    const csv = await officer.open('/insights/gaps.csv?region=EAST_MIDLANDS');
    expect(csv.html).toMatch(
      /^\uFEFF?requirement,buyer,region,pounds a year,capabilities needed,one step away\r\n/,
    );
    expect((await new Reader().open('/insights/gaps.csv')).to).toMatch(/^\/sign-in/);
    const scorecard = await officer.open('/insights/scorecard?period=2026');
    expect(scorecard.html).toContain('From 1 January 2026 to 31 December 2026, beside 2025.');
  });
});

describe('what cannot be taken back', () => {
  it('is done only after the name was typed', async () => {
    const reader = await new Reader().as('supplier@midlands-match.example');
    const at = `/work/${ids.supplier}/erase`;
    await reader.open(at);
    const refused = await reader.send(at, [
      ['name', 'Kegworth'],
      ['reason', 'A trial.'],
    ]);
    expect([refused.status, refused.html.includes('href="#name"')]).toEqual([400, true]);
    expect((await reader.open(`/suppliers/${ids.supplier}`)).status).toBe(200);
    await reader.open(at);
    const erased = await reader.send(at, [
      ['name', 'Kegworth Precision Ltd'],
      ['reason', 'A trial.'],
    ]);
    expect(erased.to).toBe('/work?done=erased');
    expect((await reader.open(`/suppliers/${ids.supplier}`)).status).toBe(404);
  });
});

describe('the checks themselves', () => {
  it('find what is wrong', () => {
    const bad = `<!doctype html><html lang="en-GB"><title>Other</title><h1>A</h1><h1 id="a">B</h1><h3></h3>
      <p id="a" style="x" onclick="y">undefined</p><main>2026-03-09, 2026-W11, NO_CAPACITY, org_01m8k7eheqertt8m748qrkqm2f</main><a href="#b">c</a><input id="c"><script src="x"></script>
      <nav aria-label="N"></nav><nav aria-label="N"></nav><ul><p>d</p></ul><table><td>e</td></table><iframe></iframe>
      <form method="post"></form></html>`;
    expect(pageFaults(bad)).toEqual([
      'two of id a',
      'link leads nowhere: #b',
      'p has a style of its own',
      'p has onclick',
      'a script without the nonce',
      'a frame without a title',
      'input c has no label',
      'h3 says nothing',
      'a form without its token',
      'not one main heading',
      'h3 after h1: ',
      'two navs called N',
      'p in a ul',
      'a table without a caption',
      'a table without headers',
      'a date as machines write it: 2026-03-09',
      'a week as machines write it: 2026-W11',
      'a name of the code: NO_CAPACITY',
      'an id: org_01m8k7eheqertt8m748qrkqm2f',
      'the title "Other" does not name the page and the service',
      'a value that is none',
    ]);
  });
});
