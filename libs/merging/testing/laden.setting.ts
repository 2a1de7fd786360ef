import { NotificationService } from '#lib/notifications';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { EconomyBuilder } from '../../match-lists/testing/economy.builder.js';
import { DistinctionService } from '../distinction.service.js';
import { MergingService } from '../merging.service.js';
import { type Laden, makeLaden } from './laden.records.js';

/** What the specs of merging work on; the records are made anew for each test. */
export interface LadenSetting {
  db: TestDatabase;
  economy: EconomyBuilder;
  merging: MergingService;
  distinctions: DistinctionService;
  laden: Laden;
}

/** Opens a database for a spec file, and puts two laden records into it before each test; `take` is given all of it each time. */
export function withLadenRecords(take: (setting: LadenSetting) => void): void {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase(schema);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.writing((ctx) => ctx.query(`TRUNCATE organisations, people, audit_entries, change_log CASCADE`));
    const economy = new EconomyBuilder(db);
    const merging = new MergingService(economy.suppliers, new NotificationService());
    take({
      db,
      economy,
      merging,
      distinctions: new DistinctionService(merging),
      laden: await makeLaden(db, economy),
    });
  });
}
