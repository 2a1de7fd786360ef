import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DiscloseInStages1795460210300 implements MigrationInterface {
  readonly name = 'DiscloseInStages1795460210300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "requirements" DROP CONSTRAINT "requirements_visibility_known", ADD CONSTRAINT "requirements_visibility_known" CHECK (visibility IN ('OPEN', 'SECTOR_ONLY', 'INVITED_ONLY'))`,
    );
    await runner.query(
      `CREATE TABLE "requirement_viewings" ("requirement_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "first_at" TIMESTAMP WITH TIME ZONE NOT NULL, "last_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_dc9288b7e9318e42c564d767a8a" PRIMARY KEY ("requirement_id", "organisation_id"))`,
    );
    await runner.query(
      `CREATE INDEX "requirement_viewings_organisation" ON "requirement_viewings"  ("organisation_id") `,
    );
    await runner.query(
      `ALTER TABLE "requirement_viewings" ADD CONSTRAINT "requirement_viewings_of_requirement" FOREIGN KEY ("requirement_id") REFERENCES "requirements"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "requirement_viewings" ADD CONSTRAINT "requirement_viewings_by_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    // What was for some becomes for the fewest.
    await runner.query(
      `UPDATE requirements SET visibility = 'INVITED_ONLY' WHERE visibility = 'SECTOR_ONLY'`,
    );
    await runner.query(
      `ALTER TABLE "requirements" DROP CONSTRAINT "requirements_visibility_known", ADD CONSTRAINT "requirements_visibility_known" CHECK (visibility IN ('OPEN', 'INVITED_ONLY'))`,
    );
    await runner.query(
      `ALTER TABLE "requirement_viewings" DROP CONSTRAINT "requirement_viewings_by_organisation"`,
    );
    await runner.query(
      `ALTER TABLE "requirement_viewings" DROP CONSTRAINT "requirement_viewings_of_requirement"`,
    );
    await runner.query(`DROP INDEX "public"."requirement_viewings_organisation"`);
    await runner.query(`DROP TABLE "requirement_viewings"`);
  }
}
