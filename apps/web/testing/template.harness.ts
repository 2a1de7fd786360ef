import { createLogger, readConfig } from '#lib/platform';
import { describe, expect, it } from '@jest/globals';
import { pageFaults, ReadPage } from '../../../test/support/page.faults.js';
import type { Problem } from '../form.fields.js';
import { PageRenderer, type PageView } from '../page.renderer.js';
import type { Visitor } from '../portal.js';

const config = readConfig({ LOG_LEVEL: 'silent' });
const renderer = new PageRenderer({ config, log: createLogger(config, 'test') });
const page = { requestId: 'r', path: '/', nonce: 'n'.repeat(24) };

const described: string[] = [];
/** The templates whose states are looked at, in the order of their names. */
export const describedTemplates = (): string[] => described.sort();

/** Somebody who works for nobody yet. */
export const visitor: Visitor = {
  token: 't',
  id: 'person_1',
  email: 'sam@example.org',
  name: 'Sam Okoro',
  staffRoles: [],
  memberships: [],
  unread: 0,
};

/** Somebody of the authority, with news to read. */
export const officer: Visitor = { ...visitor, staffRoles: ['OFFICER'], unread: 3 };

/** What a page gives its template, and who looks at it. */
type State = PageView & { visitor?: Visitor } & Readonly<Record<string, unknown>>;

/** The problem of each control, as a form sends it back. */
export const problemsAt = (...fields: string[]): Problem[] =>
  fields.map((field) => ({ field, message: `Put ${field} right.` }));

/** Whether a link of the error summary lands where one can put the problem right. */
function lands(read: ReadPage, field: string): boolean {
  const target = read.byId(field);
  if (!target) return false;
  return (
    ['input', 'select', 'textarea'].includes(target.tagName) ||
    target.attrs.some(({ name, value }) => name === 'tabindex' && value === '-1')
  );
}

/** The HTML of a template, signed out unless its state says who is there. */
const htmlOf = (template: string, state: State): string =>
  renderer.render(template, { visitor: null, formToken: 'f', typed: {}, problems: [], ...state }, page);

/** Of the buttons that the Enter key would press in the forms to an address: what keeps it from that. */
export function defaultButtonOf(template: string, state: State, action: string): string[] {
  const read = new ReadPage(htmlOf(template, state));
  const buttons = read
    .all('form')
    .filter((form) => form.attrs.some(({ name, value }) => name === 'action' && value.startsWith(action)))
    .map((form) => read.below(form).find(({ tagName }) => tagName === 'button'));
  const kept = (button: (typeof buttons)[number]): string =>
    button?.attrs.some(({ name }) => name === 'disabled') ? 'disabled' : 'nothing';
  return [...new Set(buttons.map(kept))];
}

/**
 * Renders a template in its states, signed out unless a state says who is there, and looks for faults in what comes out.
 * @param says text that a state must show, by its name
 */
export function describeTemplate(
  template: string,
  states: Readonly<Record<string, State>>,
  says: Readonly<Record<string, string | RegExp>> = {},
): void {
  described.push(template);
  const lacking = Object.keys(says).filter((name) => !(name in states));
  if (lacking.length) throw new Error(`${template} has no state called ${lacking.join(', ')}.`);
  describe(template, () => {
    it.each(Object.entries(states))('is sound: %s', (name, state) => {
      const html = htmlOf(template, state);
      const read = new ReadPage(html);
      expect(pageFaults(html)).toEqual([]);
      const problems = state.problems ?? [];
      expect(read.title.startsWith('Error: ')).toBe(problems.length > 0);
      expect(problems.map(({ field }) => field).filter((field) => !lands(read, field))).toEqual([]);
      for (const { field, message } of problems) {
        const links = read.all('a').filter((link) => read.textOf(link) === message);
        expect(links.map((link) => link.attrs.find((one) => one.name === 'href')?.value)).toEqual([
          `#${field}`,
        ]);
      }
      if (says[name] !== undefined) expect(read.textOf(...read.all('main'))).toMatch(says[name]);
    });
  });
}
