import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A buyer's own list of requirements: whose it is, what its rows mean, and what they said last. */
export class TakeListsOfBuyers1796067235536 implements MigrationInterface {
  readonly name = 'TakeListsOfBuyers1796067235536';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "imported_requirements" ("requirement_id" uuid NOT NULL, "row_values" jsonb NOT NULL, CONSTRAINT "PK_a21bb7414cbbdadced46e9c38e5" PRIMARY KEY ("requirement_id"))`,
    );
    await runner.query(`ALTER TABLE "import_files" ADD "buyer_id" uuid`);
    await runner.query(`ALTER TABLE "import_files" ADD "record_ids" uuid array NOT NULL DEFAULT '{}'`);
    await runner.query(`CREATE INDEX "import_files_buyer" ON "import_files"  ("buyer_id") `);
    await runner.query(`ALTER TABLE "import_files" DROP CONSTRAINT "import_files_format_known"`);
    await runner.query(
      `ALTER TABLE "import_files" ADD CONSTRAINT "import_files_format_known" CHECK (format IN ('SUPPLIER_CSV', 'REQUIREMENT_CSV', 'OCDS', 'JSON_LINES'))`,
    );
    await runner.query(
      `ALTER TABLE "import_files" ADD CONSTRAINT "import_files_list_of_buyer" CHECK ((format = 'REQUIREMENT_CSV') = (buyer_id IS NOT NULL))`,
    );
    await runner.query(
      `ALTER TABLE "imported_requirements" ADD CONSTRAINT "imported_requirements_of_requirement" FOREIGN KEY ("requirement_id") REFERENCES "requirements"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "import_files" ADD CONSTRAINT "import_files_of_buyer" FOREIGN KEY ("buyer_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "import_files" DROP CONSTRAINT "import_files_of_buyer"`);
    await runner.query(
      `ALTER TABLE "imported_requirements" DROP CONSTRAINT "imported_requirements_of_requirement"`,
    );
    await runner.query(`ALTER TABLE "import_files" DROP CONSTRAINT "import_files_list_of_buyer"`);
    await runner.query(`DELETE FROM "import_files" WHERE format = 'REQUIREMENT_CSV'`);
    await runner.query(`ALTER TABLE "import_files" DROP CONSTRAINT "import_files_format_known"`);
    await runner.query(
      `ALTER TABLE "import_files" ADD CONSTRAINT "import_files_format_known" CHECK (format IN ('SUPPLIER_CSV', 'OCDS', 'JSON_LINES'))`,
    );
    await runner.query(`DROP INDEX "public"."import_files_buyer"`);
    await runner.query(`ALTER TABLE "import_files" DROP COLUMN "record_ids"`);
    await runner.query(`ALTER TABLE "import_files" DROP COLUMN "buyer_id"`);
    await runner.query(`DROP TABLE "imported_requirements"`);
  }
}
