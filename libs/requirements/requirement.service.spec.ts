import { BuyerService, PlaceService } from '#lib/directory';
import { type Actor, anonymous, isFailure, type OrganisationRole, type Result } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { loadRequirementRecords } from './requirement-record.loader.js';
import type { PreparedRequirement, RequirementDraft, RequirementPatch } from './requirement.draft.js';
import { readRequirementDraft } from './requirement.preparation.js';
import { RequirementService } from './requirement.service.js';
import type { RequirementView } from './requirement.view.js';

let db: TestDatabase;
let buyer: string;
let rival: string;
const places = new PlaceService();
const buyers = new BuyerService(places);
const requirements = new RequirementService(places);

beforeAll(async () => {
  db = await openTestDatabase(schema);
  db.clock.now = new Date('2026-03-02T09:00:00Z');
  [buyer, rival] = [await newBuyer('Calderwick Actuation'), await newBuyer('Rival Actuation')];
});
afterAll(() => db.close());

const newBuyer = async (name: string): Promise<string> =>
  idOf(await db.writing((ctx) => buyers.register(ctx, { name, postcode: 'WV9 5LF' })));
const person = (organisationId: string, role: OrganisationRole = 'EDITOR'): Actor => ({
  kind: 'person',
  personId: '01890000-0000-7000-8000-00000000000f',
  email: 'a@b.example',
  staffRoles: [],
  memberships: [{ organisationId, role }],
});
function idOf(outcome: Result<{ id: string }>): string {
  if (isFailure(outcome)) throw new Error(JSON.stringify(outcome.errors));
  return outcome.value.id;
}
const codes = (outcome: Result<unknown>): string[] =>
  isFailure(outcome) ? outcome.errors.map(({ code, path }) => `${code} ${path.join('.')}`) : ['ok'];
const draft = (more: Partial<RequirementDraft> = {}): RequirementDraft => ({
  buyerId: buyer,
  title: 'Actuator bodies',
  description: 'Packages may be placed apart.',
  needs: [
    { phrase: 'five-axis milling of titanium', importance: 'must' },
    { phrase: 'wire EDM', importance: 'should' },
  ],
  certifications: { required: ['AS9100D'], desired: ['ISO 14001'] },
  sectors: ['ADVANCED_MANUFACTURING'],
  valueGbp: 1_800_000,
  quantity: { perYear: 3600, batch: 40 },
  maxDriveMinutes: 90,
  origin: 'REGISTERED',
  ...more,
});
const create = async (more: Partial<RequirementDraft> = {}): Promise<string> =>
  idOf(await db.writing((ctx) => requirements.create(ctx, draft(more))));
const published = async (more: Partial<RequirementDraft> = {}): Promise<string> => {
  const id = await create(more);
  return idOf(await db.writing((ctx) => requirements.publish(ctx, id)));
};
const update = (id: string, patch: RequirementPatch, actor?: Actor): Promise<Result<{ id: string }>> =>
  db.writing((ctx) => requirements.update(ctx, id, patch), actor);
const view = async (id: string): Promise<RequirementView> =>
  (await requirements.find(db.reading(), [id])).get(id)!;
const log = async (id: string): Promise<string[]> =>
  (
    await db
      .reading()
      .query<{ topic: string; payload: { name?: string } }>(
        `SELECT topic, payload FROM change_log WHERE payload::text LIKE '%' || $1 || '%' ORDER BY seq`,
        [id],
      )
  ).map(({ topic, payload }) => payload.name ?? topic);
const everything = (): Promise<unknown> =>
  Promise.all(
    ['requirements', 'requirement_needs', 'requirement_certifications', 'change_log'].map((table) =>
      db.reading().query(`SELECT t::text FROM ${table} t ORDER BY 1`),
    ),
  );
const announced = ['requirement', 'matching.rank-requirements'];

describe('a draft', () => {
  it("is stored as stated, at the buyer's own place, and concerns nobody yet", async () => {
    const id = await create();
    expect(await view(id)).toMatchObject({
      state: 'DRAFT',
      buyerId: buyer,
      postcode: 'WV9 5LF',
      region: 'WEST_MIDLANDS',
      valueGbp: 1_800_000,
      quantityBatch: 40,
      publishedAt: null,
      needs: [{ importance: 'must', phrase: 'five-axis milling of titanium' }, { codes: ['wire-edm'] }],
      certifications: [{ scheme: 'AS9100', importance: 'required' }, { importance: 'desired' }],
    });
    expect(await log(id)).toEqual([]);
  });

  it('is for the people of a buyer alone', async () => {
    const before = await everything();
    for (const actor of [person(rival), person(buyer, 'VIEWER'), anonymous]) {
      const attempt = db.writing((ctx) => requirements.create(ctx, draft()), actor);
      await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    const nobody = '01890000-0000-7000-8000-000000000000';
    await expect(
      db.writing((ctx) => requirements.create(ctx, draft({ buyerId: nobody }))),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(
      codes(await db.writing((ctx) => requirements.create(ctx, draft({ postcode: 'EH1 1AA' })))),
    ).toEqual(['INVALID_POSTCODE postcode']);
    const twice = draft({ postcode: 'EH1 1AA', title: '' });
    const both = ['REQUIRED title', 'INVALID_POSTCODE postcode'];
    expect(codes(await db.writing((ctx) => requirements.create(ctx, twice)))).toEqual(both);
    expect(codes(await requirements.preview(db.reading(), twice))).toEqual(both);
    expect(await everything()).toEqual(before);
  });

  it('previews nothing that is delivered nowhere, although all else is well', async () => {
    const preview = async (more: Partial<RequirementDraft>): Promise<string[]> =>
      codes(await requirements.preview(db.reading(), draft(more)));
    expect(await preview({ postcode: 'EH1 1AA' })).toEqual(['INVALID_POSTCODE postcode']);
    expect(await preview({ postcode: 'DE24 8SE' })).toEqual(['ok']);
  });

  it('drafts many at once, each with its own outcome, in the order given', async () => {
    const many = [
      draft({ title: 'First', postcode: 'DE24 8SE' }),
      draft({ title: 'Nowhere', postcode: 'EH1 1AA' }),
      draft({ title: '' }),
      draft({ title: 'Last', needs: [{ phrase: 'honing', importance: 'must' }] }),
    ];
    const outcomes = await db.writing((ctx) => requirements.createMany(ctx, many));
    expect(outcomes.map(codes)).toEqual([['ok'], ['INVALID_POSTCODE postcode'], ['REQUIRED title'], ['ok']]);
    const [first, last] = [await view(idOf(outcomes[0]!)), await view(idOf(outcomes[3]!))];
    expect([first.title, first.postcode, last.title]).toEqual(['First', 'DE24 8SE', 'Last']);
    expect(last.needs.map(({ phrase }) => phrase)).toEqual(['honing']);
    const written = await db.reading().query<{ id: string; title: string }>(
      `SELECT subject_id AS id, after->>'title' AS title FROM audit_entries
          WHERE action = 'DRAFTED' AND subject_id = ANY($1) ORDER BY id`,
      [[first.id, last.id]],
    );
    expect(written).toEqual([first, last].map(({ id, title }) => ({ id, title })));
    const mixed = [draft(), draft({ buyerId: rival })];
    const before = await everything();
    const attempt = db.writing((ctx) => requirements.createMany(ctx, mixed), person(buyer));
    await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await everything()).toEqual(before);
  });
});

describe('the life cycle', () => {
  it('publishes, asks for matches, closes with an outcome', async () => {
    const id = await published();
    expect(await view(id)).toMatchObject({ state: 'OPEN', publishedAt: new Date('2026-03-02T09:00:00Z') });
    expect(await log(id)).toEqual(announced);
    idOf(await db.writing((ctx) => requirements.close(ctx, id, 'Made in house after all.'), person(buyer)));
    expect(await view(id)).toMatchObject({
      state: 'CLOSED',
      outcome: 'Made in house after all.',
      closedAt: new Date('2026-03-02T09:00:00Z'),
    });
    expect(await log(id)).toEqual([...announced, ...announced]);
  });

  it('refuses what is not possible now, with reasons, and leaves no trace', async () => {
    const empty = await create({ needs: [], closesOn: '2026-03-01' });
    const open = await published();
    const over = await published();
    idOf(await db.writing((ctx) => requirements.withdraw(ctx, over)));
    const before = await everything();
    const attempt = async (work: Promise<Result<unknown>>): Promise<string[]> => codes(await work);
    expect(await attempt(db.writing((ctx) => requirements.publish(ctx, empty)))).toEqual([
      'NO_NEED needs',
      'CLOSES_IN_THE_PAST closesOn',
    ]);
    expect(await attempt(db.writing((ctx) => requirements.publish(ctx, open)))).toEqual(['NOT_A_DRAFT ']);
    expect(await attempt(db.writing((ctx) => requirements.close(ctx, over)))).toEqual([
      'NOT_POSSIBLE_NOW state',
    ]);
    expect(await attempt(update(over, { title: 'Again' }))).toEqual(['NOT_CHANGEABLE ']);
    expect(await attempt(update(open, { needs: [] }))).toEqual(['NO_NEED needs']);
    for (const actor of [person(rival), person(buyer, 'VIEWER'), anonymous]) {
      for (const work of [
        db.writing((ctx) => requirements.close(ctx, open), actor),
        db.writing((ctx) => requirements.publish(ctx, empty), actor),
        update(open, { title: 'Mine' }, actor),
      ]) {
        await expect(work).rejects.toMatchObject({ code: 'NOT_FOUND' });
      }
    }
    expect(await everything()).toEqual(before);
  });

  it('publishes many drafts, all of them or none, and names what keeps one back', async () => {
    const [one, other] = [await create(), await create({ title: 'Actuator covers' })];
    const wanting = await create({
      needs: [{ phrase: 'wire EDM', importance: 'should' }],
      closesOn: '2026-03-01',
    });
    const many = (ids: string[], actor = person(buyer)): Promise<Result<{ ids: string[] }>> =>
      db.writing((ctx) => requirements.publishMany(ctx, ids), actor);
    const statesOf = async (ids: string[]): Promise<unknown[]> => {
      const views = await requirements.find(db.reading(), ids);
      return ids.map((id) => views.get(id)!.state);
    };
    expect(codes(await many([other, wanting, one]))).toEqual([
      'NO_MUST ids.1.needs',
      'CLOSES_IN_THE_PAST ids.1.closesOn',
    ]);
    expect(await statesOf([one, other, wanting])).toEqual(['DRAFT', 'DRAFT', 'DRAFT']);
    await expect(many([one, other], person(rival))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(codes(await many([]))).toEqual(['REQUIRED ids']);
    expect(codes(await many(Array.from({ length: 101 }, () => one)))).toEqual(['TOO_MANY ids']);
    expect(await many([other, one, other])).toEqual({ ok: true, value: { ids: [other, one] } });
    expect(await statesOf([one, other])).toEqual(['OPEN', 'OPEN']);
    expect(codes(await many([one]))).toEqual(['NOT_A_DRAFT ids.0']);
  });

  it('publishes once when two publish at once', async () => {
    const id = await create();
    const publish = (): Promise<Result<{ id: string }>> => db.writing((ctx) => requirements.publish(ctx, id));
    expect((await Promise.all([publish(), publish()])).map(codes).sort()).toEqual([['NOT_A_DRAFT '], ['ok']]);
    expect(await log(id)).toEqual(announced);
  });
});

describe('update', () => {
  it('leaves what is absent, clears what is null, replaces whole lists, and matches again', async () => {
    const id = await published();
    const before = await view(id);
    idOf(
      await update(id, {
        valueGbp: null,
        needs: [{ phrase: 'gear cutting', importance: 'must' }],
        title: undefined,
      }),
    );
    const after = await view(id);
    expect(after).toMatchObject({
      title: before.title,
      valueGbp: null,
      quantityPerYear: 3600,
      certifications: before.certifications,
      publishedAt: before.publishedAt,
      state: 'OPEN',
    });
    expect(after.needs.map(({ phrase }) => phrase)).toEqual(['gear cutting']);
    expect([after.lat, after.lon]).toEqual([before.lat, before.lon]);
    expect(await log(id)).toEqual([...announced, ...announced]);
  });

  it('overwrites nothing that somebody changed after the sender read it', async () => {
    const id = await create();
    const { updatedAt } = await view(id);
    const change = (title: string) => db.writing((ctx) => requirements.update(ctx, id, { title }, updatedAt));
    db.clock.now = new Date('2026-03-02T09:00:01Z');
    idOf(await change('First'));
    expect(codes(await change('Second'))).toEqual(['CONFLICT unchangedSince']);
    expect(await view(id)).toMatchObject({ title: 'First' });
    db.clock.now = new Date('2026-03-02T09:00:00Z');
  });

  it('moves with a new postcode, and replaces certificates of one importance', async () => {
    const id = await create();
    idOf(await update(id, { postcode: 'DE24 8SE', certifications: { required: [] } }));
    expect(await view(id)).toMatchObject({ postcode: 'DE24 8SE', region: 'EAST_MIDLANDS' });
    expect((await view(id)).certifications.map(({ importance }) => importance)).toEqual(['desired']);
  });
});

describe('who sees what', () => {
  it('shows drafts and invitations to the people of the buyer and officers alone', async () => {
    const ids = {
      draft: await create({ title: 'Seen draft' }),
      open: await published({ title: 'Seen open' }),
      invited: await published({ title: 'Seen invited', visibility: 'INVITED_ONLY' }),
      withdrawn: await published({ title: 'Seen withdrawn' }),
    };
    idOf(await db.writing((ctx) => requirements.withdraw(ctx, ids.withdrawn)));
    const seen = async (
      actor: Actor | undefined,
    ): Promise<{ found: string[]; listed: string[]; count: number }> => {
      const found = await requirements.find(db.reading(actor), Object.values(ids));
      const { items, totalCount } = await requirements.list(
        db.reading(actor),
        { text: 'seen' },
        { first: 50 },
      );
      const short = (item: RequirementView): string => item.title.slice(5);
      return {
        found: [...found.values()].map(short).sort(),
        listed: items.map(({ item }) => short(item)).sort(),
        count: totalCount,
      };
    };
    const all = ['draft', 'invited', 'open', 'withdrawn'];
    for (const actor of [undefined, person(buyer, 'VIEWER')]) {
      expect(await seen(actor)).toEqual({ found: all, listed: all, count: 4 });
    }
    for (const actor of [anonymous, person(rival)]) {
      expect(await seen(actor)).toEqual({ found: ['open'], listed: ['open'], count: 1 });
    }
  });

  it('pages newest first, each once, in a fixed number of statements', async () => {
    for (let at = 0; at < 5; at += 1) {
      db.clock.now = new Date(Date.UTC(2026, 2, 3, 9, at >> 1));
      await published({ title: `Paged ${at}` });
    }
    db.clock.now = new Date('2026-03-02T09:00:00Z');
    const counts: number[] = [];
    const page = async (
      first: number,
      after?: string,
    ): Promise<{ titles: string[]; last: string; more: boolean }> => {
      const ctx = db.reading(anonymous);
      const statements = jest.spyOn(ctx, 'query');
      const { items, hasNextPage, totalCount } = await requirements.list(
        ctx,
        { text: 'PAGED' },
        { first, after },
      );
      counts.push(statements.mock.calls.length);
      expect(totalCount).toBe(5);
      return { titles: items.map(({ item }) => item.title), last: items.at(-1)!.cursor, more: hasNextPage };
    };
    const all = await page(10);
    expect(all.titles).toEqual(['Paged 4', 'Paged 3', 'Paged 2', 'Paged 1', 'Paged 0']);
    const first = await page(3);
    const second = await page(3, first.last);
    expect([...first.titles, ...second.titles]).toEqual(all.titles);
    expect([first.more, second.more]).toEqual([true, false]);
    expect(new Set(counts).size).toBe(1);
    const matching = async (filter: object): Promise<number> =>
      (await requirements.list(db.reading(), { text: 'paged', ...filter }, { first: 1 })).totalCount;
    expect(await matching({ states: ['OPEN'], sectors: ['ADVANCED_MANUFACTURING', 'CREATIVE'] })).toBe(5);
    expect(await matching({ capabilityCode: 'wire-edm', region: 'WEST_MIDLANDS', buyerIds: [buyer] })).toBe(
      5,
    );
    expect(await matching({ buyerIds: [rival] })).toBe(0);
    for (const after of ['x', Buffer.from(`now|${buyer}`).toString('base64url')]) {
      await expect(requirements.list(db.reading(), {}, { first: 1, after })).rejects.toMatchObject({
        code: 'BAD_INPUT',
      });
    }
  });
});

describe('upsertMany', () => {
  const prepared = (identifier: string, more: Partial<RequirementDraft> = {}): PreparedRequirement => {
    const read = readRequirementDraft(
      draft({
        source: { scheme: 'test', identifier },
        origin: 'COLLECTION',
        title: `Imported ${identifier}`,
        ...more,
      }),
    );
    if (!read.requirement) throw new Error(JSON.stringify(read.errors));
    return read.requirement;
  };
  const upsert = (batch: PreparedRequirement[]): ReturnType<RequirementService['upsertMany']> =>
    db.writing((ctx) => requirements.upsertMany(ctx, batch));

  it('creates once: the same again writes nothing and records no change', async () => {
    const batch = [prepared('a'), prepared('b')];
    const first = await upsert(batch);
    expect(first).toMatchObject({ created: 2, rejected: [] });
    expect((await view(first.ids[0]!)).state).toBe('OPEN');
    const before = await everything();
    expect(await upsert(batch)).toMatchObject({ created: 0, updated: 0, unchanged: 2, ids: first.ids });
    expect(await everything()).toEqual(before);
    expect(await upsert([prepared('a'), prepared('b', { valueGbp: 5 })])).toMatchObject({
      updated: 1,
      unchanged: 1,
    });
    expect(await view(first.ids[1]!)).toMatchObject({ valueGbp: 5, needs: [{}, {}] });
  });

  it('closes what has closed, keeps as a draft what could not be published, leaves alone what has moved on', async () => {
    const report = await upsert([
      prepared('c', { closesOn: '2026-03-01' }),
      prepared('d', { needs: [] }),
      prepared('e'),
      prepared('f', { postcode: 'EH1 1AA' }),
      prepared('g', { source: null }),
    ]);
    const states = await Promise.all(report.ids.slice(0, 3).map(async (id) => (await view(id!)).state));
    expect(states).toEqual(['CLOSED', 'DRAFT', 'OPEN']);
    expect(report.rejected.map(({ index, errors }) => [index, errors[0]!.code])).toEqual([
      [3, 'INVALID_POSTCODE'],
      [4, 'NO_NATURAL_KEY'],
    ]);
    idOf(await db.writing((ctx) => requirements.move(ctx, report.ids[2]!, 'SHORTLISTING')));
    expect(await upsert([prepared('e', { title: 'Changed' })])).toMatchObject({ updated: 0, kept: 1 });
  });
});

describe('records for the engine', () => {
  const load = async (ids: string[], today = '2026-03-02'): Promise<unknown[]> => {
    const records: unknown[] = [];
    for await (const batch of loadRequirementRecords(db.reading(), { ids, today })) records.push(...batch);
    return records;
  };

  it('hold what is open, as the engine takes it', async () => {
    const id = await published({ weights: { capability: 3, reach: 1 }, firstDeliveryOn: '2026-09-01' });
    const [record] = await load([id, await create()]);
    expect(record).toMatchObject({
      id,
      title: 'Actuator bodies',
      needs: [{ importance: 'must' }, { phrase: 'wire EDM', codes: ['wire-edm'], importance: 'should' }],
      certifications: [
        { scheme: 'AS9100', edition: 'D', importance: 'required' },
        { scheme: 'ISO_14001', importance: 'desired' },
      ],
      valueGbp: 1_800_000,
      quantity: { perYear: 3600, batch: 40 },
      place: { region: 'WEST_MIDLANDS' },
      maxDriveMinutes: 90,
      regions: null,
      onDate: '2026-09-01',
      weights: { capability: 3, reach: 1 },
      splittable: true,
    });
    expect(await load([id, await create()])).toHaveLength(1);
    expect((await load([id], '2026-10-01'))[0]).toMatchObject({ onDate: '2026-10-01' });
    idOf(await db.writing((ctx) => requirements.close(ctx, id)));
    expect(await load([id])).toEqual([]);
  });

  it('come all, each once, in the order of their numbers', async () => {
    const nos: number[] = [];
    for await (const batch of loadRequirementRecords(db.reading(), { today: '2026-03-02' })) {
      nos.push(...batch.map(({ no }) => no));
    }
    expect(nos).toEqual([...new Set(nos)].sort((a, b) => a - b));
    const { totalCount } = await requirements.list(
      db.reading(),
      { states: ['OPEN', 'SHORTLISTING'] },
      { first: 1 },
    );
    expect(nos).toHaveLength(totalCount);
  });
});
