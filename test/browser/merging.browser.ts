import { describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { eachAsVisitor, signInAs, type Visitor } from './support/visitor.js';

const MINUTES = 60_000;

describe.each([
  { how: 'with scripts', javaScriptEnabled: true, firm: 'Twyford Turning', postcode: 'DE65 5AA' },
  { how: 'without scripts', javaScriptEnabled: false, firm: 'Twyford Grinding', postcode: 'DE65 5AA' },
])('two records of one supplier, $how', ({ javaScriptEnabled, firm, postcode }) => {
  let me: Visitor;
  eachAsVisitor((visitor) => (me = visitor), { javaScriptEnabled });

  const card = (): Locator =>
    me.page.locator('li.mm-card', { has: me.page.getByRole('heading', { name: new RegExp(firm, 'i') }) });
  const register = async (name: string): Promise<void> => {
    await me.open('/work/register');
    await me.page.getByLabel('Name of the business', { exact: true }).fill(name);
    await me.page.getByLabel('Postcode of its main site', { exact: true }).fill(postcode);
    await me.enter(me.page.getByRole('button', { name: 'Register and go on' }));
    await me.heading('What you can do');
  };

  it(
    'are found, merged, made two again, and taken off the list as two firms, by keyboard',
    async () => {
      await signInAs(me, 'supplier');
      await register(`${firm} Ltd`);
      await register(`${firm.toUpperCase()} Limited`);

      await signInAs(me, 'officer');
      await me.open('/office');
      await me.enter(me.page.getByRole('link', { name: /look(s)? like one supplier$/ }));
      await me.heading('Records that look like one supplier');
      await me.enter(card().getByRole('link', { name: /^Merge them/ }));
      await me.heading(/^Merge two records of/);
      await me.enter(me.page.getByRole('button', { name: 'Merge them' }));
      await me.heading('There is a problem');
      await me.page.getByLabel('How do you know that the two are one?').fill('One door, one phone.');
      await me.enter(me.page.getByRole('button', { name: 'Merge them' }));
      await me.says('Merged. The people of both are told, and the old address leads here.');
      await me.says('1 record was merged into this one');

      await me.enter(me.page.getByRole('status').getByRole('button', { name: 'Undo', exact: true }));
      await me.says('Undone. The two records stand as they did before.');
      expect(await card().count()).toBe(1);

      await me.enter(card().locator('summary', { hasText: 'These are two firms' }));
      await card().getByLabel('How do you tell them apart? (optional)').fill('Two doors, two phones.');
      await me.enter(card().getByRole('button', { name: /^Take the pair off the list/ }));
      await me.says('These are two firms: the pair is off the list, for every officer.');
      expect(await card().count()).toBe(0);
      await me.enter(me.page.getByRole('link', { name: /^Two firms/ }));
      await me.heading('Records of two firms that look like one');
      await me.says('“Two doors, two phones.”');
      await me.enter(card().getByRole('button', { name: /^Put back among the others/ }));
      await me.says('The pair is on the list again.');
      await me.open('/office/alike');
      expect(await card().count()).toBe(1);
    },
    5 * MINUTES,
  );
});
