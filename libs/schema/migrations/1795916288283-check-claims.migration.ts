import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CheckClaims1795916288283 implements MigrationInterface {
  readonly name = 'CheckClaims1795916288283';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "claim_checks" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "certificate_id" uuid, "capability_code" text, "finding" text NOT NULL, "reason" text, "person_id" uuid, "cluster_id" uuid, "before" jsonb NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "undone_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "claim_checks_finding_known" CHECK (finding IN ('REGISTER_CHECKED', 'CLUSTER_VOUCHED', 'SITE_AUDITED', 'REFUSED')), CONSTRAINT "claim_checks_of_one_claim" CHECK (num_nonnulls(certificate_id, capability_code) = 1), CONSTRAINT "PK_8f40721273ccc88779483702c77" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "claim_checks_cluster" ON "claim_checks"  ("cluster_id") `);
    await runner.query(`CREATE INDEX "claim_checks_certificate" ON "claim_checks"  ("certificate_id") `);
    await runner.query(
      `CREATE INDEX "claim_checks_organisation" ON "claim_checks"  ("organisation_id", "id") `,
    );
    await runner.query(`ALTER TABLE "supplier_capabilities" ADD "refused_on" date`);
    await runner.query(`ALTER TABLE "certificates" ADD "refused_on" date`);
    await runner.query(`ALTER TABLE "webhooks" ADD "paused_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(
      `ALTER TABLE "claim_checks" ADD CONSTRAINT "claim_checks_of_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "claim_checks" ADD CONSTRAINT "claim_checks_of_certificate" FOREIGN KEY ("certificate_id") REFERENCES "certificates"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "claim_checks" ADD CONSTRAINT "claim_checks_by_person" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "claim_checks" ADD CONSTRAINT "claim_checks_by_cluster" FOREIGN KEY ("cluster_id") REFERENCES "organisations"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "claim_checks" DROP CONSTRAINT "claim_checks_by_cluster"`);
    await runner.query(`ALTER TABLE "claim_checks" DROP CONSTRAINT "claim_checks_by_person"`);
    await runner.query(`ALTER TABLE "claim_checks" DROP CONSTRAINT "claim_checks_of_certificate"`);
    await runner.query(`ALTER TABLE "claim_checks" DROP CONSTRAINT "claim_checks_of_organisation"`);
    await runner.query(`ALTER TABLE "webhooks" DROP COLUMN "paused_at"`);
    await runner.query(`ALTER TABLE "certificates" DROP COLUMN "refused_on"`);
    await runner.query(`ALTER TABLE "supplier_capabilities" DROP COLUMN "refused_on"`);
    await runner.query(`DROP INDEX "public"."claim_checks_organisation"`);
    await runner.query(`DROP INDEX "public"."claim_checks_certificate"`);
    await runner.query(`DROP INDEX "public"."claim_checks_cluster"`);
    await runner.query(`DROP TABLE "claim_checks"`);
  }
}
