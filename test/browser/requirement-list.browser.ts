import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { openBrowser, signInAs, until, visit, type Visitor } from './support/visitor.js';

const MINUTES = 60_000;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

describe.each([
  { how: 'with scripts', javaScriptEnabled: true, lot: 'first' },
  { how: 'without scripts', javaScriptEnabled: false, lot: 'second' },
])('a list of requirements, $how', ({ javaScriptEnabled, lot }) => {
  let me: Visitor;
  beforeEach(async () => {
    me = await visit(browser, { javaScriptEnabled });
  });
  afterEach(async () => {
    expect(me.complaints).toEqual([]);
    await me.close();
  });

  const says = (text: string | RegExp): Promise<void> => me.page.getByText(text).first().waitFor();
  const heading = (name: string | RegExp): Promise<void> =>
    me.page.getByRole('heading', { name }).first().waitFor();
  /** Goes there as the tabulator does, and presses Enter. */
  const press = async (what: Locator): Promise<void> => {
    me.interactions += 1;
    await what.focus();
    await me.page.keyboard.press('Enter');
  };
  const listWith = (value: string): string =>
    [
      'reference,title,musts,value_gbp,closes_on',
      `${lot}-1,"Turned pins, the ${lot} list",CNC turning,12000,2099-03-01`,
      `${lot}-2,"Milled plates, the ${lot} list",CNC milling,${value},2099-03-01`,
    ].join('\r\n');
  const send = async (value: string): Promise<void> => {
    await heading('Requirements from a spreadsheet');
    await me.page
      .getByLabel('Excel workbook (.xlsx) or CSV file')
      .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(listWith(value)) });
    await press(me.page.getByRole('button', { name: 'Read it' }));
    await me.page.waitForURL((url) => url.pathname.startsWith('/runs/'));
    await until('the file to be read', async () => {
      if (!javaScriptEnabled) await me.page.reload();
      return (await me.page.getByText(/\d+ added, \d+ changed/).count()) > 0;
    });
  };

  it(
    'comes in from a file, with the wrong row named, and whole once that is put right',
    async () => {
      await signInAs(me, 'buyer');
      await press(me.page.getByRole('link', { name: /^Bring them from a spreadsheet/ }).first());
      await press(me.page.getByRole('button', { name: 'Read it' }));
      await heading('There is a problem');
      await send('plenty');
      await says('1 added, 0 changed, 0 the same already.');
      await heading('What to put right');
      const wrong = me.page.getByRole('row').filter({ hasText: 'value_gbp' });
      expect(await wrong.getByRole('cell').first().innerText()).toBe('3');
      expect(await wrong.innerText()).toContain('plenty');
      await says(`Turned pins, the ${lot} list`);

      await press(me.page.getByRole('link', { name: 'Bring another file' }));
      await send('30000');
      await says('1 added, 0 changed, 1 the same already.');
      expect(await me.page.getByRole('heading', { name: 'What to put right' }).count()).toBe(0);
      await press(me.page.getByRole('link', { name: `Milled plates, the ${lot} list`, exact: true }));
      await heading(`Milled plates, the ${lot} list`);
      await says('£30,000');
      expect(await me.page.getByRole('button', { name: 'Publish', exact: true }).count()).toBe(1);

      // Both at once; the one that is unchosen waits.
      await me.page.goBack();
      await press(me.page.getByRole('link', { name: 'Publish drafts that are complete' }));
      await heading(/drafts? (is|are) complete/);
      const [turned, milled] = ['Turned pins', 'Milled plates'].map((what) =>
        me.page.getByLabel(`${what}, the ${lot} list`, { exact: true }),
      );
      await milled!.focus();
      await me.page.keyboard.press('Space');
      expect([await turned!.isChecked(), await milled!.isChecked()]).toEqual([true, false]);
      await press(me.page.getByRole('button', { name: 'Publish what is chosen' }));
      await says(/drafts? (is|are) published/);
      expect([await turned!.count(), await milled!.count()]).toEqual([0, 1]);
    },
    5 * MINUTES,
  );
});
