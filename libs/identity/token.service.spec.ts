import { DirectoryModule } from '#lib/directory';
import { type Actor, isFailure } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import 'reflect-metadata';
import { IdentityModule } from './identity.module.js';
import { PersonService } from './person.service.js';
import { RegistrationService } from './registration.service.js';
import { TokenService } from './token.service.js';

let db: TestDatabase;
let people: PersonService;
let tokens: TokenService;
let registration: RegistrationService;

beforeAll(async () => {
  db = await openTestDatabase(schema);
  const app = await NestFactory.createApplicationContext(IdentityModule, { logger: false });
  people = app.get(PersonService);
  tokens = app.get(TokenService);
  registration = app.get(RegistrationService);
  expect(app.get(DirectoryModule)).toBeDefined();
});
afterAll(() => db.close());
afterEach(() => {
  db.clock.now = undefined;
});

const person = (email: string): Promise<string> =>
  db.writing(async (ctx) => (await people.ensure(ctx, { email, name: 'Ann Example' })).id);
const asPerson = (id: string): Promise<Actor> => people.actorOf(db.reading(), id);

it('makes a person once for an address, in any case', async () => {
  const first = await person('Ann@Example.org');
  const again = await db.writing((ctx) =>
    people.ensure(ctx, { email: 'ann@example.ORG ', name: 'Another', staffRoles: ['OFFICER'] }),
  );
  expect(again).toMatchObject({
    id: first,
    email: 'ann@example.org',
    name: 'Ann Example',
    staffRoles: ['OFFICER'],
  });
  const kept = await db.writing((ctx) => people.ensure(ctx, { email: 'ann@example.org', name: 'A' }));
  expect(kept.staffRoles).toEqual(['OFFICER']);
  expect((await people.findByEmail(db.reading(), ' ANN@example.org'))?.id).toBe(first);
  expect((await people.find(db.reading(), [first])).get(first)?.name).toBe('Ann Example');
});

it('issues a token that acts as the person, and keeps its hash alone', async () => {
  const id = await person('token@example.org');
  const issued = await db.writing((ctx) => tokens.issue(ctx, id, { name: 'ERP', days: 30 }));
  expect(issued.token).toMatch(/^mm_[A-Za-z0-9_-]{43}$/);
  expect(await tokens.authenticate(db.reading(), issued.token)).toEqual({
    kind: 'person',
    personId: id,
    email: 'token@example.org',
    staffRoles: [],
    memberships: [],
    scopes: ['READ', 'WRITE', 'ACCOUNT'],
  });
  const [row] = await db.reading().query<object>(`SELECT * FROM api_tokens WHERE id = $1`, [issued.id]);
  expect(JSON.stringify(row)).not.toContain(issued.token.slice(3));
});

it('refuses tokens that are unknown, malformed, expired or revoked', async () => {
  const id = await person('refuse@example.org');
  const { token, id: tokenId } = await db.writing((ctx) => tokens.issue(ctx, id, { name: 'x', days: 1 }));
  for (const wrong of [
    '',
    'mm_',
    `${token}x`,
    token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A'),
    `' OR 1=1`,
  ]) {
    expect(await tokens.authenticate(db.reading(), wrong)).toBeUndefined();
  }
  db.clock.now = new Date(Date.now() + 2 * 86_400_000);
  expect(await tokens.authenticate(db.reading(), token)).toBeUndefined();
  db.clock.now = undefined;
  expect(await tokens.authenticate(db.reading(), token)).toBeDefined();
  await db.writing((ctx) => tokens.revoke(ctx, tokenId));
  expect(await tokens.authenticate(db.reading(), token)).toBeUndefined();
});

it('lets people issue and revoke their own tokens alone', async () => {
  const owner = await person('owner@example.org');
  const thief = await asPerson(await person('thief@example.org'));
  const { id, token } = await db.writing((ctx) => tokens.issue(ctx, owner, { name: 'x', days: 1 }));
  const before = await db.reading().query(`SELECT * FROM api_tokens ORDER BY id`);
  for (const attempt of [
    db.writing((ctx) => tokens.issue(ctx, owner, { name: 'y', days: 1 }), thief),
    db.writing((ctx) => tokens.revoke(ctx, id), thief),
  ]) {
    await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  expect(await db.reading().query(`SELECT * FROM api_tokens ORDER BY id`)).toEqual(before);
  await db.writing((ctx) => tokens.revoke(ctx, id), await asPerson(owner));
  expect(await tokens.authenticate(db.reading(), token)).toBeUndefined();
  await expect(db.writing((ctx) => tokens.issue(ctx, owner, { name: 'x', days: 0 }))).rejects.toMatchObject({
    code: 'BAD_INPUT',
  });
});

it('lets owners say who belongs to their organisation, and nobody else', async () => {
  const [owner, editor, stranger] = [
    await person('o@x.example'),
    await person('e@x.example'),
    await person('s@x.example'),
  ];
  const registered = await db.writing(
    (ctx) =>
      registration.registerSupplier(ctx, { name: 'Owned', postcode: 'DE24 8SE', origin: 'REGISTERED' }),
    await asPerson(owner),
  );
  if (isFailure(registered)) throw new Error('not registered');
  const { id } = registered.value;
  const add = async (by: string, who: string, role: 'OWNER' | 'EDITOR'): Promise<void> => {
    const actor = await asPerson(by);
    await db.writing((ctx) => people.addMembership(ctx, who, id, role), actor);
  };
  await add(owner, editor, 'EDITOR');
  for (const by of [editor, stranger]) {
    await expect(add(by, stranger, 'OWNER')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  await db.writing((ctx) => people.makeFirstOwner(ctx, stranger, id));
  expect(await asPerson(stranger)).toHaveProperty('memberships', []);
  expect(await asPerson(editor)).toHaveProperty('memberships', [{ organisationId: id, role: 'EDITOR' }]);
  const promote = db.writing(
    (ctx) => people.ensure(ctx, { email: 's@x.example', name: 'S', staffRoles: ['ADMINISTRATOR'] }),
    await asPerson(stranger),
  );
  await expect(promote).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('makes whoever registers a supplier its owner, in the same transaction', async () => {
  const id = await person('founder@example.org');
  const actor = await asPerson(id);
  const draft = { name: 'Founder Castings Ltd', postcode: 'DE24 8SE', origin: 'REGISTERED' as const };
  const outcome = await db.writing((ctx) => registration.registerSupplier(ctx, draft), actor);
  if (isFailure(outcome)) throw new Error(JSON.stringify(outcome.errors));
  expect(await asPerson(id)).toMatchObject({
    memberships: [{ organisationId: outcome.value.id, role: 'OWNER' }],
  });
  const refused = await db.writing((ctx) => registration.registerBuyer(ctx, { name: '' }), actor);
  expect(isFailure(refused)).toBe(true);
  const buyer = await db.writing(
    (ctx) => registration.registerBuyer(ctx, { name: 'Founder Buying', postcode: 'B1 1AA' }),
    actor,
  );
  expect(isFailure(buyer)).toBe(false);
  expect(await asPerson(id)).toHaveProperty('memberships.length', 2);
});
