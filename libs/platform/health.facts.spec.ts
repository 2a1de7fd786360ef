import { schema } from '#lib/schema';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readStoreFigures } from './health.facts.js';
import { openTestDatabase, type TestDatabase } from './testing/index.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openTestDatabase(schema);
});
afterAll(() => db.close());

it('counts letters as overdue whose time has come and gone, and those long tried in vain', async () => {
  db.clock.now = new Date('2026-11-23T12:00:00Z');
  const letter = (key: string, created: string, next: string, attempts: number) =>
    db.writing((ctx) =>
      ctx.query(
        `INSERT INTO mail_messages (id, dedup_key, recipient, subject, html, text, created_at, next_attempt_at, attempts)
         VALUES (gen_random_uuid(), $1, 'a@b.example', 's', 'h', 't', $2, $3, $4)`,
        [key, `2026-11-23T${created}Z`, `2026-11-23T${next}Z`, attempts],
      ),
    );
  await letter('just written', '11:59', '11:59', 0);
  await letter('held back for a server that takes so many at a time', '11:30', '12:10', 0);
  await letter('tried a moment ago', '11:50', '12:10', 1);
  const overdue = async () => {
    const { lettersOverdue, lettersWaiting } = await readStoreFigures(db.reading());
    return [lettersOverdue, lettersWaiting];
  };
  expect(await overdue()).toEqual([0, 3]);
  await letter('forgotten', '11:00', '11:30', 0);
  expect(await overdue()).toEqual([1, 4]);
  await letter('tried in vain since nine', '09:00', '14:00', 4);
  expect(await overdue()).toEqual([2, 5]);
});
