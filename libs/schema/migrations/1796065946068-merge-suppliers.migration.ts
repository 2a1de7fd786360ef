import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of records that were merged into another, and what it takes to undo that. */
export class MergeSuppliers1796065946068 implements MigrationInterface {
  readonly name = 'MergeSuppliers1796065946068';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "supplier_mergers" ("id" uuid NOT NULL, "merged_id" uuid NOT NULL, "merged_name" text NOT NULL, "into_id" uuid NOT NULL, "reason" text NOT NULL, "person_id" uuid, "journal" jsonb, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "undone_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_8c853b83e8b677fd5674f1515a1" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "supplier_mergers_into" ON "supplier_mergers"  ("into_id") `);
    await runner.query(
      `CREATE UNIQUE INDEX "supplier_mergers_once" ON "supplier_mergers"  ("merged_id") WHERE undone_at IS NULL`,
    );
    await runner.query(
      `ALTER TABLE "supplier_mergers" ADD CONSTRAINT "supplier_mergers_into_organisation" FOREIGN KEY ("into_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "supplier_mergers" ADD CONSTRAINT "supplier_mergers_by_person" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "supplier_mergers" DROP CONSTRAINT "supplier_mergers_by_person"`);
    await runner.query(`ALTER TABLE "supplier_mergers" DROP CONSTRAINT "supplier_mergers_into_organisation"`);
    await runner.query(`DROP INDEX "public"."supplier_mergers_once"`);
    await runner.query(`DROP INDEX "public"."supplier_mergers_into"`);
    await runner.query(`DROP TABLE "supplier_mergers"`);
  }
}
