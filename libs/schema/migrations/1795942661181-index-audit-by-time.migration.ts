import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit trail is read in order of time, of one organisation and of all. */
export class IndexAuditByTime1795942661181 implements MigrationInterface {
  readonly name = 'IndexAuditByTime1795942661181';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "public"."audit_entries_organisation"`);
    await runner.query(`CREATE INDEX "audit_entries_time" ON "audit_entries"  ("at", "id") `);
    await runner.query(
      `CREATE INDEX "audit_entries_organisation" ON "audit_entries"  ("organisation_id", "at", "id") `,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "public"."audit_entries_organisation"`);
    await runner.query(`DROP INDEX "public"."audit_entries_time"`);
    await runner.query(
      `CREATE INDEX "audit_entries_organisation" ON "audit_entries"  ("organisation_id", "id") `,
    );
  }
}
