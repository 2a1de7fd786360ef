import type { MigrationInterface, QueryRunner } from 'typeorm';

/** After an upgrade words are read again, but not where a buyer picked the capabilities. */
export class RereadWordsAfterUpgrades1795952946245 implements MigrationInterface {
  readonly name = 'RereadWordsAfterUpgrades1795952946245';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "reading_code" ("id" smallint NOT NULL DEFAULT '1', "code" text NOT NULL, "since" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "reading_code_one_row" CHECK (id = 1), CONSTRAINT "reading_code_key" PRIMARY KEY ("id"))`,
    );
    await runner.query(`ALTER TABLE "requirement_needs" ADD "picked" boolean NOT NULL DEFAULT false`);
    // Whether codes were picked was not noted before. What people typed into a form stays as they left it.
    await runner.query(
      `UPDATE requirement_needs n SET picked = true FROM requirements r
        WHERE r.id = n.requirement_id AND r.origin = 'REGISTERED' AND n.codes <> '{}'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "requirement_needs" DROP COLUMN "picked"`);
    await runner.query(`DROP TABLE "reading_code"`);
  }
}
