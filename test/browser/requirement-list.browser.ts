import { describe, expect, it } from '@jest/globals';
import { eachAsVisitor, signInAs, until, type Visitor } from './support/visitor.js';

const MINUTES = 60_000;

describe.each([
  { how: 'with scripts', javaScriptEnabled: true, lot: 'first' },
  { how: 'without scripts', javaScriptEnabled: false, lot: 'second' },
])('a list of requirements, $how', ({ javaScriptEnabled, lot }) => {
  let me: Visitor;
  eachAsVisitor((visitor) => (me = visitor), { javaScriptEnabled });

  const listWith = (value: string): string =>
    [
      'reference,title,musts,value_gbp,closes_on',
      `${lot}-1,"Turned pins, the ${lot} list",CNC turning,12000,2099-03-01`,
      `${lot}-2,"Milled plates, the ${lot} list",CNC milling,${value},2099-03-01`,
    ].join('\r\n');
  const send = async (value: string): Promise<void> => {
    await me.heading('Requirements from a spreadsheet');
    await me.page
      .getByLabel('Excel workbook (.xlsx) or CSV file')
      .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(listWith(value)) });
    await me.enter(me.page.getByRole('button', { name: 'Read it' }));
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
      await me.enter(me.page.getByRole('link', { name: /^Bring them from a spreadsheet/ }).first());
      await me.enter(me.page.getByRole('button', { name: 'Read it' }));
      await me.heading('There is a problem');
      await send('plenty');
      await me.says('1 added, 0 changed, 0 the same already.');
      await me.heading('What to put right');
      const wrong = me.page.getByRole('row').filter({ hasText: 'value_gbp' });
      expect(await wrong.getByRole('cell').first().innerText()).toBe('3');
      expect(await wrong.innerText()).toContain('plenty');
      await me.says(`Turned pins, the ${lot} list`);

      await me.enter(me.page.getByRole('link', { name: 'Bring another file' }));
      await send('30000');
      await me.says('1 added, 0 changed, 1 the same already.');
      expect(await me.page.getByRole('heading', { name: 'What to put right' }).count()).toBe(0);
      await me.enter(me.page.getByRole('link', { name: `Milled plates, the ${lot} list`, exact: true }));
      await me.heading(`Milled plates, the ${lot} list`);
      await me.says('£30,000');
      expect(await me.page.getByRole('button', { name: 'Publish', exact: true }).count()).toBe(1);

      // Both at once; the one that is unchosen waits.
      await me.page.goBack();
      await me.enter(me.page.getByRole('link', { name: 'Publish drafts that are complete' }));
      await me.heading(/drafts? (is|are) complete/);
      const [turned, milled] = ['Turned pins', 'Milled plates'].map((what) =>
        me.page.getByLabel(`${what}, the ${lot} list`, { exact: true }),
      );
      await milled!.focus();
      await me.page.keyboard.press('Space');
      expect([await turned!.isChecked(), await milled!.isChecked()]).toEqual([true, false]);
      await me.enter(me.page.getByRole('button', { name: 'Publish what is chosen' }));
      await me.says(/drafts? (is|are) published/);
      expect([await turned!.count(), await milled!.count()]).toEqual([0, 1]);
    },
    5 * MINUTES,
  );
});
