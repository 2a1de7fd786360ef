import { type Actor, systemActor } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { Test, type TestingModule } from '@nestjs/testing';
import { BackgroundImport } from '../background.import.js';
import { ImportService } from '../import.service.js';
import type { ImportOutcome, ImportRefusal, ImportRunReport } from '../import.outcome.js';
import { ImportsModule } from '../imports.module.js';

/** An import service over a database of its own. */
export interface ImportHarness {
  db: TestDatabase;
  imports: ImportService;
  background: BackgroundImport;
  outer: { actor: Actor };
  /** Rows of every table an import may write, runs left out. */
  footprint(): Promise<Record<string, number>>;
  changes(): Promise<{ topic: string; payload: unknown }[]>;
  close(): Promise<void>;
}

const tables = [
  'organisations',
  'organisation_references',
  'sites',
  'supplier_profiles',
  'supplier_capabilities',
  'certificates',
  'buyer_profiles',
  'requirements',
  'requirement_needs',
  'requirement_certifications',
  'contract_awards',
  'change_log',
] as const;

export async function openImportHarness(): Promise<ImportHarness> {
  const db = await openTestDatabase(schema);
  const app: TestingModule = await Test.createTestingModule({ imports: [ImportsModule] }).compile();
  return {
    db,
    imports: app.get(ImportService),
    background: app.get(BackgroundImport),
    outer: { actor: systemActor('tests') },
    footprint: async () => {
      const counts: Record<string, number> = {};
      for (const table of tables) {
        const [row] = await db.reading().query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
        counts[table] = row!.n;
      }
      return counts;
    },
    changes: () => db.reading().query(`SELECT topic, payload FROM change_log ORDER BY xid, seq`),
    close: async () => {
      await app.close();
      await db.close();
    },
  };
}

/** The report of an import that must have gone through. */
export function reportOf(outcome: ImportOutcome): ImportRunReport {
  if (outcome.state === 'REFUSED') throw new Error(`refused: ${outcome.refusal.message}`);
  return outcome.report;
}

/** Why an import that must have been refused was. */
export function refusalOf(outcome: ImportOutcome): ImportRefusal {
  if (outcome.state === 'DONE') throw new Error('the file was imported');
  return outcome.refusal;
}
