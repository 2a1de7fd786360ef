import { describe, expect, it } from '@jest/globals';
import {
  accessibilityFindings,
  eachAsVisitor,
  type Persona,
  portalAddress,
  signInAs,
  until,
  type Visitor,
} from './support/visitor.js';

/** More stops than any page of ours has. */
const MOST_STOPS = 250;
const MINUTES = 60_000;
/** Of a phone's screen, above what a page is about: px. */
const MOST_HEAD = 130;

let me: Visitor;
eachAsVisitor((visitor) => (me = visitor));

interface Focused {
  id: string;
  tag: string;
  /** What it is called: its label, else its text. */
  name: string;
  /** Whether one sees that it has the focus. */
  shown: boolean;
}

/** Where the focus is, as a script of the browser tells it. */
const focused = (): Promise<Focused> =>
  me.page.evaluate(`(() => {
    const at = document.activeElement ?? document.body;
    const style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    const ringed = (one) => one.boxShadow !== 'none' || (one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) > 0);
    const around = at.nextElementSibling ? getComputedStyle(at.nextElementSibling, '::before') : style;
    return {
      id: at.id,
      tag: at.tagName,
      name: (at.labels?.[0]?.textContent ?? at.textContent ?? '').replace(/\\s+/g, ' ').trim(),
      // Within a date the browser itself marks the part that has the focus.
      shown: at.type === 'date' || (ringed(style) || ringed(around)) && box.width > 0 && box.height > 0,
    };
  })()`);

/** Goes on with the tabulator until something is reached; every stop on the way must show where one is. */
async function tabTo(what: string, reached: (at: Focused) => boolean): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await me.page.keyboard.press('Tab');
    const at = await focused();
    if (at.tag === 'BODY') throw new Error(`The focus was lost on the way to ${what} on ${me.path()}.`);
    if (!at.shown)
      throw new Error(`Nothing shows that "${at.name}" (${at.tag} ${at.id}) has the focus on ${me.path()}.`);
    if (reached(at)) return;
  }
  throw new Error(`"${what}" cannot be reached with the tabulator on ${me.path()}.`);
}

const called = (name: string) => (at: Focused) => at.name.startsWith(name);
const withId = (id: string) => (at: Focused) => at.id === id;

/** The first stop of every page leads past its head. */
async function skipToMain(): Promise<void> {
  await tabTo('Skip to main content', called('Skip to main content'));
  await me.page.keyboard.press('Enter');
  expect((await focused()).id).toBe('main');
}

async function type(id: string, text: string): Promise<void> {
  await tabTo(id, withId(id));
  await me.page.keyboard.type(text);
}

/** Presses a button or follows a link, and waits for the page that comes of it. */
async function press(name: string, key: 'Enter' | 'Space', heading: string | RegExp): Promise<void> {
  await tabTo(name, called(name));
  await me.page.keyboard.press(key);
  await me.page
    .getByRole('heading', { name: heading })
    .or(me.page.getByRole('status').filter({ hasText: heading }))
    .first()
    .waitFor();
}

/** Where something was wrong with a form, the focus is on the first link that leads to where it is put right. */
const atProblem = (message: string): Promise<void> =>
  until(`the focus on “${message}”`, async () => {
    const { tag, name } = await focused();
    return tag === 'A' && name.startsWith(message);
  });

/** A page of what somebody works for, as their work names it. */
async function addressOf(at: string): Promise<string> {
  if (at.startsWith('/')) return at;
  await me.open('/work');
  if (at === 'cluster')
    return (await me.page.locator('a[href^="/clusters/org_"]').first().getAttribute('href'))!;
  const settings = await me.page.locator('a[href$="/settings"]').first().getAttribute('href');
  return settings!.replace(/settings$/, at);
}

describe('with the keyboard alone', () => {
  it(
    'a supplier registers and publishes a profile',
    async () => {
      await signInAs(me, 'supplier');
      await me.open('/work/register');
      await skipToMain();
      await type('name', 'Ilkeston Broach Works');
      await type('postcode', 'LE12 8AA');
      await press('Register and go on', 'Space', 'What you can do');
      await skipToMain();
      await type('statedCapabilities', 'broaching of keyways');
      await press('Save and go on', 'Enter', 'Markets you serve');
      await skipToMain();
      await tabTo('the first sector', (at) => at.id === 'sectors');
      await me.page.keyboard.press('Space');
      expect(await me.page.getByRole('checkbox').first().isChecked()).toBe(true);
      await press('Save and go on', 'Enter', 'Certificates');
      await skipToMain();
      await type('stated', 'ISO 9001');
      await press('Save and go on', 'Space', 'Size and capacity');
      await skipToMain();
      await type('leadTimeDays', '15');
      await type('employees', '9');
      await press('Save and go on', 'Enter', 'Your business');
      await skipToMain();
      await type('summary', 'We broach keyways and splines.');
      await press('Save and go on', 'Enter', 'Check your answers');
      await me.page.getByText('Your profile is published').waitFor();
    },
    5 * MINUTES,
  );

  it(
    'a buyer invites a supplier and puts it on the shortlist',
    async () => {
      await signInAs(me, 'buyer');
      const open = me.page
        .locator('li.mm-row', { hasText: /Open[^]*[1-9]\d* fit/ })
        .locator('a[href^="/requirements/"]')
        .first();
      const title = (await open.innerText()).trim();
      await me.open('/work');
      await skipToMain();
      await press(title, 'Enter', title);
      await skipToMain();
      await press('Invite', 'Enter', 'The supplier has been invited');
      await skipToMain();
      await press('Shortlist and decisions', 'Enter', 'Shortlist and decisions');
      await skipToMain();
      await press('Shortlist', 'Space', 'The supplier is on the shortlist');
    },
    5 * MINUTES,
  );
});

describe('with the keyboard alone, on a phone', () => {
  it('the menu opens, leads on, and shuts with the focus where it was', async () => {
    await signInAs(me, 'supplier');
    await me.page.setViewportSize({ width: 360, height: 740 });
    await me.open('/insights');
    // What is on every page leaves the page its room.
    expect(
      await me.page.evaluate<number>(`document.getElementById('main').getBoundingClientRect().top`),
    ).toBeLessThan(MOST_HEAD);
    const menu = me.page.getByRole('navigation', { name: 'Main' });
    await tabTo('Menu', called('Menu'));
    expect(await menu.isVisible()).toBe(false);
    await me.page.keyboard.press('Enter');
    await menu.waitFor();
    expect(await accessibilityFindings(me.page)).toEqual([]);
    await tabTo('Map', called('Map'));
    await me.page.keyboard.press('Escape');
    expect([await menu.isVisible(), (await focused()).name]).toEqual([false, 'Menu']);
    await me.page.keyboard.press('Enter');
    await tabTo('Clusters', called('Clusters'));
    await me.page.keyboard.press('Enter');
    await me.page.getByRole('heading', { name: 'Cluster bodies' }).waitFor();
  });
});

describe('a requirement written on a phone', () => {
  it(
    'says what it does in sight of every control, and nothing that has the focus lies under it',
    async () => {
      await signInAs(me, 'buyer');
      const at = await addressOf('requirements/new');
      await me.page.setViewportSize({ width: 360, height: 640 });
      await me.open(at);
      const says = me.page.locator('#effect-says');
      await skipToMain();
      await type('musts', 'CNC machining');
      await until('the count', async () => (await says.innerText()).includes('suppliers meet this'));
      await tabTo('the days to answer', withId('replyDays'));
      const inSight = (): Promise<boolean> =>
        me.page.evaluate(`(() => {
          const line = document.querySelector('.mm-says').getBoundingClientRect();
          const at = document.activeElement.getBoundingClientRect();
          return line.top >= 0 && line.bottom <= innerHeight / 4 && at.top >= line.bottom && at.bottom <= innerHeight;
        })()`);
      expect(await inSight()).toBe(true);
      const before = await says.innerText();
      await me.page.keyboard.type('0');
      await until('what hinders it', async () => (await says.innerText()).startsWith('Not counted yet.'));
      await me.page.keyboard.press('Backspace');
      await until('the count again', async () => (await says.innerText()) === before);
      for (let stops = 0; stops < 6; stops += 1) {
        await me.page.keyboard.press('Shift+Tab');
        expect([(await focused()).id, await inSight()]).toEqual([expect.any(String), true]);
      }
      expect(await accessibilityFindings(me.page)).toEqual([]);
    },
    3 * MINUTES,
  );
});

describe('with the keyboard alone, for who looks after others', () => {
  it(
    'a cluster manager takes a member out and back, reads the figures, and looks at an introduction to suggest',
    async () => {
      await signInAs(me, 'cluster');
      await me.open((await addressOf('cluster')) + '/members');
      await skipToMain();
      await press('Remove', 'Enter', 'No longer a member.');
      await skipToMain();
      await press('Undo', 'Space', 'One member added.');
      await me.open(await addressOf('cluster'));
      await skipToMain();
      await tabTo('the figures', called('The figures, week by week'));
      await me.page.keyboard.press('Enter');
      await me.page.getByRole('table', { name: 'What happened week by week' }).waitFor();
      await tabTo('the file of them', called('A year of them as CSV'));
      await me.open((await addressOf('cluster')) + '/openings');
      await skipToMain();
      await press('Suggest', 'Enter', /^Suggest .+ for/);
      await press('Leave it', 'Enter', 'Introductions to suggest');
    },
    5 * MINUTES,
  );

  it(
    'a buyer adds a webhook, is asked before it goes, and takes it away',
    async () => {
      await signInAs(me, 'buyer');
      const at = await addressOf('webhooks');
      await me.open(at);
      await skipToMain();
      await type('url', 'https://erp.example/hook');
      await tabTo('the first event', withId('events'));
      await me.page.keyboard.press('Space');
      await press('Add it', 'Enter', 'The secret of your webhook');
      await skipToMain();
      await press('Delete', 'Enter', 'Delete the webhook to erp.example');
      await press('Keep it', 'Enter', 'Webhooks');
      await skipToMain();
      await press('Delete', 'Enter', 'Delete the webhook to erp.example');
      await press('Delete it', 'Space', 'Deleted. Nothing is sent there any more.');
    },
    5 * MINUTES,
  );
});

describe('with the keyboard alone, in the office', () => {
  it(
    'an officer checks a claim, takes it back, is asked why when refusing, and refuses',
    async () => {
      await signInAs(me, 'officer');
      await me.open('/office/evidence');
      await skipToMain();
      await press('Found in the register', 'Enter', 'Recorded, with today’s date and your name.');
      await skipToMain();
      await press('Undo', 'Space', 'Undone. The claim stands as it did before.');
      await skipToMain();
      await tabTo('the way to refuse', called('Could not confirm it'));
      await me.page.keyboard.press('Enter');
      await press('Refuse', 'Enter', 'There is a problem');
      await atProblem('Say why it could not be confirmed');
      await me.page.keyboard.press('Enter');
      await me.page.keyboard.type('The number is not in the register.');
      await press('Refuse', 'Space', /^Refused\./);
      // What it did to one supplier does not stay for whoever looks next.
      await skipToMain();
      await press('Undo', 'Enter', 'Undone. The claim stands as it did before.');
    },
    5 * MINUTES,
  );

  it(
    'an officer imports suppliers, and finds how far it is under the address of the run',
    async () => {
      await signInAs(me, 'officer');
      await me.open('/office');
      await skipToMain();
      await type(
        'csv',
        'external_id,name,postcode,capabilities\nR1,Ilkeston Reamers Ltd,LE12 8AA,reaming\nR2,,LE12 8AA,reaming',
      );
      await press('Import suppliers', 'Enter', /^Import/);
      const at = me.path();
      expect(at).toMatch(/^\/runs\//);
      await me.page.getByText('Done', { exact: true }).waitFor();
      await me.page.reload();
      expect(me.path()).toBe(at);
      await me.page.getByRole('table', { name: 'What to put right' }).waitFor();
      await skipToMain();
      await tabTo('what was found', ({ name }) => name.endsWith('as CSV'));
    },
    5 * MINUTES,
  );

  it(
    'an officer has all ranked again, narrows the runs, and reads who changed what',
    async () => {
      await signInAs(me, 'officer');
      await me.open('/office/jobs');
      await skipToMain();
      await press('Rank all again', 'Enter', /^Ranking all/);
      await me.page.getByText('Done', { exact: true }).waitFor();
      await me.open('/office/jobs');
      await skipToMain();
      await tabTo('the kinds of run', withId('kind'));
      await me.page.keyboard.type('Rank');
      await press('Show', 'Enter', 'Jobs and health');
      expect(new URL(me.page.url()).searchParams.get('kind')).toBe('MATCH');
      await me.open('/office/audit');
      await skipToMain();
      await tabTo('what it was about', withId('subject'));
      await me.page.keyboard.type('Certificate');
      await press('Show', 'Space', 'Who changed what');
      await skipToMain();
      await tabTo('the file of them', called('CSV'));
    },
    5 * MINUTES,
  );

  it(
    'an officer goes over the reference facts, table by table',
    async () => {
      await signInAs(me, 'officer');
      await me.open('/reference');
      await skipToMain();
      await tabTo('the support programmes', called('Support programmes'));
      await me.page.keyboard.press('Enter');
      await tabTo('their file', called('CSV of support programmes'));
      await tabTo('their table', ({ tag }) => tag === 'DIV');
      await me.page.keyboard.press('ArrowRight');
    },
    5 * MINUTES,
  );
});

describe('with the keyboard alone, to the end', () => {
  it(
    'a supplier has its business erased, and is told that it is gone',
    async () => {
      await signInAs(me, 'supplier');
      await me.open('/work/register');
      await skipToMain();
      await type('name', 'Ripley Short Lived Ltd');
      await type('postcode', 'LE12 8AA');
      await press('Register and go on', 'Enter', 'What you can do');
      const settings = me.path().replace(/profile.*$/, 'settings');
      await me.open(settings);
      await skipToMain();
      await press('Erase', 'Enter', 'Erase it for good');
      await skipToMain();
      await type('reason', 'It was a test.');
      await type('name', 'Ripley Short Lived');
      await press('Erase it for good', 'Enter', 'There is a problem');
      await atProblem('Type the name exactly');
      await me.page.keyboard.press('Enter');
      await me.page.keyboard.press('Control+A');
      await me.page.keyboard.type('Ripley Short Lived Ltd');
      await press('Erase it for good', 'Space', 'It is erased.');
      expect((await me.page.request.get(portalAddress() + settings)).status()).toBe(404);
    },
    5 * MINUTES,
  );
});

/** Pages with forms that can fail: whose, where, and what makes them fail. */
const failing: readonly { who: Persona; at: string; form: string; typed: Record<string, string> }[] = [
  { who: 'supplier', at: '/sign-in', form: '[action="/sign-in"]', typed: { email: 'nobody' } },
  {
    who: 'supplier',
    at: '/work/register',
    form: '[action="/work/register"]',
    typed: { name: '', postcode: 'ZZ' },
  },
  {
    who: 'supplier',
    at: 'profile/business',
    form: '#main-form',
    typed: { name: '', postcode: 'ZZ', website: 'no address' },
  },
  {
    who: 'supplier',
    at: 'profile/certificates',
    form: '#main-form',
    typed: { stated: 'ISO 9001', validFrom: '2030-01-01', validTo: '2020-01-01' },
  },
  {
    who: 'supplier',
    at: 'profile/capacity',
    form: '#main-form',
    typed: { employees: 'many', batchMin: '9', batchMax: '1', leadTimeDays: 'soon' },
  },
  { who: 'supplier', at: 'settings', form: '[action$="/invite"]', typed: { email: 'nobody' } },
  { who: 'supplier', at: 'erase', form: '[action$="/erase"]', typed: { name: 'Another', reason: '' } },
  {
    who: 'buyer',
    at: 'requirements/new',
    form: '#editor',
    typed: { title: '', musts: '', valueGbp: 'much', maxDriveMinutes: 'far', postcode: 'ZZ' },
  },
  {
    who: 'buyer',
    at: 'requirements/new',
    form: '#editor',
    typed: { title: '', musts: '', postcode: 'ZZ', closesOn: '2001-01-01' },
  },
  { who: 'cluster', at: 'cluster', form: '[action$="/schedule"]', typed: { hour: '25', leastScore: '900' } },
  { who: 'officer', at: '/office', form: '[action="/office/import"]', typed: { csv: '' } },
  { who: 'officer', at: '/office', form: '[action="/office/import"]', typed: { csv: 'a,b' } },
  { who: 'officer', at: '/account', form: '[action="/account/keys"]', typed: { keyName: '' } },
];

describe('what is wrong with a form', () => {
  it.each(failing)(
    'leads to the controls where it is put right: $at of $who ($typed)',
    async ({ who, at, form, typed }) => {
      await signInAs(me, who);
      await me.open(await addressOf(at));
      const fields = me.page.locator(`form${form}`);
      for (const [name, text] of Object.entries(typed)) {
        const field = fields.locator(`[name="${name}"]`).first();
        if (!(await field.isVisible()))
          await me.page
            .locator('details:not([open])', { has: me.page.locator(`[name="${name}"]`) })
            .locator('summary')
            .first()
            .click();
        await field.fill(text);
      }
      await fields.locator('button[type="submit"]:visible').first().click();
      const summary = me.page.locator('#problems');
      await summary.waitFor();
      expect(await me.page.title()).toMatch(/^Error: /);
      const links = summary.locator('a');
      const count = await links.count();
      expect(count).toBeGreaterThan(0);
      for (let nth = 0; nth < count; nth += 1) {
        const target = (await links.nth(nth).getAttribute('href'))!.slice(1);
        await links.nth(nth).focus();
        await me.page.keyboard.press('Enter');
        await until(`the focus to land on ${target}`, async () => (await focused()).id === target);
        expect((await focused()).tag).toMatch(/^(INPUT|TEXTAREA|SELECT)$/);
        expect(await me.page.locator(`[id="${target}"]`).isVisible()).toBe(true);
      }
    },
    3 * MINUTES,
  );
});
