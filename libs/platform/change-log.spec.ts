import { eventually, openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { ChangeFollower } from './change-log.follower.js';
import {
  type Change,
  type ChangePosition,
  currentPosition,
  isAtOrAfter,
  readChanges,
  recordChange,
  startOfLog,
} from './change-log.js';
import type { TransactionContext } from './context.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openTestDatabase(schema);
});
afterAll(() => db.close());

const record = (id: string) => (ctx: TransactionContext) => recordChange(ctx, 'supplier', { ids: [id] });
const idsOf = (changes: Change[]) =>
  changes.flatMap((change) => (change.topic === 'supplier' ? change.payload.ids : [change.topic]));

/**
 * What a reader that starts now will be given of these names. A transaction that ends while the reader looks holds it
 * back for a moment.
 */
async function readUntil(from: ChangePosition, names: string[]): Promise<string[]> {
  const seen: string[] = [];
  let position = from;
  await eventually(`the changes ${names.join(', ')}`, async () => {
    const { changes } = await readChanges(db.reading(), position, 10);
    position = changes.at(-1)?.position ?? position;
    seen.push(...idsOf(changes).filter((id) => names.includes(id)));
    return seen.length >= names.length;
  });
  return seen;
}

/** A transaction held open until told. */
async function open(work: (ctx: TransactionContext) => Promise<void>) {
  let commit!: () => void;
  const held = new Promise<void>((done) => (commit = done));
  let started!: () => void;
  const working = new Promise<void>((done) => (started = done));
  const finished = db.writing(async (ctx) => {
    await work(ctx);
    started();
    await held;
  });
  await working;
  return {
    commit: async () => {
      commit();
      await finished;
    },
  };
}

describe('the change log', () => {
  it('goes with its transaction', async () => {
    const from = await currentPosition(db.reading());
    await db
      .writing(async (ctx) => {
        await record('lost')(ctx);
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    await db.writing(record('kept'));
    expect(await readUntil(from, ['kept'])).toEqual(['kept']);
    expect(idsOf((await readChanges(db.reading(), startOfLog, 100)).changes)).not.toContain('lost');
  });

  it('cannot be skipped: of two overlapping transactions, the one that drew the lower number commits last', async () => {
    const from = await currentPosition(db.reading());
    const slow = await open(record('slow one'));
    await db.writing(record('quick one'));

    // The quick one has committed, with the higher number. A reader that moved past it would lose the slow one.
    const { changes, ahead } = await readChanges(db.reading(), from, 10);
    expect(idsOf(changes)).not.toContain('slow one');
    expect(idsOf(changes)).not.toContain('quick one');
    expect(idsOf(ahead)).toContain('quick one');

    await slow.commit();
    expect(await readUntil(from, ['slow one', 'quick one'])).toEqual(['slow one', 'quick one']);
  });

  it('shows why a sequence alone would lose changes', async () => {
    const [mark] = await db.reading().query<{ seq: string }>('SELECT max(seq)::text AS seq FROM change_log');
    const naive = async (after: string) =>
      db
        .reading()
        .query<{ seq: string; payload: { ids: string[] } }>(
          'SELECT seq::text, payload FROM change_log WHERE seq > $1 ORDER BY seq',
          [after],
        );
    const slow = await open(record('slow'));
    await db.writing(record('quick'));
    const early = await naive(mark!.seq);
    await slow.commit();
    const late = await naive(early.at(-1)!.seq);
    expect([...early, ...late].flatMap(({ payload }) => payload.ids)).toEqual(['quick']);
  });

  it('waits for no transaction of another database of the server', async () => {
    const from = await currentPosition(db.reading());
    const neighbour = new Client({ connectionString: db.url.replace(/[^/]+$/, 'postgres') });
    await neighbour.connect();
    await neighbour.query('BEGIN');
    await neighbour.query('SELECT pg_current_xact_id()');
    await db.writing(record('beside a neighbour'));
    expect(await readUntil(from, ['beside a neighbour'])).toEqual(['beside a neighbour']);
    await neighbour.query('ROLLBACK');
    await neighbour.end();
  });

  it('starts after what an index has already loaded, and before what is still under way', async () => {
    await db.writing(record('loaded'));
    const running = await open(record('running'));
    const position = await currentPosition(db.reading());
    await running.commit();
    expect(await readUntil(position, ['running'])).toEqual(['running']);
  });

  it('orders positions', () => {
    const at = (xid: string, seq: string) => ({ xid, seq });
    expect(isAtOrAfter(at('10', '1'), at('9', '99'))).toBe(true);
    expect(isAtOrAfter(at('9', '98'), at('9', '99'))).toBe(false);
    expect(isAtOrAfter(at('9', '99'), at('9', '99'))).toBe(true);
  });
});

describe('a follower', () => {
  type Options = ConstructorParameters<typeof ChangeFollower>[0];

  const followFromNow = async (
    options: Pick<Options, 'onChanges' | 'batchSize' | 'pollMs'>,
  ): Promise<ChangeFollower> =>
    new ChangeFollower({
      url: db.url,
      unitOfWork: db.unitOfWork,
      log: db.log,
      from: await currentPosition(db.reading()),
      ...options,
    });

  it('hands over every change once, in order, while many write at once', async () => {
    const seen: string[] = [];
    const follower = await followFromNow({
      batchSize: 7,
      onChanges: (changes) => void seen.push(...idsOf(changes)),
    });
    await follower.start();
    const names = Array.from({ length: 60 }, (_, i) => `s${i}`);
    await Promise.all(names.map((name) => db.writing(record(name))));
    await eventually('all changes', () => names.every((name) => seen.includes(name)));
    await follower.stop();
    expect(seen.filter((name) => names.includes(name)).sort()).toEqual([...names].sort());
  });

  it('hands over at once what was committed beside an older transaction, and that one when it ends', async () => {
    const seen: string[] = [];
    const upTo: ChangePosition[] = [];
    const slow = await open(record('older'));
    const follower = await followFromNow({
      pollMs: 3_600_000,
      onChanges: (changes, position) => {
        seen.push(...idsOf(changes));
        upTo.push(position);
      },
    });
    await follower.start();
    await db.writing(record('younger'));
    await eventually('the younger change', () => seen.includes('younger'));
    const [before] = upTo;
    await slow.commit();
    await eventually('the older change', () => seen.includes('older'));
    // A look once more: neither comes again.
    await follower.catchUp();
    await db.writing(record('last'));
    await eventually('the last change', () => seen.includes('last'));
    await follower.stop();
    const names = ['older', 'younger', 'last'];
    expect(seen.filter((name) => names.includes(name)).sort()).toEqual([...names].sort());
    // Whoever starts again from the place told beside the younger change is given both.
    const [again] = await db.reading().query<{ n: number }>(
      `SELECT count(*)::int AS n FROM change_log WHERE (xid, seq) > ($1::bigint, $2::bigint)
            AND payload->'ids'->>0 IN ('older', 'younger')`,
      [before!.xid, before!.seq],
    );
    expect(again).toEqual({ n: 2 });
  });

  it('goes on when more than it reads at once was committed beside an older transaction', async () => {
    const seen: string[] = [];
    const slow = await open(record('holds all back'));
    const follower = await followFromNow({
      pollMs: 3_600_000,
      batchSize: 3,
      onChanges: (changes) => void seen.push(...idsOf(changes)),
    });
    await follower.start();
    const names = ['m1', 'm2', 'm3', 'm4', 'm5'];
    for (const name of names) await db.writing(record(name));
    await follower.catchUp();
    expect(seen).not.toContain('m5');
    await slow.commit();
    await eventually('all of them', () => ['holds all back', ...names].every((name) => seen.includes(name)));
    await follower.stop();
    expect(seen.filter((name) => name.startsWith('m'))).toEqual(names);
  });

  it('goes on by polling when its listener is cut off', async () => {
    const seen: string[] = [];
    const follower = await followFromNow({
      pollMs: 50,
      onChanges: (changes) => void seen.push(...idsOf(changes)),
    });
    await follower.start();
    const killer = new Client({ connectionString: db.url });
    await killer.connect();
    await killer.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'change log listener' AND datname = current_database()`,
    );
    await killer.end();
    await db.writing(record('after the cut'));
    await eventually('the change', () => seen.includes('after the cut'));
    await follower.stop();
  });

  it('tries again when handling fails, from the same place', async () => {
    const seen: string[] = [];
    let failures = 1;
    const follower = await followFromNow({
      onChanges: (changes) => {
        if (failures-- > 0) throw new Error('on purpose');
        seen.push(...idsOf(changes));
      },
    });
    await follower.start();
    await db.writing(record('stubborn'));
    await eventually('the change', () => seen.includes('stubborn'));
    await follower.stop();
    expect(seen.filter((name) => name === 'stubborn')).toEqual(['stubborn']);
  });
});
