import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Past contracts of suppliers, as the notices of public buyers say. */
export class NoteContractAwards1795944958388 implements MigrationInterface {
  readonly name = 'NoteContractAwards1795944958388';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "contract_awards" ("organisation_id" uuid NOT NULL, "requirement_id" uuid NOT NULL, "awarded_on" date, CONSTRAINT "PK_598d30f2a955e85b881f667fc6d" PRIMARY KEY ("organisation_id", "requirement_id"))`,
    );
    await runner.query(
      `CREATE INDEX "contract_awards_requirement" ON "contract_awards"  ("requirement_id") `,
    );
    await runner.query(
      `ALTER TABLE "contract_awards" ADD CONSTRAINT "contract_awards_to_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "contract_awards" ADD CONSTRAINT "contract_awards_of_requirement" FOREIGN KEY ("requirement_id") REFERENCES "requirements"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "contract_awards" DROP CONSTRAINT "contract_awards_of_requirement"`);
    await runner.query(`ALTER TABLE "contract_awards" DROP CONSTRAINT "contract_awards_to_organisation"`);
    await runner.query(`DROP INDEX "public"."contract_awards_requirement"`);
    await runner.query(`DROP TABLE "contract_awards"`);
  }
}
