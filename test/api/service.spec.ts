import { fromOpaqueId, newId, QUEUES_NAME, RunService } from '#lib/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type ApiKit, type Caller, pick, startApiKit } from './api.kit.js';

let kit: ApiKit;
let officer: Caller;
let stranger: Caller;

beforeAll(async () => {
  kit = await startApiKit();
  officer = await kit.person('olive@authority.example', { staffRoles: ['OFFICER'] });
  stranger = await kit.person('stranger@elsewhere.example');
});
afterAll(() => kit.stop());

/** What an officer is answered. */
async function officerAsks(document: string, variables: object = {}): Promise<Answer> {
  const answer = await kit.ask(document, variables, officer.token);
  expect(answer.errors).toEqual([]);
  return answer;
}

/** That an operation is nobody else's. */
async function expectClosed(document: string, variables: object = {}): Promise<void> {
  for (const [token, code] of [
    [stranger.token, 'NOT_FOUND'],
    [undefined, 'UNAUTHENTICATED'],
  ] as const) {
    const { data, errors } = await kit.ask(document, variables, token);
    expect([data, pick(pick(errors as never, 'extensions') as never, 'code')]).toEqual([null, [code]]);
  }
}

describe('long work', () => {
  const list = `query ($filter: RunFilterInput, $first: Int! = 20, $after: String) { runs(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { kind subject state done total stalled outcome requestedBy } } } }`;
  const runs = new RunService();

  it('is listed latest first with what came of it, narrowed and by pages, for officers alone', async () => {
    await kit.db.writing(async (ctx) => {
      const refused = await runs.begin(ctx, 'IMPORT', 'a.csv', null);
      await runs.finish(ctx, refused.id, 'FAILED', {
        refusal: { code: 'NO_HEADER', message: 'The header lacks "name".' },
      });
      const ranked = await runs.begin(ctx, 'MATCH', 'all open requirements', 2);
      await runs.finish(ctx, ranked.id, 'DONE', { ranked: 1_200, changed: 1 });
      const still = await runs.begin(ctx, 'DIGEST', 'digests of 2026-W48', 3);
      await ctx.query(`UPDATE runs SET updated_at = now() - interval '16 minutes' WHERE id = $1`, [still.id]);
    });
    const { data: asked } = await officerAsks(`mutation { rerankAll { run { stalled requestedBy } } }`);
    expect(asked.rerankAll.run).toEqual({ stalled: false, requestedBy: 'olive' });
    const {
      data: { runs: all },
    } = await officerAsks(list);
    expect(all.totalCount).toBe(4);
    expect(pick(all.edges, 'node')).toMatchObject([
      { kind: 'MATCH', state: 'QUEUED', outcome: null, stalled: false, requestedBy: 'olive' },
      { kind: 'DIGEST', state: 'QUEUED', outcome: null, stalled: true, requestedBy: null },
      { kind: 'MATCH', state: 'DONE', outcome: '1,200 lists were ranked, and 1 changed.', stalled: false },
      { kind: 'IMPORT', state: 'FAILED', outcome: 'The header lacks "name".', subject: 'a.csv' },
    ]);
    const {
      data: { runs: matches },
    } = await officerAsks(list, { filter: { kind: 'MATCH', state: 'DONE' } });
    expect(matches.totalCount).toBe(1);
    const paged: unknown[] = [];
    for (let after: string | null = null; ;) {
      const { data }: Answer = await officerAsks(list, { first: 1, after });
      paged.push(...pick(data.runs.edges, 'node'));
      if (!data.runs.pageInfo.hasNextPage) break;
      after = data.runs.pageInfo.endCursor as string;
    }
    expect(paged).toEqual(pick(all.edges, 'node'));
    await expectClosed(list);
  });

  it('counts a piece once, however often its job is tried', async () => {
    const id = await kit.db.writing(async (ctx) => (await runs.begin(ctx, 'DIGEST', 'x', 2)).id);
    for (const piece of ['a', 'a', 'b', 'b']) {
      await kit.db.writing((ctx) => runs.advanceOnce(ctx, id, piece));
      const run = await runs.find(kit.db.reading(), id);
      expect([run!.done, run!.state]).toEqual(piece === 'a' ? [1, 'RUNNING'] : [2, 'DONE']);
    }
  });

  it('is asked for again where digests are due, and says so where none is', async () => {
    const ask = `mutation { composeDueDigests { run { kind state total } errors { code } } }`;
    const {
      data: { composeDueDigests: none },
    } = await officerAsks(ask);
    expect(none).toEqual({ run: null, errors: [] });
    await officerAsks(`mutation { createClusterBody(input: { name: "Guild" }) { id } }`);
    // Noon of the Wednesday to come: two days after the usual hour, while tokens are good.
    const noon = new Date();
    noon.setUTCDate(noon.getUTCDate() + 7 + ((3 - noon.getUTCDay()) % 7));
    noon.setUTCHours(12, 0, 0, 0);
    kit.db.clock.now = noon;
    const {
      data: { composeDueDigests: due },
    } = await officerAsks(ask);
    kit.db.clock.now = undefined;
    expect(due).toEqual({ run: { kind: 'DIGEST', state: 'QUEUED', total: 1 }, errors: [] });
    await expectClosed(ask);
  });
});

describe('letters that were given up', () => {
  const resend = `mutation ($id: ID!) { resendMail(id: $id) { id errors { code } } }`;
  const letter = async (state: string, secret = false): Promise<string> => {
    const id = newId();
    await kit.db.writing((ctx) =>
      ctx.query(
        `INSERT INTO mail_messages (id, dedup_key, recipient, subject, html, text, state, secret, attempts, last_error)
         VALUES ($1::uuid, gen_random_uuid()::text, 'a@b.example', 'x', 'x', 'x', $2, $3, 10, '550 no')`,
        [id, state, secret],
      ),
    );
    return id;
  };

  it('are listed by themselves and tried afresh; sent and secret ones are not', async () => {
    const [failed, secret, sent] = [
      await letter('FAILED'),
      await letter('FAILED', true),
      await letter('SENT'),
    ];
    const {
      data: { outbox },
    } = await officerAsks(`{ outbox(givenUp: true) { id attempts lastError } }`);
    expect(pick(outbox, 'id').map((id) => fromOpaqueId('mail', id as string))).toEqual([secret, failed]);
    expect(outbox[1]).toMatchObject({ attempts: 10, lastError: '550 no' });
    await expectClosed(resend, { id: failed });
    const codes = async (id: string): Promise<unknown> =>
      pick((await officerAsks(resend, { id })).data.resendMail.errors, 'code');
    expect(await codes(secret)).toEqual(['SECRET_LETTER']);
    expect(await codes(sent)).toEqual(['NOT_GIVEN_UP']);
    expect(await codes(failed)).toEqual([]);
    const [row] = await kit.db.reading().query(
      `SELECT state, attempts, (SELECT count(*)::int FROM change_log
           WHERE payload->>'name' = 'mail.send' AND payload->'payload'->>'mailId' = $1::text) AS jobs
           FROM mail_messages WHERE id::text = $1::text`,
      [failed],
    );
    expect(row).toEqual({ state: 'WAITING', attempts: 0, jobs: 1 });
  });
});

describe('the health of the service', () => {
  const figures = `{ serviceHealth { parts { part state } queues { name waiting active delayed failed }
    jobsToRelay relayLagSeconds lettersWaiting lettersFailed addressesSuspended } }`;

  it('is told to everybody in a sentence a part', async () => {
    const { data } = await kit.ask(`{ serviceStatus { part state summary } }`);
    expect(pick(data.serviceStatus, 'part')).toEqual(['STORE', 'MATCHING', 'BACKGROUND', 'MAIL']);
    expect(data.serviceStatus[0]).toEqual({
      part: 'STORE',
      state: 'WORKING',
      summary: 'What is entered is kept, and can be read.',
    });
  });

  it('is told with figures to officers alone, and counts what no relay has taken', async () => {
    const {
      data: { serviceHealth: health },
    } = await officerAsks(figures);
    expect(pick(health.queues, 'name')).toContain('matching');
    expect(health.jobsToRelay).toBeGreaterThan(0);
    await kit.db.writing((ctx) =>
      ctx.query(`UPDATE change_log SET at = now() - interval '11 minutes' WHERE topic = 'job'`),
    );
    const {
      data: { serviceHealth: late },
    } = await officerAsks(figures);
    expect(late.relayLagSeconds).toBeGreaterThanOrEqual(660);
    expect(late.parts[2]).toEqual({ part: 'BACKGROUND', state: 'DOWN' });
    await kit.db.writing((ctx) =>
      ctx.query(
        `INSERT INTO change_log_cursors (consumer, xid, seq) SELECT 'job relay', xid, seq FROM change_log
          ORDER BY xid DESC, seq DESC LIMIT 1`,
      ),
    );
    const {
      data: { serviceHealth: caught },
    } = await officerAsks(figures);
    expect([caught.jobsToRelay, caught.relayLagSeconds, caught.parts[2].state]).toEqual([0, 0, 'WORKING']);
    await expectClosed(figures);
  });

  it('is asked for again and again over one connection to the queues', async () => {
    const connections = () =>
      kit.db.reading().query<{ pid: number; opened: string }>(
        `SELECT pid, backend_start::text AS opened FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = $1`,
        [QUEUES_NAME],
      );
    await officerAsks(figures);
    const first = await connections();
    await Promise.all([officerAsks(figures), officerAsks(figures)]);
    await officerAsks(figures);
    // Where the queues wait in Redis there is none.
    expect(first.length).toBe(kit.config.redisUrl === undefined ? 1 : 0);
    expect(await connections()).toEqual(first);
  });

  it('calls letters kept, and none of them late, where nothing sends them', async () => {
    await kit.db.writing((ctx) =>
      ctx.query(`UPDATE mail_messages SET next_attempt_at = now() - interval '1 day'`),
    );
    const [row] = await kit.db
      .reading()
      .query<{ n: number }>(
        `SELECT count(*)::int AS n FROM mail_messages WHERE state IN ('WAITING', 'SENDING')`,
      );
    expect(row!.n).toBeGreaterThan(0);
    const { data } = await officerAsks(
      `{ serviceHealth { lettersKept lettersWaiting lettersOverdue parts { part state } } }`,
    );
    expect(data.serviceHealth).toMatchObject({ lettersKept: row!.n, lettersWaiting: 0, lettersOverdue: 0 });
    expect(data.serviceHealth.parts[3]).toEqual({ part: 'MAIL', state: 'WORKING' });
  });
});
