import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that are imported in the background: kept until that is done, with what it takes to take it back. */
export class KeepImportFiles1795975958588 implements MigrationInterface {
  readonly name = 'KeepImportFiles1795975958588';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "import_files" ("run_id" uuid NOT NULL, "format" text NOT NULL, "content" bytea, "findings" jsonb, "created_ids" uuid array NOT NULL DEFAULT '{}', CONSTRAINT "import_files_format_known" CHECK (format IN ('SUPPLIER_CSV', 'OCDS', 'JSON_LINES')), CONSTRAINT "PK_4597833ccdf6b8a2bf6991b6cd6" PRIMARY KEY ("run_id"))`,
    );
    await runner.query(
      `ALTER TABLE "import_files" ADD CONSTRAINT "import_files_of_run" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "import_files" DROP CONSTRAINT "import_files_of_run"`);
    await runner.query(`DROP TABLE "import_files"`);
  }
}
