import { eventually } from '#lib/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiKit, type Caller, pick, startApiKit } from './api.kit.js';
import { registerBuyer, registerSupplier } from './work.kit.js';

const effect = `effect { eligibleCount eastMidlandsCount westMidlandsCount supplierCount
  warnings { code message path removes } relaxations { message path eligibleCount adds } }`;
const preview = `query ($input: CreateRequirementInput!) { previewRequirement(input: $input) { ${effect} errors { code path } } }`;
const update = `mutation ($input: UpdateRequirementInput!) { updateRequirement(input: $input) { requirement { id } errors { code path } } }`;

interface Previewed {
  effect: {
    eligibleCount: number;
    warnings: { code: string; message: string; path: string[] }[];
    relaxations: { message: string; path: string[]; eligibleCount: number; adds: number }[];
  };
}

let kit: ApiKit;
let buyer: Caller;
let stranger: Caller;
let seller: Caller;
let buyerId: string;
let supplierId: string;

const wanted = (more: object = {}) => ({
  buyerId,
  title: 'Milled brackets',
  needs: [{ phrase: 'five-axis milling', importance: 'MUST' }],
  ...more,
});

beforeAll(async () => {
  kit = await startApiKit();
  buyer = await kit.person('buyer@example.com');
  stranger = await kit.person('stranger@example.com');
  seller = await kit.person('seller@example.com');
  buyerId = await registerBuyer(kit, { name: 'Derwent Aero plc' }, buyer.token);
  // Ten that mill: four in Derby, six in Birmingham; two of the ten hold AS9100, one moulds rubber and nothing else.
  for (let n = 0; n < 11; n++) {
    const id = await registerSupplier(
      kit,
      {
        name: `Mill ${n} Ltd`,
        postcode: n < 4 ? 'DE24 9FU' : 'B7 4BB',
        statedCapabilities: [n === 10 ? 'rubber moulding' : '5-axis milling'],
        certificates: n < 2 ? [{ stated: 'AS9100D', validTo: '2099-01-01' }] : [],
      },
      seller.token,
    );
    supplierId ??= id;
  }
  await eventually('the index to hold all suppliers', async () => {
    const { data } = await kit.ask(
      preview,
      { input: wanted({ needs: [{ phrase: 'rubber moulding', importance: 'MUST' }] }) },
      buyer.token,
    );
    return data.previewRequirement.effect.supplierCount === 11;
  });
});
afterAll(() => kit.stop());

const previewed = async (more: object): Promise<Previewed> => {
  const { data, errors } = await kit.ask(preview, { input: wanted(more) }, buyer.token);
  expect(errors).toEqual([]);
  return data.previewRequirement as Previewed;
};

describe('what a requirement would do', () => {
  it('counts who meets it, and what each condition removes', async () => {
    const { effect: found } = await previewed({
      certifications: { required: ['AS9100'] },
      maxDriveMinutes: 30,
    });
    expect(found).toMatchObject({
      eligibleCount: 2,
      eastMidlandsCount: 2,
      westMidlandsCount: 0,
      supplierCount: 11,
    });
    expect(found.warnings).toEqual([
      { code: 'FEW_REMAIN', message: '2 suppliers meet all of this.', path: [], removes: null },
      {
        code: 'REMOVES_MOST',
        message:
          'AS/EN 9100 aerospace quality management removes 50% of the suppliers that meet the rest: 2 of 4 remain.',
        path: ['certifications', 'required'],
        removes: 0.5,
      },
    ]);
    const wide = await previewed({ maxDriveMinutes: 30 });
    expect(wide.effect.eligibleCount).toBe(4);
    const longer = wide.effect.relaxations.find(({ message }) => message.startsWith('Within '))!;
    expect(longer).toMatchObject({ path: ['maxDriveMinutes'], eligibleCount: 10, adds: 6 });
    // What it promises is what the changed requirement gives.
    const [, hours = '0', minutes = '0'] = /^Within (?:(\d+) h ?)?(?:(\d+) min)?/.exec(longer.message)!;
    const reach = 60 * Number(hours) + Number(minutes);
    expect((await previewed({ maxDriveMinutes: reach })).effect.eligibleCount).toBe(10);
  });

  it('says which conditions nobody meets together, or at all', async () => {
    const pair = await previewed({
      needs: [
        { phrase: 'five-axis milling', importance: 'MUST' },
        { phrase: 'rubber moulding', importance: 'MUST' },
      ],
    });
    expect(pair.effect.eligibleCount).toBe(0);
    expect(pick(pair.effect.warnings, 'message')).toContain(
      'No supplier in either region meets both “five-axis milling” and “rubber moulding”.',
    );
    const none = await previewed({ certifications: { required: ['ISO 13485'] } });
    expect(none.effect.warnings[0]).toMatchObject({
      code: 'NOBODY_HOLDS_IT',
      path: ['certifications', 'required'],
    });
  });

  it('is for the buyer alone, and stores nothing', async () => {
    const others = await kit.ask(preview, { input: wanted() }, stranger.token);
    expect(pick(pick(others.errors, 'extensions'), 'code')).toEqual(['NOT_FOUND']);
    const wrong = await kit.ask(preview, { input: wanted({ title: ' ', replyDays: 99 }) }, buyer.token);
    expect(wrong.data.previewRequirement).toEqual({
      effect: null,
      errors: [
        { code: 'REQUIRED', path: ['title'] },
        { code: 'OUT_OF_RANGE', path: ['replyDays'] },
      ],
    });
    expect(await kit.db.reading().query('SELECT 1 FROM requirements')).toEqual([]);
  });
});

describe('a published requirement', () => {
  let id: string;

  it('warns as a draft, and tells those who answer it what has changed', async () => {
    const created = await kit.ask(
      `mutation ($input: CreateRequirementInput!) { createRequirement(input: $input) { requirement { id ${effect} } } }`,
      { input: wanted({ closesOn: '2098-12-01' }) },
      buyer.token,
    );
    const { requirement } = created.data.createRequirement;
    id = requirement.id;
    expect(requirement.effect.eligibleCount).toBe(10);
    await kit.ask(
      `mutation ($id: ID!) { publishRequirement(id: $id) { requirement { id } } }`,
      { id },
      buyer.token,
    );
    await kit.ask(
      `mutation ($input: BeginIntroductionInput!) { expressInterest(input: $input) { errors { code } } }`,
      { input: { requirementId: id, supplierId } },
      seller.token,
    );
    await kit.ask(update, { input: { id, weights: [{ criterion: 'REACH', weight: 5 }] } }, buyer.token);
    await kit.ask(update, { input: { id, valueGbp: 90_000 } }, buyer.token);
    const extended = await kit.ask(
      `mutation ($id: ID!) { extendRequirement(id: $id, closesOn: "2099-02-01") { requirement { closesOn } errors { code } } }`,
      { id },
      buyer.token,
    );
    expect(extended.data.extendRequirement.requirement).toEqual({ closesOn: '2099-02-01' });
    const { data } = await kit.ask(
      `query ($id: ID!) { requirement(id: $id) { effect { eligibleCount } amendments { changes { field before after } } } }`,
      { id },
      seller.token,
    );
    expect(data.requirement).toEqual({
      effect: null,
      amendments: [
        { changes: [{ field: 'Closing day', before: '1 December 2098', after: '1 February 2099' }] },
        { changes: [{ field: 'Value a year', before: 'not stated', after: '£90,000' }] },
      ],
    });
    const news = await kit.db
      .reading()
      .query<{ body: string }>(
        `SELECT body FROM notifications WHERE kind = 'REQUIREMENT_CHANGED' ORDER BY id`,
      );
    expect(pick(news, 'body')).toEqual([
      'The buyer has changed what it asks for:\n\nValue a year: £90,000 (was: not stated)',
      'The buyer has changed what it asks for:\n\nClosing day: 1 February 2099 (was: 1 December 2098)',
    ]);
  });

  it('is not brought forward by an extension, nor touched by others', async () => {
    const extend = `mutation ($id: ID!, $day: Date!) { extendRequirement(id: $id, closesOn: $day) { errors { code path } } }`;
    const back = await kit.ask(extend, { id, day: '2097-01-01' }, buyer.token);
    expect(back.data.extendRequirement.errors).toEqual([{ code: 'OUT_OF_RANGE', path: ['closesOn'] }]);
    for (const day of ['2097-01-01', '2099-12-31']) {
      const theirs = await kit.ask(extend, { id, day }, stranger.token);
      expect(pick(pick(theirs.errors, 'extensions'), 'code')).toEqual(['NOT_FOUND']);
    }
    const clone = await kit.ask(
      `mutation ($id: ID!) { cloneRequirement(id: $id) { requirement { id } } }`,
      { id },
      stranger.token,
    );
    expect(pick(pick(clone.errors, 'extensions'), 'code')).toEqual(['NOT_FOUND']);
  });

  it('is cloned as a draft of its own', async () => {
    const { data } = await kit.ask(
      `mutation ($id: ID!) { cloneRequirement(id: $id) { requirement { id title state closesOn needs { phrase importance } valueGbp introductions { totalCount } } errors { code } } }`,
      { id },
      buyer.token,
    );
    expect(data.cloneRequirement.requirement).toMatchObject({
      title: 'Milled brackets (copy)',
      state: 'DRAFT',
      closesOn: '2099-02-01',
      needs: [{ phrase: 'five-axis milling', importance: 'MUST' }],
      valueGbp: 90_000,
      introductions: { totalCount: 0 },
    });
    expect(data.cloneRequirement.requirement.id).not.toBe(id);
  });

  it('is taken back, and those who wait for word hear so', async () => {
    const withdraw = `mutation ($id: ID!) { withdrawRequirement(id: $id, reason: "Asked too early") { requirement { state outcome } errors { code } } }`;
    const theirs = await kit.ask(withdraw, { id }, stranger.token);
    expect(pick(pick(theirs.errors, 'extensions'), 'code')).toEqual(['NOT_FOUND']);
    const { data } = await kit.ask(withdraw, { id }, buyer.token);
    expect(data.withdrawRequirement).toEqual({
      requirement: { state: 'WITHDRAWN', outcome: 'Asked too early' },
      errors: [],
    });
    const mine = await kit.ask(
      `{ introductions { edges { node { state reasonCode requirementTitle } } } }`,
      {},
      seller.token,
    );
    expect(pick(mine.data.introductions.edges, 'node')).toEqual([
      { state: 'DECLINED', reasonCode: 'REQUIREMENT_CLOSED', requirementTitle: 'Milled brackets' },
    ]);
  });
});

describe('a change of one half', () => {
  it('leaves the other as it was: lot and year, required and desired certificates', async () => {
    const { data } = await kit.ask(
      `mutation ($input: CreateRequirementInput!) { createRequirement(input: $input) { requirement { id } errors { code } } }`,
      {
        input: wanted({
          quantityPerYear: 270,
          quantityBatch: 30,
          certifications: { required: ['AS9100'], desired: ['ISO 14001'] },
        }),
      },
      buyer.token,
    );
    const { id } = data.createRequirement.requirement as { id: string };
    const changed = async (input: object): Promise<unknown> => {
      const { data: answer } = await kit.ask(update, { input: { id, ...input } }, buyer.token);
      expect(answer.updateRequirement.errors).toEqual([]);
      const { data: now } = await kit.ask(
        `query ($id: ID!) { requirement(id: $id) { quantityPerYear quantityBatch certifications { scheme importance } } }`,
        { id },
        buyer.token,
      );
      return now.requirement;
    };
    const certificate = (scheme: string, importance: string): object => ({ scheme, importance });

    expect(await changed({ quantityPerYear: 7_777 })).toMatchObject({
      quantityPerYear: 7_777,
      quantityBatch: 30,
    });
    expect(await changed({ quantityBatch: null })).toMatchObject({
      quantityPerYear: 7_777,
      quantityBatch: null,
    });
    expect(await changed({ certifications: { desired: ['ISO 45001'] } })).toMatchObject({
      certifications: [certificate('AS9100', 'REQUIRED'), certificate('ISO_45001', 'DESIRED')],
    });
  });
});
