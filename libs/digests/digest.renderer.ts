import { dayInWords, poundsInWords, toOpaqueId } from '#lib/platform';
import type { Region } from '#lib/taxonomy';
import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import { chartInWords, CHART_SIZE } from './digest.chart.js';
import type {
  DigestClosing,
  DigestContent,
  DigestFigure,
  DigestHappening,
  DigestHighlight,
  DigestMatchGroup,
  DigestRequirement,
  FigureName,
} from './digest.content.js';
import { facets } from './digest.facets.js';
import { weekInWords } from './digest.iso-week.js';
import { happeningWhy } from './digest.sentences.js';
import { escapeXml, regionInWords, weeksInWords } from './digest.words.js';

export interface RenderOptions {
  /** Start of every link, without a slash at its end. */
  publicUrl: string;
  /** Null for a preview: there is no page to read it on yet. */
  digestId: string | null;
  /** Where one says of an item's like whether it is useful; without it a digest has no such links. */
  feedbackUrl?: (facet: string, useful: boolean) => string;
  /** A letter is short and leaves out what readers have no use for; the page says everything. */
  form?: 'LETTER' | 'PAGE';
}

/** Stand in the HTML and the text for what differs from reader to reader. */
export const CHART_SOURCE = 'cid:weeks@midlands-match';
export const UNSUBSCRIBE_MARK = 'https://unsubscribe.invalid/';

/** Items of each part. A mail reader cuts a letter off at 102 kB; beyond what a page shows there is the CSV. */
const SHOWN = {
  LETTER: { closing: 5, happenings: 8, highlights: 5, steps: 5, groups: 8, gaps: 5, inGap: 2, named: 6 },
  PAGE: {
    closing: 200,
    happenings: 200,
    highlights: 50,
    steps: 100,
    groups: 200,
    gaps: 200,
    inGap: 20,
    named: 60,
  },
} as const;

/** In the order in which they are read; a stored digest keeps none. */
const FIGURES: readonly FigureName[] = ['newMatches', 'membersMatched', 'requirements', 'crossRegional'];

const folder = fileURLToPath(new URL('./templates/', import.meta.url));

/** Templates are compiled once for each start of links. */
const environments = new Map<string, nunjucks.Environment>();

function environment(publicUrl: string, autoescape: boolean): nunjucks.Environment {
  const key = `${autoescape} ${publicUrl}`;
  let known = environments.get(key);
  if (!known) environments.set(key, (known = makeEnvironment(publicUrl, autoescape)));
  return known;
}

function makeEnvironment(publicUrl: string, autoescape: boolean): nunjucks.Environment {
  const made = new nunjucks.Environment(new nunjucks.FileSystemLoader(folder), {
    autoescape,
    throwOnUndefined: true,
  });
  made.addFilter('region', (region: Region) => regionInWords(region));
  made.addFilter('weeks', (count: number) => weeksInWords(count));
  made.addFilter('pounds', (value: number) => poundsInWords(value));
  made.addFilter('number', (value: number) => grouped.format(value));
  made.addFilter('happeningLinked', ({ sentence, requirement }: DigestHappening) =>
    linked(sentence, requirement, publicUrl),
  );
  made.addFilter('happeningWhy', (happening: DigestHappening) => happeningWhy(happening));
  made.addFilter('day', (iso: string) => dayInWords(iso));
  made.addFilter('firsts', (items: readonly unknown[], count: number) => items.slice(0, count));
  made.addFilter('unreasoned', ({ matches }: DigestMatchGroup) =>
    matches.filter(({ reason }) => reason === null),
  );
  made.addFilter(
    'supplierLink',
    ({ id }: { id: string }) => `${publicUrl}/suppliers/${toOpaqueId('org', id)}`,
  );
  made.addFilter('requirementLink', ({ id }: { id: string }) => requirementUrl(publicUrl, id));
  return made;
}

/** The part of a list that is shown, and how many are not. */
interface Shown<T> {
  shown: readonly T[];
  more: number;
}

/** Renders a digest as HTML for mail readers and as plain text. Pure but for reading its templates. */
export function renderDigest(
  content: DigestContent,
  { publicUrl, digestId, feedbackUrl, form = 'LETTER' }: RenderOptions,
): { html: string; text: string } {
  const limits = SHOWN[form];
  const unwanted = new Set(form === 'LETTER' ? content.unwanted : []);
  const firsts = <T>(items: readonly T[], limit: number, facetOf: (item: T) => string): Shown<T> => {
    const shown = items.filter((item) => !unwanted.has(facetOf(item))).slice(0, limit);
    return { shown, more: items.length - shown.length };
  };
  const feedback =
    <T>(facetOf: (item: T) => string) =>
    (item: T): { useful: string; notUseful: string } | null => {
      if (!feedbackUrl) return null;
      const facet = facetOf(item);
      return { useful: feedbackUrl(facet, true), notUseful: feedbackUrl(facet, false) };
    };
  const view = {
    content,
    form,
    limits,
    figures: FIGURES.map((name) => content.figures[name]).map((figure) => ({
      ...figure,
      ...figureInWords(figure),
    })),
    // Four noughts with nothing to stand beside say nothing.
    hasFigures:
      !content.quiet &&
      FIGURES.some((name) => content.figures[name].now > 0 || content.figures[name].before !== null),
    closing: firsts(content.closing, limits.closing, ({ requirement }) => facets.closing(requirement)),
    happenings: firsts(content.happenings, limits.happenings, facets.happening),
    highlights: firsts(content.highlights, limits.highlights, ({ requirement }) =>
      facets.highlight(requirement),
    ),
    steps: firsts(content.steps, limits.steps, facets.step),
    groups: firsts(content.groups, limits.groups, ({ requirement }) => facets.match(requirement)),
    gaps: firsts(content.gaps, limits.gaps, facets.gap),
    chart:
      content.history.length > 1
        ? {
            source: CHART_SOURCE,
            words: chartInWords(content.history),
            first: weekInWords(content.history[0]!.isoWeek),
            ...CHART_SIZE,
          }
        : null,
    feedbackOn: {
      closing: feedback(({ requirement }: DigestClosing) => facets.closing(requirement)),
      happening: feedback(facets.happening),
      highlight: feedback(({ requirement }: DigestHighlight) => facets.highlight(requirement)),
      step: feedback(facets.step),
      group: feedback(({ requirement }: DigestMatchGroup) => facets.match(requirement)),
      gap: feedback(facets.gap),
    },
    gapsUrl: `${publicUrl}/insights/gaps`,
    openingsUrl:
      content.groups.length > 0
        ? `${publicUrl}/clusters/${toOpaqueId('org', content.cluster.id)}/openings`
        : null,
    unsubscribeUrl: UNSUBSCRIBE_MARK,
    digestUrl:
      digestId === null || form === 'PAGE' ? null : `${publicUrl}/digests/${toOpaqueId('digest', digestId)}`,
  };
  return {
    html: environment(publicUrl, true).render('digest.html.njk', view),
    text: environment(publicUrl, false)
      .render('digest.txt.njk', view)
      .replaceAll(/\n{3,}/g, '\n\n'),
  };
}

const requirementUrl = (publicUrl: string, id: string): string =>
  `${publicUrl}/requirements/${toOpaqueId('req', id)}`;

/** A sentence that names a requirement, as HTML in which the name leads to it. */
function linked(sentence: string, { id, title }: DigestRequirement, publicUrl: string): unknown {
  const link = `<a class="link" href="${escapeXml(requirementUrl(publicUrl, id))}" style="color:#0b5394;">${escapeXml(title)}</a>`;
  return new nunjucks.runtime.SafeString(
    escapeXml(sentence).replace(`“${escapeXml(title)}”`, () => `“${link}”`),
  );
}

/** How a figure stands to those before it, as two short phrases; empty where there is nothing to stand beside. */
function figureInWords({ now, before, quarterAgo }: DigestFigure): { lately: string; quarter: string } {
  const than = (other: number | null, when: string): string => {
    if (other === null) return '';
    if (now === other) return `as ${when}`;
    return `${grouped.format(Math.abs(now - other))} ${now > other ? 'more' : 'fewer'} than ${when}`;
  };
  return { lately: than(before, 'last time'), quarter: than(quarterAgo, 'a quarter ago') };
}

const grouped = new Intl.NumberFormat('en-GB');
