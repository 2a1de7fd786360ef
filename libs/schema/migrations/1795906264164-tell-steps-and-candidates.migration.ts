import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TellStepsAndCandidates1795906264164 implements MigrationInterface {
  readonly name = 'TellStepsAndCandidates1795906264164';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "unlock_alerts" ("supplier_id" uuid NOT NULL, "requirement_id" uuid NOT NULL, "step" text NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_823bbacea3a5793c3be0711cea3" PRIMARY KEY ("supplier_id", "requirement_id", "step"))`,
    );
    await runner.query(`CREATE INDEX "unlock_alerts_requirement" ON "unlock_alerts"  ("requirement_id") `);
    await runner.query(
      `CREATE TABLE "candidate_alerts" ("requirement_id" uuid NOT NULL, "supplier_id" uuid NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_7228d30b3a7123e97e769759335" PRIMARY KEY ("requirement_id", "supplier_id"))`,
    );
    await runner.query(`CREATE INDEX "candidate_alerts_supplier" ON "candidate_alerts"  ("supplier_id") `);
    await runner.query(
      `ALTER TABLE "unlock_alerts" ADD CONSTRAINT "unlock_alerts_of_supplier" FOREIGN KEY ("supplier_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "unlock_alerts" ADD CONSTRAINT "unlock_alerts_of_requirement" FOREIGN KEY ("requirement_id") REFERENCES "requirements"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "candidate_alerts" ADD CONSTRAINT "candidate_alerts_of_requirement" FOREIGN KEY ("requirement_id") REFERENCES "requirements"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "candidate_alerts" ADD CONSTRAINT "candidate_alerts_of_supplier" FOREIGN KEY ("supplier_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "candidate_alerts" DROP CONSTRAINT "candidate_alerts_of_supplier"`);
    await runner.query(`ALTER TABLE "candidate_alerts" DROP CONSTRAINT "candidate_alerts_of_requirement"`);
    await runner.query(`ALTER TABLE "unlock_alerts" DROP CONSTRAINT "unlock_alerts_of_requirement"`);
    await runner.query(`ALTER TABLE "unlock_alerts" DROP CONSTRAINT "unlock_alerts_of_supplier"`);
    await runner.query(`DROP INDEX "public"."candidate_alerts_supplier"`);
    await runner.query(`DROP TABLE "candidate_alerts"`);
    await runner.query(`DROP INDEX "public"."unlock_alerts_requirement"`);
    await runner.query(`DROP TABLE "unlock_alerts"`);
  }
}
