import { type Actor, isStalled, type JobRun, RunService, type UserError } from '#lib/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type BackgroundImport } from './background.import.js';
import { type UploadFormat } from './import-file.entity.js';
import { type ImportHarness, openImportHarness } from './testing/import.harness.js';
import { madeWorkbook } from './testing/workbook.fixture.js';

let harness: ImportHarness;
let background: BackgroundImport;
const runs = new RunService();
beforeAll(async () => {
  harness = await openImportHarness();
  background = harness.background;
});
afterAll(() => harness.close());
beforeEach(() => harness.db.writing((ctx) => ctx.query(`TRUNCATE organisations, change_log, runs CASCADE`)));

const HEADER = 'name,company_number,postcode,capabilities,employees';
const ROWS = [
  'Trent Machining Ltd,01234567,DE24 8BJ,CNC turning,24',
  'Soar Castings Ltd,,LE4 5SP,sand casting,60',
  'Nowhere Ltd,,ZZ99 9ZZ,turning,1',
];
const file = (...lines: string[]): string => [HEADER, ...lines, ''].join('\r\n');

const start = (text: string | Buffer, format: UploadFormat = 'SUPPLIER_CSV') =>
  harness.db.writing((ctx) => background.start(ctx, format, text, 'list.csv', { field: 'csv' }));
async function started(text: string | Buffer, format?: UploadFormat): Promise<string> {
  const result = await start(text, format);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value.runId;
}
const jobRun = (): JobRun => ({ requestId: 'test', jobId: '1', attempt: 5, log: harness.db.log });
const handler = () => background.handlers(harness.db.unitOfWork)[0]!;
const work = (runId: string) => handler().handle({ runId }, jobRun());
const run = async (id: string) => (await runs.find(harness.db.reading(), id))!;
const names = async (): Promise<string[]> =>
  (await harness.db.reading().query<{ name: string }>(`SELECT name FROM organisations ORDER BY name`)).map(
    ({ name }) => name,
  );
const standing = async (id: string) => {
  const found = await run(id);
  const stalled = isStalled(found, new Date());
  return (await background.standing(harness.db.reading(), [{ ...found, stalled }])).get(id);
};
const undo = (id: string) => harness.db.writing((ctx) => background.undo(ctx, id));
const retry = (id: string) => harness.db.writing((ctx) => background.retry(ctx, id));
const codes = (result: { ok: boolean; errors?: UserError[] }) => result.errors?.map(({ code }) => code);

describe('an import in the background', () => {
  it('stores nothing when it is asked for, all of it when its turn comes, and the file no longer', async () => {
    const id = await started(file(...ROWS));
    expect(await run(id)).toMatchObject({ kind: 'IMPORT', subject: 'list.csv', state: 'QUEUED' });
    expect(await names()).toEqual([]);
    expect((await harness.changes()).at(-1)?.payload).toMatchObject({ name: 'imports.import-file' });
    expect(await work(id)).toEqual({ imported: true });
    expect(await names()).toEqual(['Soar Castings Ltd', 'Trent Machining Ltd']);
    const done = await run(id);
    expect(done).toMatchObject({ state: 'DONE', report: { read: 3, accepted: 2, rejected: 1 } });
    expect(done.done).toBe(done.total);
    expect(await background.findings(harness.db.reading(), id)).toMatchObject([
      { row: 4, column: 'postcode', value: 'ZZ99 9ZZ', rejected: true },
    ]);
    const [kept] = await harness.db.reading().query(`SELECT content FROM import_files`);
    expect(kept).toEqual({ content: null });
  });

  it('keeps a workbook as it was sent, and reads it when its turn comes', async () => {
    const rows = [HEADER, ...ROWS].map((line) => line.split(','));
    const id = await started(madeWorkbook({ sheets: [{ name: 'Spring', rows }] }));
    expect(await names()).toEqual([]);
    await work(id);
    expect(await names()).toEqual(['Soar Castings Ltd', 'Trent Machining Ltd']);
    expect(await run(id)).toMatchObject({ state: 'DONE', report: { sheet: 'Spring', accepted: 2 } });
    expect(await background.findings(harness.db.reading(), id)).toMatchObject([
      { row: 4, column: 'postcode' },
    ]);
    expect(await undo(id)).toMatchObject({ ok: true });
    expect(await names()).toEqual([]);
  });

  it('keeps more findings than the report of its run has', async () => {
    const id = await started(file(...Array.from({ length: 300 }, (_, n) => `Firm ${n},,ZZ99 9ZZ,turning,1`)));
    await work(id);
    expect(((await run(id)).report as { errors: unknown[] }).errors).toHaveLength(100);
    expect(await background.findings(harness.db.reading(), id)).toHaveLength(300);
  });

  it('refuses a file of another kind before there is a run', async () => {
    for (const [text, format, code] of [
      ['a,b\n1,2\n', 'SUPPLIER_CSV', 'WRONG_HEADER'],
      ['no json\n', 'JSON_LINES', 'NOT_JSON'],
      ['{"a": 1', 'OCDS', 'NOT_JSON'],
    ] as const) {
      expect(await start(text, format)).toMatchObject({ ok: false, errors: [{ code, path: ['csv'] }] });
    }
    expect(await runs.latest(harness.db.reading(), 'IMPORT')).toBeNull();
  });

  it('is done once, however often its job comes', async () => {
    const id = await started(file(...ROWS));
    const outcomes = await Promise.all([work(id), work(id)]);
    expect(outcomes).toContainEqual({ imported: false });
    expect((await run(id)).report).toMatchObject({ stored: { created: 2, unchanged: 0 } });
  });

  it('leaves nothing when it fails, can be tried again once given up, and is whole then', async () => {
    const id = await started(file(...ROWS));
    await harness.db.writing((ctx) =>
      ctx.query(`ALTER TABLE sites ADD CONSTRAINT no_room CHECK (postcode <> 'LE4 5SP')`),
    );
    try {
      await expect(work(id)).rejects.toThrow('no_room');
      expect(await names()).toEqual([]);
      expect((await run(id)).state).not.toBe('DONE');
      await handler().givenUp!({ runId: id }, jobRun());
      expect(await run(id)).toMatchObject({ state: 'FAILED', report: { givenUp: { attempts: 5 } } });
      expect(await standing(id)).toEqual({ retryable: true, undoable: false, buyerId: null, recordIds: [] });
    } finally {
      await harness.db.writing((ctx) => ctx.query(`ALTER TABLE sites DROP CONSTRAINT no_room`));
    }
    expect(await retry(id)).toMatchObject({ ok: true });
    expect(codes(await retry(id))).toEqual(['NOT_RETRYABLE']);
    await work(id);
    expect(await run(id)).toMatchObject({ state: 'DONE', report: { accepted: 2 } });
  });

  it('can be tried again when its job was lost, once it has stood still for long', async () => {
    const id = await started(file(...ROWS));
    expect(codes(await retry(id))).toEqual(['NOT_RETRYABLE']);
    await harness.db.writing((ctx) =>
      ctx.query(`UPDATE runs SET state = 'RUNNING', updated_at = now() - interval '1 day' WHERE id = $1`, [
        id,
      ]),
    );
    expect(await standing(id)).toEqual({ retryable: true, undoable: false, buyerId: null, recordIds: [] });
    expect(await retry(id)).toMatchObject({ ok: true });
    await work(id);
    expect(await run(id)).toMatchObject({ state: 'DONE', report: { accepted: 2 } });
  });

  it('is taken back: what it made goes, but for what somebody has had to do with', async () => {
    await work(await started(file(ROWS[0]!.replace('24', '99'))));
    const id = await started(file(...ROWS, 'Dudley Forge,,DY1 1AA,closed die forging,8'));
    await work(id);
    await harness.db.writing((ctx) =>
      ctx.query(`UPDATE organisations SET claimed = true WHERE name = 'Dudley Forge'`),
    );
    expect(await standing(id)).toEqual({ retryable: false, undoable: true, buyerId: null, recordIds: [] });
    expect(await undo(id)).toMatchObject({ ok: true });
    // The first was there before, the claimed one is somebody's now.
    expect(await names()).toEqual(['Dudley Forge', 'Trent Machining Ltd']);
    expect(await run(id)).toMatchObject({ state: 'DONE', report: { undone: { removed: 1, left: 1 } } });
    expect((await harness.changes()).at(-1)?.payload).toMatchObject({ name: 'matching.rank-all' });
    expect(codes(await undo(id))).toEqual(['NOT_UNDOABLE']);
    // What was taken back can come in again.
    await work(await started(file(ROWS[1]!)));
    expect(await names()).toContain('Soar Castings Ltd');
  });

  it('takes requirements back as well', async () => {
    const line = JSON.stringify({
      id: 'r1',
      title: 'Brackets',
      buyer: 'Fileborne plc',
      postcode: 'DE24 8SE',
      needs: [{ phrase: 'CNC turning', importance: 'must' }],
    });
    const id = await started(`${line}\n`, 'JSON_LINES');
    await work(id);
    const titles = () => harness.db.reading().query(`SELECT title FROM requirements`);
    expect(await titles()).toHaveLength(1);
    await undo(id);
    expect(await titles()).toEqual([]);
  });

  it('is for officers and the system alone', async () => {
    const id = await started(file(...ROWS));
    const somebody: Actor = { kind: 'person', personId: 'x', email: 'x', staffRoles: [], memberships: [] };
    const attempts = [
      (ctx: Parameters<BackgroundImport['start']>[0]) =>
        background.start(ctx, 'SUPPLIER_CSV', file(...ROWS), 'x', { field: 'csv' }),
      (ctx: Parameters<BackgroundImport['undo']>[0]) => background.undo(ctx, id),
      (ctx: Parameters<BackgroundImport['retry']>[0]) => background.retry(ctx, id),
    ];
    for (const attempt of attempts) {
      await expect(harness.db.writing<unknown>(attempt, somebody)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
  });
});
