import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { landingHtml } from './landing.page.js';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64');

describe('the page at /graphql', () => {
  it('allows exactly the style and the script that stand in it', () => {
    const html = landingHtml(true);
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(html)!;
    const [, script] = /<script>([\s\S]*?)<\/script>/.exec(html)!;
    expect(html).toContain(`style-src 'sha256-${hashOf(style!)}'`);
    expect(html).toContain(`script-src 'sha256-${hashOf(script!)}'`);
    expect(html).toContain('<form id="explorer"');
  });

  it('offers no form where the schema is not shown', () => {
    const html = landingHtml(false);
    expect(html).not.toMatch(/<form|<script>|%[A-Z]+%|<!--/);
    expect(html).toContain('<style>');
  });
});
