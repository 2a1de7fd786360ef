import { driveInWords } from '#lib/geography';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DateTime } from 'luxon';
import nunjucks from 'nunjucks';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inGroups } from './capability.groups.js';
import { deviceWords } from './account/device.words.js';
import type { Problem } from './form.fields.js';
import { isChangeable, isLive } from './requirement.life.js';
import { otherSites } from './other.sites.js';
import { criterionLabel, driveOf, needLevelView, mainReasons, parts, weighed } from './match.view.js';
import { nonceOf } from './page.policy.js';
import { type Asset, readFont, readScript, readStylesheet } from './stylesheet.js';
import { WEB_RUNTIME, type WebRuntime } from './web.runtime.js';
import { regionWords, sizeWords, words } from './words.js';

const require = createRequire(import.meta.url);

const kinds: Readonly<Record<string, string>> = {
  PROCESS: 'Processes',
  PRODUCT: 'Products',
  MATERIAL: 'Materials',
  SERVICE: 'Services',
};

/** How long until a day, in words. */
function due(iso: string): string {
  const today = DateTime.now().setZone('Europe/London').startOf('day');
  const days = Math.round(DateTime.fromISO(iso, { zone: 'Europe/London' }).diff(today, 'days').days);
  if (days === 0) return 'today';
  if (Math.abs(days) === 1) return days > 0 ? 'tomorrow' : 'yesterday';
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}

const dayOf = (iso: string): string =>
  DateTime.fromISO(iso, { zone: 'Europe/London' }).toFormat('d MMMM yyyy');

/** A sentence of the engine, which writes days as ISO dates, with days as people write them. */
const dated = (text: string): string => text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, dayOf);

/** Steps of an introduction once they were taken. */
const events: Readonly<Record<string, string>> = {
  SUGGEST: 'Brought together',
  INVITE: 'Invited',
  EXPRESS_INTEREST: 'Interested',
  SHORTLIST: 'Put on the shortlist',
  DECLINE: 'Declined',
  WITHDRAW: 'Taken back',
  AWARD: 'Awarded',
  LAPSE: 'Lapsed without an answer',
  CLOSE: 'Closed',
};

/** Whether a page is the one an entry of the navigation leads to, or below it. */
const isWithin = (path: string, href: string): boolean => path === href || path.startsWith(`${href}/`);

const sectors: Readonly<Record<string, string>> = {
  ADVANCED_MANUFACTURING: 'Advanced manufacturing',
  AUTOMOTIVE_RAIL: 'Automotive and rolling stock',
  CLEAN_ENERGY: 'Clean energy',
  HEALTH_LIFE_SCIENCES: 'Health and life sciences',
  CREATIVE: 'Creative industries',
};

const pounds = new Intl.NumberFormat('en-GB', {
  style: 'currency',
  currency: 'GBP',
  maximumFractionDigits: 0,
});
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

function filters(environment: nunjucks.Environment): nunjucks.Environment {
  return environment
    .addFilter('percent', (value: number) => `${Math.round(value * 100)}%`)
    .addFilter('number', (value: number | null) => (value === null ? 'not known' : whole.format(value)))
    .addFilter('pounds', (value: number) => pounds.format(value))
    .addFilter('region', regionWords)
    .addFilter('words', words)
    .addFilter('device', deviceWords)
    .addFilter('sector', (code: string) => sectors[code] ?? words(code))
    .addFilter('json', (value: unknown) => JSON.stringify(value))
    .addFilter('problemOf', (problems: readonly Problem[] | undefined, field: string) => {
      const found = problems?.find((problem) => problem.field === field);
      return found && { text: dated(found.message) };
    })
    .addFilter('mainReasons', mainReasons)
    .addFilter('parts', parts)
    .addFilter('weighed', weighed)
    .addFilter('criterion', criterionLabel)
    .addFilter('size', sizeWords)
    .addFilter('isWithin', isWithin)
    .addFilter('live', isLive)
    .addFilter('changeable', isChangeable)
    .addFilter('needLevel', needLevelView)
    .addFilter('otherSites', otherSites)
    .addFilter('inGroups', inGroups)
    .addFilter('event', (action: string) => events[action] ?? words(action))
    .addFilter('drive', driveOf)
    .addFilter('minutes', driveInWords)
    .addFilter('due', due)
    .addFilter('kind', (code: string) => kinds[code] ?? words(code))
    .addFilter('pluck', (items: readonly Record<string, unknown>[], key: string) =>
      items.map((item) => item[key]),
    )
    .addFilter('queryOf', (href: string) => href.split('?')[1] ?? '')
    .addFilter('plural', (count: number, one: string, many: string) => (count === 1 ? one : many))
    .addFilter('day', dayOf)
    .addFilter('dayBefore', (iso: string) => dayOf(DateTime.fromISO(iso).minus({ days: 1 }).toISODate()!))
    .addFilter('dated', dated)
    .addFilter('week', (iso: string) => `week of ${DateTime.fromISO(iso).toFormat('d MMMM yyyy')}`)
    .addFilter('moment', (iso: string) =>
      DateTime.fromISO(iso, { zone: 'Europe/London' }).toFormat("d MMMM yyyy 'at' HH:mm"),
    );
}

/** What a template is given; every page has a title of its own. */
export interface PageView {
  title: string;
  /** What to put right; each leads to its control. */
  problems?: readonly Problem[];
  /** What has just been done. */
  done?: string;
}

/** Which page it is. */
export interface PageOf {
  requestId: string;
  path: string;
  /** Lets the script of this answer run. */
  nonce: string;
}

const pageOf = (request: FastifyRequest): PageOf => ({
  requestId: request.id,
  path: request.url.split('?')[0]!,
  nonce: nonceOf(request),
});

/** Ours first, then the components of GOV.UK Frontend. */
const folders = [
  fileURLToPath(new URL('.', import.meta.url)),
  dirname(dirname(require.resolve('govuk-frontend/dist/govuk/index.scss'))),
];

/** Makes pages of templates. Everything a template prints is escaped. */
@Injectable()
export class PageRenderer {
  private readonly font = readFont();
  private readonly stylesheet = readStylesheet(this.font);
  private readonly script = readScript();
  readonly assets: readonly Asset[] = [this.font, this.stylesheet, this.script];
  private readonly environment = filters(
    new nunjucks.Environment(new nunjucks.FileSystemLoader(folders), {
      autoescape: true,
      trimBlocks: true,
      lstripBlocks: true,
    }),
  );

  constructor(@Inject(WEB_RUNTIME) private readonly runtime: WebRuntime) {}

  /** The HTML of a template of a page folder, e.g. `home/home.njk`. */
  render<View extends PageView>(template: string, view: View, page: PageOf): string {
    const { demo, apiPublicUrl, contactEmail } = this.runtime.config;
    return this.environment.render(template, {
      demo,
      contact: contactEmail,
      apiAddress: apiPublicUrl,
      graphqlUrl: `${apiPublicUrl}/graphql`,
      stylesheet: this.stylesheet.path,
      script: this.script.path,
      font: this.font.path,
      ...page,
      ...view,
    });
  }

  async send<View extends PageView>(
    request: FastifyRequest,
    reply: FastifyReply,
    template: string,
    view: View,
    status = 200,
  ): Promise<void> {
    await reply
      .status(status)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(this.render(template, view, pageOf(request)));
  }
}
