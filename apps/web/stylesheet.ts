import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** A file that pages load, under a name that changes with its content. */
export interface Asset {
  path: string;
  type: string;
  content: Buffer;
}

function asset(name: string, extension: string, type: string, content: Buffer): Asset {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return { path: `/assets/${name}-${hash}.${extension}`, type, content };
}

const beside = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

const FONT = '@fontsource-variable/atkinson-hyperlegible-next/files';

/** The typeface: Atkinson Hyperlegible Next, drawn so that no letter is taken for another. */
export const readFont = (): Asset =>
  asset(
    'atkinson',
    'woff2',
    'font/woff2',
    readFileSync(require.resolve(`${FONT}/atkinson-hyperlegible-next-latin-wght-normal.woff2`)),
  );

/** `optional`: who has not got it at once reads on in the system's typeface, and nothing moves. */
const face = ({ path }: Asset): string =>
  `@font-face{font-family:'Atkinson Hyperlegible Next';src:url(${path}) format('woff2');font-weight:200 800;font-style:normal;font-display:optional}`;

const ours = ['colours', 'base', 'components', 'map', 'print'];

/**
 * The styles of every page: GOV.UK Frontend without its typeface and its crest, which are for GOV.UK alone, and ours
 * after it.
 */
export function readStylesheet(font: Asset): Asset {
  const theirs = readFileSync(require.resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css'), 'utf8')
    .replaceAll(/\/\*![^*]*Margaret Calvert[\s\S]*?\*\//g, '')
    .replaceAll(/@font-face\{[^}]*\}/g, '')
    .replaceAll('GDS Transport,arial,sans-serif', 'var(--page-font)')
    .replaceAll('GDS Transport', 'var(--page-font)')
    .replaceAll(/url\(\/assets\/images\/govuk-crest\.svg\)/g, 'none');
  const css = face(font) + theirs + ours.map((name) => beside(`./layout/${name}.css`)).join('');
  return asset('page', 'css', 'text/css; charset=utf-8', Buffer.from(css));
}

/** The one script of the portal; no page needs it. */
export const readScript = (): Asset =>
  asset('page', 'js', 'text/javascript; charset=utf-8', Buffer.from(beside('./layout/page.js')));
