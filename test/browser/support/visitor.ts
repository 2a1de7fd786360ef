import { setTimeout } from 'node:timers/promises';
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const WIDE = { width: 1280, height: 900 };
/** Generous: machines are shared, and a slow one must not look like a broken one. */
const PATIENCE_MS = Number(process.env.BROWSER_PATIENCE_MS ?? 60_000);
/** Between two looks at what comes of work behind the scenes. */
const PAUSE_MS = 100;

/** Address of the portal under test, without a slash at its end. */
export function portalAddress(): string {
  const address = process.env.PORTAL_URL;
  if (!address) throw new Error('No portal runs: start these tests with `npm run test:browser`.');
  return address;
}

/** The demo people, by what they come for. */
export const personas = {
  supplier: 'supplier@midlands-match.example',
  buyer: 'buyer@midlands-match.example',
  cluster: 'cluster@midlands-match.example',
  officer: 'officer@midlands-match.example',
} as const;

export type Persona = keyof typeof personas;

/** @throws Error that says what to install when there is no Chromium */
export function openBrowser(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM_PATH, ...PLACES].find((path) => path && existsSync(path));
  if (!executablePath) {
    throw new Error('No Chromium found. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.');
  }
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page of somebody's own browser, and whatever it complained about. */
export interface Visitor {
  page: Page;
  /** Clicks and keys pressed so far, beyond typing and choosing what to type. */
  interactions: number;
  /** What scripts and the content security policy complained about, with the address. */
  complaints: string[];
  /** Opens a path of the portal. */
  open: (path: string) => Promise<number>;
  /** Clicks a thing once it can be clicked, and counts it. */
  click: (what: Locator) => Promise<void>;
  /** Goes to a thing as the tabulator does, presses Enter, and counts it. */
  enter: (what: Locator) => Promise<void>;
  /** Waits until a page says so. */
  says: (text: string | RegExp) => Promise<void>;
  /** Waits for a heading. */
  heading: (name: string | RegExp) => Promise<void>;
  /** The path it is at, without what follows a question mark. */
  path: () => string;
  close: () => Promise<void>;
}

export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
  const web = portalAddress();
  const context = await browser.newContext({
    viewport: WIDE,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // A form with something to put right answers 400, which a browser remarks upon.
    if (message.type() === 'error' && !message.text().includes('status of 400'))
      complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  const visitor: Visitor = {
    page,
    complaints,
    interactions: 0,
    open: async (path) => (await page.goto(web + path, { waitUntil: 'load' }))?.status() ?? 0,
    click: async (what) => {
      visitor.interactions += 1;
      await what.click();
    },
    enter: async (what) => {
      visitor.interactions += 1;
      await what.focus();
      await page.keyboard.press('Enter');
    },
    says: (text) => page.getByText(text).first().waitFor(),
    heading: (name) => page.getByRole('heading', { name }).first().waitFor(),
    path: () => new URL(page.url()).pathname,
    close: () => context.close(),
  };
  return visitor;
}

/** Gives each test of a file or block a visitor of its own, whose pages must have nothing to complain about. */
export function eachAsVisitor(
  take: (visitor: Visitor, browser: Browser) => void,
  options: BrowserContextOptions = {},
): void {
  let browser: Browser;
  let visitor: Visitor;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    visitor = await visit(browser, options);
    take(visitor, browser);
  });
  afterEach(async () => {
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });
}

/** Asks again until what is asked for is so: for what comes of work behind the scenes. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await setTimeout(PAUSE_MS);
  }
}

/** Signs in with one click, as the demo offers it. */
export async function signInAs({ page, open }: Visitor, persona: Persona): Promise<void> {
  await open('/sign-in');
  await page.locator(`form:has(input[value="${personas[persona]}"]) button`).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What axe-core is asked for. */
interface Rules {
  readonly type: 'tag' | 'rule';
  readonly values: readonly string[];
}
const ALL: Rules = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};

/** What axe-core finds, against WCAG 2.2 A and AA and good practice unless told: one line a finding. */
export async function accessibilityFindings(page: Page, rules = ALL): Promise<string[]> {
  // Evaluated by the driver, so that the page's own policy stays as strict as it is for everybody.
  await page.evaluate(axe);
  return page.evaluate(async (runOnly) => {
    const found = await (
      globalThis as unknown as {
        axe: {
          run(
            where: unknown,
            options: object,
          ): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }>;
        };
      }
    ).axe.run((globalThis as unknown as { document: unknown }).document, {
      runOnly,
      resultTypes: ['violations'],
    });
    return found.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 160)}`),
    );
  }, rules);
}

/** How many pixels the page is wider than the window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** What somebody who reads with difficulty sets: lines, paragraphs, words and letters further apart (WCAG 1.4.12). */
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }`;

/** Sets text wider apart, or as it was. Not an element of style: the policy of a page allows none that is not ours. */
export const spaceText = (page: Page, wide: boolean): Promise<void> =>
  page.evaluate(`(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(${JSON.stringify(SPACED)});
    document.adoptedStyleSheets = ${wide} ? [sheet] : [];
  })()`);

/** Words that are cut off, or that lie over others: one line a finding. */
export const collisionsOf = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const found = [];
    const name = (one) => one.tagName.toLowerCase() + ' "' + one.textContent.replace(/\\s+/g, ' ').trim().slice(0, 60) + '"';
    const lines = [];
    const examined = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const element = text.parentElement;
      if (!text.data.trim() || !element.checkVisibility() || element.closest('svg, option, datalist, script, .govuk-visually-hidden, .govuk-skip-link, .mm-sticky'))
        continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const { left, top, right, bottom } of range.getClientRects()) {
        // Letters are lower than the line they stand in.
        const inset = (bottom - top) * 0.25;
        if (right - left > 1) lines.push({ element, left, right, top: top + inset, bottom: bottom - inset });
      }
      for (let at = element; at && at !== document.body && !examined.has(at); at = at.parentElement) {
        examined.add(at);
        const style = getComputedStyle(at);
        const cut = (way) => style['overflow' + way] === 'hidden' || style['overflow' + way] === 'clip';
        if (cut('X') && at.scrollWidth > at.clientWidth + 1 || cut('Y') && at.scrollHeight > at.clientHeight + 1)
          found.push('cut off: ' + name(at));
      }
    }
    lines.sort((a, b) => a.top - b.top);
    lines.forEach((one, at) => {
      for (let next = at + 1; next < lines.length && lines[next].top < one.bottom; next += 1) {
        const other = lines[next];
        const apart = other.right <= one.left + 1 || other.left >= one.right - 1;
        if (!apart && other.element !== one.element) found.push('over each other: ' + name(one.element) + ' and ' + name(other.element));
      }
    });
    return [...new Set(found)];
  })()`);
