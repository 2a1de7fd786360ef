import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CountRequests1795460230100 implements MigrationInterface {
  readonly name = 'CountRequests1795460230100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "request_counts" ("caller" text NOT NULL, "minute" TIMESTAMP WITH TIME ZONE NOT NULL, "requests" integer NOT NULL, CONSTRAINT "request_counts_some" CHECK (requests > 0), CONSTRAINT "PK_ebbe20593c9307a11ee7254f101" PRIMARY KEY ("caller", "minute"))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "request_counts"`);
  }
}
