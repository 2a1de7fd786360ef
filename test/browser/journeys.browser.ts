import { describe, expect, it } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { eachAsVisitor, type Persona, signInAs, until, visit, type Visitor } from './support/visitor.js';

/** From the front page to a published profile, beyond typing. */
const MOST_INTERACTIONS = 15;
const MINUTES = 60_000;

// Every journey is made with our scripts and without any.
describe.each([
  { how: 'with scripts', javaScriptEnabled: true, firm: 'Oakfirth Brothers', lot: 'first' },
  { how: 'without scripts', javaScriptEnabled: false, firm: 'Wendle Sisters', lot: 'second' },
])('$how', ({ javaScriptEnabled, firm, lot }) => {
  let me: Visitor;
  let browser: Browser;
  eachAsVisitor((visitor, opened) => ([me, browser] = [visitor, opened]), { javaScriptEnabled });

  const link = (name: string | RegExp): Locator => me.page.getByRole('link', { name }).first();
  const button = (name: string | RegExp): Locator => me.page.getByRole('button', { name }).first();
  const fill = (label: string, text: string): Promise<void> =>
    me.page.getByLabel(label, { exact: true }).fill(text);
  const signIn = (persona: Persona): Promise<void> => signInAs(me, persona);

  it(
    'a supplier goes from the front page to a published profile',
    async () => {
      await me.open('/');
      await me.click(button('Register a business'));
      await me.click(me.page.locator('form:has(input[value^="supplier@"]) button'));
      await me.heading('Register a supplier');
      await fill('Name of the business', firm);
      await fill('Postcode of its main site', 'LE12 8AA');
      await me.click(button('Register and go on'));
      await me.heading('What you can do');
      await fill('In your own words', 'five-axis milling\nsurface grinding');
      await me.click(button('Save and go on'));
      await me.heading('Markets you serve');
      await me.click(me.page.getByRole('checkbox').first());
      await me.click(button('Save and go on'));
      await me.heading('Certificates');
      await fill('What is it called?', 'ISO 9001');
      await me.click(button('Save and go on'));
      await me.heading('Size and capacity');
      await fill('Usual lead time', '20');
      await fill('People employed', '14');
      await me.click(button('Save and go on'));
      await me.heading('Your business');
      await fill('What you do, in a few sentences', 'We mill and grind fixtures for toolrooms.');
      await me.click(button('Save and go on'));
      await me.heading('Check your answers');
      await me.says('Your profile is published');
      expect(me.interactions).toBeLessThanOrEqual(MOST_INTERACTIONS);
      // Found by somebody who is not signed in.
      const stranger = await visit(browser);
      await until('the search to find it', async () => {
        await stranger.open(`/suppliers?q=${encodeURIComponent(firm)}`);
        return (await stranger.page.getByRole('link', { name: firm, exact: true }).count()) > 0;
      });
      await stranger.close();
    },
    5 * MINUTES,
  );

  it(
    'a supplier finds an opportunity, sees why, and says so',
    async () => {
      const title = `Milled brackets, the ${lot} lot`;
      const buyer = await visit(browser, { javaScriptEnabled });
      await signInAs(buyer, 'buyer');
      await buyer.click(buyer.page.getByRole('button', { name: 'Write a requirement' }).first());
      await buyer.page.getByLabel('What is it, in a line?', { exact: true }).fill(title);
      await buyer.page
        .getByLabel('What must a supplier be able to do?', { exact: true })
        .fill('five-axis milling');
      await buyer.click(buyer.page.getByRole('button', { name: 'Save', exact: true }));
      await buyer.click(buyer.page.getByRole('button', { name: 'Publish', exact: true }));
      await buyer.page.getByText('It is published.').first().waitFor();
      await buyer.close();

      await signIn('supplier');
      await me.click(
        me.page
          .locator('section', { has: me.page.getByRole('heading', { name: firm, exact: true }) })
          .getByRole('link', { name: /opportunit/i }),
      );
      await me.heading('Opportunities');
      const card = me.page.locator('li.mm-card', {
        has: me.page.getByRole('link', { name: title, exact: true }),
      });
      await until('the opportunity', async () => {
        await me.page.reload();
        return (await card.getByRole('heading', { name: 'Why you' }).count()) > 0;
      });
      await me.click(card.locator('summary'));
      expect(await card.locator('.mm-criteria').isVisible()).toBe(true);
      await me.click(card.getByRole('button', { name: /^We are interested/ }));
      await me.says('Your interest has been passed on to the buyer.');
      await me.click(card.getByRole('link', { name: /^Interested: see the introduction/ }));
      await me.says('It waits for the');
      await fill('Write to the other side', 'When would the first lot be due?');
      await me.click(button('Send'));
      await me.says('Your message has been sent.');
      await me.says('When would the first lot be due?');
      await me.click(me.page.locator('summary', { hasText: 'Take it back' }));
      await me.click(me.page.getByRole('radio', { name: 'No capacity' }));
      await me.click(me.page.locator('form[action$="/withdraw"] button'));
      await me.says('It has been withdrawn.');
    },
    5 * MINUTES,
  );

  it(
    'a buyer writes a requirement, sees its effect, publishes it, and awards it',
    async () => {
      const title = `Machined housings, the ${lot} lot`;
      await signIn('buyer');
      await me.click(button('Write a requirement'));
      await fill('What is it, in a line?', title);
      await fill('What must a supplier be able to do?', 'CNC machining');
      if (!javaScriptEnabled) await me.click(button('See what it does'));
      await me.says('suppliers meet this.');
      await me.click(button('Save'));
      await me.heading(title);
      await me.click(button('Publish'));
      await me.says('It is published.');
      const invite = (region: string): Locator =>
        me.page
          .locator(`section[aria-labelledby="side-${region}"]`)
          .getByRole('button', { name: /^Invite/ })
          .first();
      await until('matches of both regions', async () => {
        await me.page.reload();
        const sides = await Promise.all(['WEST_MIDLANDS', 'EAST_MIDLANDS'].map((one) => invite(one).count()));
        return sides.every((count) => count > 0);
      });
      for (const region of ['WEST_MIDLANDS', 'EAST_MIDLANDS']) {
        await me.click(invite(region));
        await me.says('The supplier has been invited');
      }
      await me.click(button('Shortlist and decisions'));
      for (const count of [1, 0]) {
        await me.click(button(/^Shortlist /));
        await me.says('The supplier is on the shortlist');
        expect(await me.page.getByRole('button', { name: /^Shortlist / }).count()).toBe(count);
      }
      // Without a reason nobody is declined; the page leads to where one is chosen.
      await me.click(button(/^Decline /));
      await me.click(link('Choose a reason.'));
      await me.click(me.page.getByRole('radio', { name: 'Price', exact: true }));
      await me.click(button('Decline'));
      await me.says('Your answer has been passed on.');
      await me.click(link('The requirement'));
      await me.click(button('Shortlist and decisions'));
      await me.click(link(/^Award /));
      await fill('Value of the award', '120,000');
      await fill('Jobs it makes or keeps (optional)', '3');
      await me.click(button('Record the award'));
      await me.says('The award has been recorded.');
      await me.says('£120,000');
      await me.click(link('The requirement'));
      await me.click(button('Shortlist and decisions'));
      await me.heading(/^Awarded/);
      await me.heading(/^Ended/);
    },
    5 * MINUTES,
  );

  it(
    'a cluster manager reads the next digest, sets when it comes, and vouches for a member',
    async () => {
      await signIn('cluster');
      await me.click(link(/^Members and digests/));
      await me.click(link('What the next one would say'));
      await me.says('What the next digest would say if it were written now.');
      const letter = me.page.frameLocator('iframe.mm-letter');
      await letter.locator('body').waitFor();
      expect((await letter.locator('body').innerText()).length).toBeGreaterThan(100);
      await me.click(me.page.getByRole('navigation', { name: 'Back' }).getByRole('link'));
      await me.page.getByLabel('How often').selectOption('Every second week');
      await fill('At the hour (0 to 23)', '25');
      await me.click(button('Save'));
      await me.heading('There is a problem');
      await fill('At the hour (0 to 23)', '7');
      await me.page.getByLabel('How often').selectOption('Every second week');
      await me.click(button('Save'));
      await me.says('Saved. The next digest follows it.');
      expect(await me.page.getByLabel('How often').inputValue()).toBe('FORTNIGHTLY');
      await me.page.getByLabel('How often').selectOption('Every week');
      await me.click(button('Save'));
      await until(
        'the usual schedule',
        async () => (await me.page.getByLabel('How often').inputValue()) === 'WEEKLY',
      );
      await me.click(link(/^Vouch for/));
      await me.heading('Claims and how they were checked');
      const vouched = me.page.locator('#claims li[id]', { hasText: 'Vouched for by a cluster body' });
      const before = await vouched.count();
      await me.click(
        me.page
          .locator('#claims li[id]', { hasNotText: 'Vouched for by a cluster body' })
          .getByRole('button', { name: /^Vouch for/ })
          .first(),
      );
      await me.page.getByRole('status').first().waitFor();
      expect(await vouched.count()).toBe(before + 1);
    },
    5 * MINUTES,
  );

  it(
    'an officer decides on a claim of a record that nobody looks after',
    async () => {
      await signIn('supplier');
      await me.open('/suppliers');
      const names = me.page.locator('ol.mm-cards h3 a');
      const paths = await Promise.all((await names.all()).map((one) => one.getAttribute('href')));
      let name = '';
      for (const path of paths) {
        await me.open(path!);
        if ((await me.page.locator('summary', { hasText: 'This is my business' }).count()) === 0) continue;
        name = await me.page.locator('h1').innerText();
        break;
      }
      expect(name).not.toBe('');
      await me.click(me.page.locator('summary', { hasText: 'This is my business' }));
      await me.click(button('Claim it'));
      await me.heading('There is a problem');
      await fill('How can one see that you act for it?', 'I am its director; the register says so.');
      await me.click(button('Claim it'));
      await until('the claim to be passed on', () => Promise.resolve(!me.page.url().includes('/access')));

      const office = await visit(browser, { javaScriptEnabled });
      await signInAs(office, 'officer');
      await office.click(office.page.getByRole('link', { name: 'Office', exact: true }));
      const claim = office.page.locator('li.mm-card', { hasText: name }).first();
      // Enter in the reason decides nothing: there are two decisions. A refusal says why.
      const reason = claim.getByLabel('Reason (needed to refuse)');
      await reason.fill('Known to us.');
      await reason.press('Enter');
      await reason.fill('');
      await office.click(claim.getByRole('button', { name: /^Refuse/ }));
      await office.page.getByRole('heading', { name: 'There is a problem' }).waitFor();
      await office.click(claim.getByRole('button', { name: /^Approve/ }));
      await office.page.getByRole('status').first().waitFor();
      expect(await office.page.locator('li.mm-card', { hasText: name }).count()).toBe(0);
      expect(office.complaints).toEqual([]);
      await office.close();
      await me.open('/work');
      await me.heading(name);
    },
    5 * MINUTES,
  );
});
