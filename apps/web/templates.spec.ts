import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describedTemplates } from './testing/template.harness.js';

const portal = fileURLToPath(new URL('.', import.meta.url));
const files = readdirSync(portal, { recursive: true, encoding: 'utf8' }).sort();

// The states of each page lie beside it; all are looked at here, so that what they need is loaded once.
for (const path of files.filter((one) => one.endsWith('.states.js'))) {
  await import(`./${path}`);
}

describe('every page', () => {
  it('has its states looked at', () => {
    const templates = files.filter((path) => path.endsWith('.njk') && !path.startsWith('layout/'));
    expect(describedTemplates()).toEqual(templates);
  });
});
