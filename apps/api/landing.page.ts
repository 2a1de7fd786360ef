import type { ApolloServerPlugin } from '@apollo/server';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { GraphqlContext } from './request.context.js';

const page = (name: string): string => readFileSync(new URL(`./landing/${name}`, import.meta.url), 'utf8');
const integrity = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What a browser gets at /graphql: where to look, and a plain form to try queries with. Loads nothing from elsewhere. */
export function landingHtml(explorer: boolean): string {
  const style = page('landing.css');
  const script = page('landing.js');
  const policy = `default-src 'none'; style-src ${integrity(style)}; script-src ${integrity(script)}; connect-src 'self'; img-src data:`;
  return page('landing.html')
    .replace('%POLICY%', policy)
    .replace('<!--STYLE-->', () => `<style>${style}</style>`)
    .replace('<!--EXPLORER-->', () => (explorer ? page('explorer.html') : ''))
    .replace('<!--SCRIPT-->', () => (explorer ? `<script>${script}</script>` : ''));
}

export function landingPage(explorer: boolean): ApolloServerPlugin<GraphqlContext> {
  return {
    serverWillStart: () =>
      Promise.resolve({ renderLandingPage: () => Promise.resolve({ html: landingHtml(explorer) }) }),
  };
}
