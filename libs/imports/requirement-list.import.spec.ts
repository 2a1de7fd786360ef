import { type Actor, isFailure, toOpaqueId } from '#lib/platform';
import { RequirementService, type RequirementView } from '#lib/requirements';
import { PlaceService } from '#lib/directory';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { csvTemplate } from './csv.template.js';
import { bufferSource } from './import.source.js';
import { REQUIREMENT_TEMPLATE } from './requirement-csv.columns.js';
import { requirementCsv } from './requirement-csv.export.js';
import { type ImportHarness, openImportHarness, refusalOf, reportOf } from './testing/import.harness.js';
import { madeWorkbook } from './testing/workbook.fixture.js';
import { workbookTemplate } from './workbook/workbook.template.js';

let harness: ImportHarness;
let requirements: RequirementService;
let buyerId: string;
let otherId: string;
beforeAll(async () => {
  harness = await openImportHarness();
  requirements = new RequirementService(new PlaceService());
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.db.writing((ctx) =>
    ctx.query(`TRUNCATE organisations, people, change_log, audit_entries, runs CASCADE`),
  );
  [buyerId, otherId] = (await Promise.all(['Derwent Aero', 'Soar Rail'].map(addBuyer))) as [string, string];
});

async function addBuyer(name: string): Promise<string> {
  const [row] = await harness.db.writing((ctx) =>
    ctx.query<{ id: string }>(
      `WITH made AS (INSERT INTO organisations (id, name, name_key, buyer, origin)
         VALUES (gen_random_uuid(), $1, lower($1), true, 'REGISTERED') RETURNING id)
       INSERT INTO buyer_profiles (organisation_id) SELECT id FROM made RETURNING organisation_id AS id`,
      [name],
    ),
  );
  return row!.id;
}

const HEADINGS = [
  ...['reference', 'title', 'description', 'musts', 'shoulds', 'certifications_required'],
  ...['certifications_desired', 'quantity_per_year', 'lot_size', 'value_gbp', 'lead_time_days', 'postcode'],
  ...[
    'max_drive_minutes',
    'regions',
    'first_delivery_on',
    'closes_on',
    'reply_days',
    'visibility',
    'sectors',
  ],
  'cpv_codes',
];
const BRACKETS: Readonly<Record<string, string>> = {
  reference: 'PR-0042',
  title: 'Titanium brackets',
  description: 'From our forgings.\n- first article inspection',
  musts: 'five-axis milling of titanium; CMM inspection',
  shoulds: 'laser marking',
  certifications_required: 'AS9100',
  certifications_desired: 'ISO 14001',
  quantity_per_year: '1,200',
  lot_size: '50',
  value_gbp: '£85k',
  lead_time_days: '42',
  postcode: 'de248bj',
  max_drive_minutes: '90',
  regions: 'East Midlands; west midlands',
  first_delivery_on: '1 March 2028',
  closes_on: '30/11/2027',
  reply_days: '5',
  visibility: 'Invited only',
  sectors: 'Advanced Manufacturing',
  cpv_codes: '34740000-6',
};
const cellsOf = (rows: readonly Readonly<Record<string, string>>[], headings: readonly string[]) => [
  headings,
  ...rows.map((row) => headings.map((heading) => row[heading] ?? '')),
];
const csv = (rows: readonly Readonly<Record<string, string>>[], headings = HEADINGS): string =>
  cellsOf(rows, headings)
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
    .join('\r\n');

const bring = (content: string | Buffer, buyer = buyerId, actor: Actor = harness.outer.actor) =>
  harness.imports.importRequirementList(
    harness.db.unitOfWork,
    { actor },
    bufferSource(content, 'list.csv'),
    buyer,
  );
const brought = async (...given: Parameters<typeof bring>) => reportOf(await bring(...given));
const all = (buyer = buyerId) => requirements.ofBuyer(harness.db.reading(), buyer);
const only = async (): Promise<RequirementView> => {
  const found = await all();
  expect(found).toHaveLength(1);
  return found[0]!;
};
const change = async (id: string, patch: Parameters<RequirementService['update']>[2]): Promise<void> => {
  const changed = await harness.db.writing((ctx) => requirements.update(ctx, id, patch));
  if (isFailure(changed)) throw new Error(JSON.stringify(changed.errors));
};
const publish = async (id: string): Promise<void> => {
  const done = await harness.db.writing((ctx) => requirements.publish(ctx, id));
  if (isFailure(done)) throw new Error(JSON.stringify(done.errors));
};

describe('a list of requirements', () => {
  it('becomes drafts of the buyer, with every column read', async () => {
    const report = await brought(csv([BRACKETS]));
    expect(report).toMatchObject({ read: 1, accepted: 1, rejected: 0, errors: [], warnings: [] });
    expect(report.stored).toEqual({ created: 1, updated: 0, unchanged: 0, kept: 0 });
    const made = await only();
    expect(made).toMatchObject({
      buyerId,
      state: 'DRAFT',
      title: 'Titanium brackets',
      description: 'From our forgings.\n- first article inspection',
      quantityPerYear: 1_200,
      quantityBatch: 50,
      valueGbp: 85_000,
      leadTimeDays: 42,
      postcode: 'DE24 8BJ',
      region: 'EAST_MIDLANDS',
      maxDriveMinutes: 90,
      regions: ['EAST_MIDLANDS', 'WEST_MIDLANDS'],
      firstDeliveryOn: '2028-03-01',
      closesOn: '2027-11-30',
      replyDays: 5,
      visibility: 'INVITED_ONLY',
      sectors: ['ADVANCED_MANUFACTURING'],
      cpvCodes: ['34740000'],
      source: { scheme: `requirement-csv:${buyerId}`, identifier: 'PR-0042' },
    });
    expect(made.needs.map(({ phrase, importance }) => [phrase, importance])).toEqual([
      ['five-axis milling of titanium', 'must'],
      ['CMM inspection', 'must'],
      ['laser marking', 'should'],
    ]);
    expect(made.needs.every(({ codes }) => codes.length > 0)).toBe(true);
    expect(made.certifications.map(({ scheme, importance }) => [scheme, importance])).toEqual([
      ['AS9100', 'required'],
      ['ISO_14001', 'desired'],
    ]);
  });

  it('is read from a workbook as from a CSV, under the headings that people use', async () => {
    const rows = [
      ['Our reference', 'Requirement', 'Must have', 'Needed by', 'Lot', 'Notes of ours'],
      ['A-1', 'Gears', 'gear grinding', '01/05/2028', '20', 'ask Ann'],
    ];
    const report = await brought(madeWorkbook({ sheets: [{ name: 'Spring', rows }] }));
    expect(report).toMatchObject({ sheet: 'Spring', accepted: 1, warningCounts: { UNKNOWN_COLUMN: 1 } });
    expect(await only()).toMatchObject({
      firstDeliveryOn: '2028-05-01',
      quantityBatch: 20,
      visibility: 'OPEN',
    });
  });

  it('is the template with its example passed over, as CSV and as a workbook', async () => {
    for (const file of [csvTemplate(REQUIREMENT_TEMPLATE), workbookTemplate(REQUIREMENT_TEMPLATE)]) {
      expect(await brought(file)).toMatchObject({
        read: 1,
        skipped: { example: 1 },
        rejected: 0,
        warnings: [],
      });
    }
    const filled = csvTemplate(REQUIREMENT_TEMPLATE).replace('EXAMPLE', 'A-1');
    expect(await brought(filled)).toMatchObject({ accepted: 1, rejected: 0, errors: [], warnings: [] });
  });

  it('refuses a bad row by its columns, with the remedy, and takes the good ones', async () => {
    const report = await brought(
      csv([
        BRACKETS,
        { ...BRACKETS, reference: '' },
        { ...BRACKETS, reference: 'B', title: ' ' },
        { ...BRACKETS, reference: 'C', closes_on: '31/02/2028', value_gbp: 'about 5', visibility: 'friends' },
        { ...BRACKETS, reference: 'D', postcode: 'ZZ99 9ZZ' },
        { ...BRACKETS, reference: 'E', certifications_desired: 'ISO 9001; Gold star', sectors: 'Fishing' },
        { ...BRACKETS, reference: 'F', regions: 'Wales', lead_time_days: '4.5', cpv_codes: '12' },
        BRACKETS,
      ]),
    );
    expect(report).toMatchObject({ read: 8, accepted: 1, rejected: 7, stored: { created: 1 } });
    const errors = report.errors.toSorted((a, b) => a.row - b.row);
    expect(errors.map(({ row, column, code, value }) => [row, column, code, value])).toEqual([
      [3, 'reference', 'REQUIRED', ''],
      [4, 'title', 'REQUIRED', ''],
      [5, 'value_gbp', 'INVALID_NUMBER', 'about 5'],
      [5, 'closes_on', 'INVALID_DATE', '31/02/2028'],
      [5, 'visibility', 'INVALID_VALUE', 'friends'],
      [6, 'postcode', 'INVALID_POSTCODE', 'ZZ99 9ZZ'],
      [7, 'sectors', 'UNKNOWN_SECTOR', 'Fishing'],
      [7, 'certifications_desired', 'UNKNOWN_CERTIFICATE', 'Gold star'],
      [8, 'lead_time_days', 'INVALID_NUMBER', '4.5'],
      [8, 'regions', 'INVALID_VALUE', 'Wales'],
      [8, 'cpv_codes', 'INVALID_VALUE', '12'],
      [9, 'reference', 'DUPLICATE', 'PR-0042'],
    ]);
    expect(report.errors.filter(({ message }) => !/[a-z].*\.$/.test(message))).toEqual([]);
  });

  it('names all that is wrong with a row at once, each column once', async () => {
    const report = await brought(
      csv([
        { ...BRACKETS, reference: '', title: '', postcode: 'ZZ99 9ZZ', closes_on: 'soon' },
        { ...BRACKETS, reference: '', value_gbp: '#N/A', certifications_required: 'Gold star' },
        { ...BRACKETS, reference: 'C', title: '#REF!', closes_on: 'soon', postcode: 'nowhere' },
        { ...BRACKETS, reference: 'D' },
      ]),
    );
    expect(report).toMatchObject({ read: 4, accepted: 1, rejected: 3, stored: { created: 1 } });
    expect(report.errors.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'closes_on', 'INVALID_DATE'],
      [2, 'reference', 'REQUIRED'],
      [2, 'title', 'REQUIRED'],
      [2, 'postcode', 'INVALID_POSTCODE'],
      [3, 'value_gbp', 'FAILED_FORMULA'],
      [3, 'reference', 'REQUIRED'],
      [3, 'certifications_required', 'UNKNOWN_CERTIFICATE'],
      [4, 'title', 'FAILED_FORMULA'],
      [4, 'closes_on', 'INVALID_DATE'],
      [4, 'postcode', 'INVALID_POSTCODE'],
    ]);
  });

  it('tells an unknown certificate and a long need at the column they stand in', async () => {
    const report = await brought(
      csv([
        { reference: 'A', title: 'T', certifications_desired: 'ISO 9001; Gold star' },
        { reference: 'B', title: 'T', musts: 'milling', shoulds: `turning; ${'long '.repeat(120)}` },
      ]),
    );
    expect(
      report.errors.map(({ row, column, code, value }) => [row, column, code, value.slice(0, 9)]),
    ).toEqual([
      [2, 'certifications_desired', 'UNKNOWN_CERTIFICATE', 'Gold star'],
      [3, 'shoulds', 'TOO_LONG', 'long long'],
    ]);
  });

  it('says which words name no capability, and what would keep a draft from being published', async () => {
    const { warnings } = await brought(
      csv([
        { reference: 'A', title: 'T', shoulds: 'flumbling of greebles' },
        { reference: 'B', title: 'T', musts: 'CNC turning', closes_on: '2020-01-31' },
      ]),
    );
    expect(warnings.map(({ row, column, code, value }) => [row, column, code, value])).toEqual([
      [2, 'shoulds', 'NEED_NOT_RECOGNISED', 'flumbling of greebles'],
      [2, 'musts', 'NOT_PUBLISHABLE', ''],
      [3, 'closes_on', 'NOT_PUBLISHABLE', ''],
    ]);
  });

  it('is refused whole when it is another list', async () => {
    const refusal = refusalOf(await bring('name,postcode\nTrent Gears,DE24 8BJ\n'));
    expect(refusal).toMatchObject({ code: 'WRONG_HEADER', column: 'reference' });
    expect(await all()).toEqual([]);
  });
});

describe('a list that comes again', () => {
  it('writes nothing when it says the same', async () => {
    await brought(csv([BRACKETS]));
    const [before, footprint] = [await only(), await harness.footprint()];
    expect((await brought(csv([BRACKETS]))).stored).toEqual({
      created: 0,
      updated: 0,
      unchanged: 1,
      kept: 0,
    });
    expect(await only()).toEqual(before);
    expect(await harness.footprint()).toEqual(footprint);
  });

  it('leaves alone what was put right on the page, and changes what the row says anew', async () => {
    await brought(csv([BRACKETS]));
    const { id } = await only();
    await change(id, { title: 'Titanium flap brackets', valueGbp: 90_000 });
    expect((await brought(csv([BRACKETS]))).stored).toMatchObject({ unchanged: 1 });
    expect(await only()).toMatchObject({ title: 'Titanium flap brackets', valueGbp: 90_000 });

    const next = { ...BRACKETS, value_gbp: '100000', musts: 'five-axis milling of titanium' };
    expect((await brought(csv([next]))).stored).toMatchObject({ updated: 1 });
    const after = await only();
    expect(after).toMatchObject({ id, title: 'Titanium flap brackets', valueGbp: 100_000, state: 'DRAFT' });
    expect(after.needs.map(({ phrase }) => phrase)).toEqual([
      'five-axis milling of titanium',
      'laser marking',
    ]);
    expect(after.certifications).toHaveLength(2);
  });

  it('leaves alone what it has no column of, and clears what its cell leaves empty', async () => {
    await brought(csv([BRACKETS]));
    const columns = ['reference', 'title', 'closes_on'];
    expect((await brought(csv([{ ...BRACKETS, closes_on: '' }], columns))).stored).toMatchObject({
      updated: 1,
    });
    expect(await only()).toMatchObject({ closesOn: null, valueGbp: 85_000, quantityBatch: 50 });
    expect((await brought(csv([{ ...BRACKETS, closes_on: '' }]))).stored).toMatchObject({ unchanged: 1 });
  });

  it('changes no requirement that is more than a draft, and says so only of a row that differs', async () => {
    await brought(csv([BRACKETS]));
    const { id } = await only();
    await publish(id);
    expect(await brought(csv([BRACKETS]))).toMatchObject({ rejected: 0, stored: { unchanged: 1 } });
    const open = await brought(csv([{ ...BRACKETS, title: 'Other', lot_size: '60' }]));
    expect(open.errors).toMatchObject([
      { row: 2, column: 'title', code: 'NOT_A_DRAFT', value: 'Other' },
      { row: 2, column: 'lot_size', code: 'NOT_A_DRAFT', value: '60' },
    ]);
    expect(open.errors[0]!.message).toContain(
      'is published, and a file changes drafts alone. Change it on its page',
    );
    await harness.db.writing((ctx) => requirements.close(ctx, id, 'Made here.'));
    const closed = await brought(csv([{ ...BRACKETS, title: 'Other' }]));
    expect(closed.errors[0]!.message).toContain('is closed, and a file changes drafts alone.');
    expect(await only()).toMatchObject({ title: 'Titanium brackets', quantityBatch: 50 });
  });

  it('keeps the same reference of two buyers apart', async () => {
    await brought(csv([BRACKETS]));
    await brought(csv([{ ...BRACKETS, title: 'Bogies' }]), otherId);
    expect((await only()).title).toBe('Titanium brackets');
    expect((await all(otherId)).map(({ title }) => title)).toEqual(['Bogies']);
  });

  it('of which two come at once adds each requirement once', async () => {
    const reports = await Promise.all([brought(csv([BRACKETS])), brought(csv([BRACKETS]))]);
    expect(reports.map(({ stored }) => stored.created).sort()).toEqual([0, 1]);
    expect(await all()).toHaveLength(1);
  });
});

describe('the list that a buyer takes out', () => {
  it('comes in again without a change, whatever was written on a page, and is known by our id', async () => {
    await brought(csv([BRACKETS]));
    const written = await harness.db.writing((ctx) =>
      requirements.create(ctx, {
        buyerId,
        origin: 'REGISTERED',
        title: '=1+1 brackets',
        description: '"Quoted", and\r\nin lines',
        needs: [
          { phrase: 'milling; then turning', importance: 'must' },
          { phrase: 'honing', codes: ['honing'], importance: 'should' },
        ],
        visibility: 'SECTOR_ONLY',
        regions: ['OTHER'],
        sectors: ['CLEAN_ENERGY', 'AUTOMOTIVE_RAIL'],
        postcode: 'CV1',
      }),
    );
    if (isFailure(written)) throw new Error(JSON.stringify(written.errors));
    await publish(written.value.id);
    const before = await all();
    const list = requirementCsv(before);
    expect(list.split('\r\n')[0]).toBe(`\uFEFF${HEADINGS.join(',')},state`);
    expect(list).toContain(toOpaqueId('req', written.value.id));
    const report = await brought(list);
    expect(report).toMatchObject({ accepted: 2, rejected: 0, errors: [], stored: { unchanged: 2 } });
    expect(await all()).toEqual(before);
  });

  it('changes by our id the draft that has it, of this buyer alone', async () => {
    await brought(csv([BRACKETS]));
    const id = toOpaqueId('req', (await only()).id);
    const row = { reference: id, title: 'Renamed' };
    expect((await brought(csv([row], ['reference', 'title']))).stored).toMatchObject({ updated: 1 });
    expect(await only()).toMatchObject({ title: 'Renamed', valueGbp: 85_000 });
    const other = await brought(csv([row], ['reference', 'title']), otherId);
    expect(other.errors).toMatchObject([{ column: 'reference', code: 'UNKNOWN_REFERENCE' }]);
    expect(await all(otherId)).toEqual([]);
  });
});

describe('who may bring a list', () => {
  const person = (role: 'EDITOR' | 'VIEWER'): Actor => ({
    kind: 'person',
    personId: '00000000-0000-7000-8000-000000000001',
    email: 'ann@derwent.example',
    staffRoles: [],
    memberships: [{ organisationId: buyerId, role }],
  });
  const addPerson = () =>
    harness.db.writing((ctx) =>
      ctx.query(
        `INSERT INTO people (id, email, name) VALUES ('00000000-0000-7000-8000-000000000001', 'ann@derwent.example', 'Ann')`,
      ),
    );

  it('are those who may write its requirements, for that buyer alone', async () => {
    await addPerson();
    await brought(csv([BRACKETS]), buyerId, person('EDITOR'));
    expect(await all()).toHaveLength(1);
    await expect(bring(csv([BRACKETS]), buyerId, person('VIEWER'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(bring(csv([BRACKETS]), otherId, person('EDITOR'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await all(otherId)).toEqual([]);
  });

  it('leave it to a worker, in their own name, and may take back what nobody has had to do with since', async () => {
    await addPerson();
    const { db, background } = harness;
    const target = { field: 'file', buyerId };
    const started = await db.unitOfWork.transaction({ actor: person('EDITOR') }, (ctx) =>
      background.start(
        ctx,
        'REQUIREMENT_CSV',
        csv([BRACKETS, { reference: 'B', title: 'Gears' }]),
        'l.csv',
        target,
      ),
    );
    if (isFailure(started)) throw new Error('not started');
    const { runId } = started.value;
    const run = { requestId: 'test', jobId: '1', attempt: 1, log: db.log };
    await background.handlers(db.unitOfWork)[0]!.handle({ runId }, run);
    const made = await all();
    expect(made.map(({ title }) => title).sort()).toEqual(['Gears', 'Titanium brackets']);
    const [{ n }] = (await db
      .reading()
      .query<{ n: number }>(
        `SELECT count(*)::int AS n FROM audit_entries WHERE action = 'DRAFTED' AND person_id IS NOT NULL`,
      )) as [{ n: number }];
    expect(n).toBe(2);
    const standing = (
      await background.standing(db.reading(), [{ id: runId, state: 'DONE', stalled: false }])
    ).get(runId);
    expect(standing).toMatchObject({ undoable: true, retryable: false, buyerId });
    expect(standing!.recordIds.map((id) => made.find((one) => one.id === id)!.title)).toEqual([
      'Titanium brackets',
      'Gears',
    ]);

    await change(made.find(({ title }) => title === 'Gears')!.id, { valueGbp: 5 });
    const undo = (actor: Actor) => db.unitOfWork.transaction({ actor }, (ctx) => background.undo(ctx, runId));
    await expect(undo(person('VIEWER'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await undo(person('EDITOR'))).toMatchObject({ ok: true });
    expect((await all()).map(({ title }) => title)).toEqual(['Gears']);
  });
});
