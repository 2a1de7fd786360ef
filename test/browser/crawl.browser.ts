import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page, Response } from 'playwright-core';
import {
  accessibilityFindings,
  collisionsOf,
  openBrowser,
  overflowOf,
  type Persona,
  portalAddress,
  signInAs,
  spaceText,
  visit,
  type Visitor,
} from './support/visitor.js';

/** Searches of one kind that are asked for: combinations are endless, and a few of each kind tell as much as all. */
const SEARCHES = 6;
/** Pages of a public kind that are asked for as somebody who is signed in; without signing in, every page is. */
const ALIKE = 12;
/** Pages asked for at a time. */
const ABREAST = 4;
const PICTURES = 'artefacts/pages';
const NARROW = { width: 320, height: 640 };
/** What a window of 1280 px shows at 200 % zoom. */
const ZOOMED = { width: 640, height: 450 };

let browser: Browser;
/** What has been looked at, by what it holds: a page that is the same to everybody is looked at once. */
const looked = new Set<string>();
/** Kinds of pages that nobody needs to sign in for. */
const publicKinds = new Set<string>();

beforeAll(async () => {
  browser = await openBrowser();
  await mkdir(PICTURES, { recursive: true });
});
afterAll(() => browser?.close());

/** The kind of page behind an address: ids and searches stand for all of their kind. */
const kindOf = (path: string): string =>
  path
    .replace(/\?.*$/, (search) => `?${[...new Set(new URLSearchParams(search).keys())].sort().join('&')}`)
    .replace(/[a-z]{3,}_[0-9a-z]{26}/g, ':id');

/** What is looked at once: a page, and the same page narrowed in one way or another. */
const looksLike = (path: string): string =>
  kindOf(path)
    .replace(/\?(?!(?:after|page|done)).*$/, '?')
    .replace(/\?(?:after|page|done).*$/, '');

/** What a page holds, without what differs from visitor to visitor and from visit to visit. */
function contentOf(html: string): string {
  const main = /<main\b[\s\S]*<\/main>/.exec(html)?.[0] ?? html;
  return createHash('sha1')
    .update(main.replace(/name="_form" value="[^"]*"/g, ''))
    .digest('base64');
}

interface Found {
  path: string;
  from: string;
  content: string;
}

interface Crawled {
  asked: number;
  broken: string[];
  byKind: Map<string, Found>;
}

/** Follows every link of the portal, as a browser without scripts and without haste. */
async function crawl({ page }: Visitor): Promise<Crawled> {
  const web = portalAddress();
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const broken: string[] = [];
  const byKind = new Map<string, Found>();
  const seen = new Set<string>(['/']);
  const known = new Map<string, number>();
  const ahead: { path: string; from: string }[] = [{ path: '/', from: 'the start' }];
  let underWay = 0;
  let asked = 0;

  function follow(path: string, from: string): void {
    if (seen.has(path)) return;
    seen.add(path);
    const kind = kindOf(path);
    const alike = (known.get(kind) ?? 0) + 1;
    known.set(kind, alike);
    const most = path.includes('?') ? SEARCHES : publicKinds.has(kind) ? ALIKE : Infinity;
    if (alike <= most) ahead.push({ path, from });
  }

  async function read(path: string, from: string): Promise<void> {
    asked += 1;
    const response = await fetch(web + path, {
      redirect: 'manual',
      headers: { cookie, accept: 'text/html' },
    });
    const html = await response.text();
    const { status, headers } = response;
    if (status >= 300 && status < 400) {
      const to = new URL(headers.get('location') ?? '/', web + path);
      if (to.origin === web) follow(to.pathname + to.search, path);
      return;
    }
    if (status !== 200) broken.push(`${path} answers ${status} (linked from ${from})`);
    if (!headers.get('content-type')?.startsWith('text/html')) return;
    // What is shown in a frame with no rights of its own, a letter, is looked at where it is made.
    const framed = headers.get('content-security-policy')?.includes('sandbox');
    const kind = looksLike(path);
    if (!framed && !byKind.has(kind)) byKind.set(kind, { path, from, content: contentOf(html) });
    for (const [, href] of html.matchAll(/<a\b[^>]*?\bhref="([^"]+)"/g)) {
      const to = new URL(href!.replaceAll('&amp;', '&'), web + path);
      if (to.origin !== web) continue;
      if (to.hash && to.pathname + to.search === path && !html.includes(`id="${to.hash.slice(1)}"`)) {
        broken.push(`${path} leads to ${to.hash}, which it does not have`);
      }
      follow(to.pathname + to.search, path);
    }
  }

  await new Promise<void>((done, failed) => {
    const next = (): void => {
      while (underWay < ABREAST && ahead.length) {
        const { path, from } = ahead.shift()!;
        underWay += 1;
        read(path, from).then(() => {
          underWay -= 1;
          next();
        }, failed);
      }
      if (underWay === 0 && ahead.length === 0) done();
    };
    next();
  });
  return { asked, broken, byKind };
}

async function tooWide(page: Page, width: number): Promise<string[]> {
  const wider = await overflowOf(page);
  return wider > 0 ? [`${wider} px wider than a window of ${width} px`] : [];
}

/** What the colours of a page can be at fault for. */
const CONTRAST = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const;

async function look(visitor: Visitor, path: string, name: string): Promise<string[]> {
  const { page } = visitor;
  const problems: string[] = [];
  await page.setViewportSize({ width: 1280, height: 900 });
  await visitor.open(path);
  problems.push(...(await accessibilityFindings(page)).map((finding) => `${path} at 1280 px: ${finding}`));
  await page.screenshot({ path: join(PICTURES, `${name}-1280.png`), fullPage: true });
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await accessibilityFindings(page, CONTRAST);
  problems.push(...dark.map((finding) => `${path} in the dark: ${finding}`));
  await page.screenshot({ path: join(PICTURES, `${name}-1280-dark.png`), fullPage: true });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(ZOOMED);
  await spaceText(page, true);
  const zoomed = [...(await collisionsOf(page)), ...(await tooWide(page, ZOOMED.width))];
  problems.push(...zoomed.map((finding) => `${path} at 200 % with text apart: ${finding}`));
  await spaceText(page, false);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: join(PICTURES, `${name}-360.png`), fullPage: true });
  await page.setViewportSize(NARROW);
  problems.push(...(await accessibilityFindings(page)).map((finding) => `${path} at 320 px: ${finding}`));
  const narrow = [...(await collisionsOf(page)), ...(await tooWide(page, NARROW.width))];
  problems.push(...narrow.map((finding) => `${path} at 320 px: ${finding}`));
  const headings = await page.locator('h1').count();
  if (headings !== 1) problems.push(`${path} has ${headings} main headings`);
  return problems;
}

const nameOf = (who: string, kind: string): string =>
  `${who}${
    kind
      .replace('?', '-search')
      .replace(/[^a-z]+/gi, '-')
      .replace(/-$/, '') || '-home'
  }`;

describe.each<Persona | 'nobody'>(['nobody', 'supplier', 'buyer', 'cluster', 'officer'])(
  'the portal of %s',
  (who) => {
    let visitor: Visitor;
    let crawled: Crawled;
    const failures: string[] = [];
    beforeAll(async () => {
      visitor = await visit(browser);
      visitor.page.on('response', (response: Response) => {
        if (response.status() >= 400) failures.push(`${response.url()} answers ${response.status()}`);
      });
      if (who !== 'nobody') await signInAs(visitor, who);
      crawled = await crawl(visitor);
      if (who === 'nobody') for (const { path } of crawled.byKind.values()) publicKinds.add(kindOf(path));
    }, 600_000);
    afterAll(() => visitor?.close());

    it('has no broken link and no error', () => {
      expect(crawled.broken).toEqual([]);
      expect(crawled.asked).toBeGreaterThan(60);
    });

    it('keeps nobody out, at 1280 and at 320 px, and at 200 % zoom with text apart', async () => {
      const problems: string[] = [];
      for (const [kind, { path, content }] of crawled.byKind) {
        if (looked.has(content)) continue;
        looked.add(content);
        problems.push(...(await look(visitor, path, nameOf(who, kind))));
      }
      expect([...problems, ...failures, ...visitor.complaints]).toEqual([]);
    }, 600_000);
  },
);
