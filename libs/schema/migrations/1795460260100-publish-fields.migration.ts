import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PublishFields1795460260100 implements MigrationInterface {
  readonly name = 'PublishFields1795460260100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "supplier_profiles" ADD "published" text array NOT NULL DEFAULT '{SIZE_BAND}'`,
    );
    await runner.query(
      `ALTER TABLE "supplier_profiles" ADD CONSTRAINT "supplier_profiles_published" CHECK (published <@ ARRAY['TURNOVER', 'EMPLOYEES', 'SIZE_BAND', 'CONTACTS'])`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "supplier_profiles" DROP CONSTRAINT "supplier_profiles_published"`);
    await runner.query(`ALTER TABLE "supplier_profiles" DROP COLUMN "published"`);
  }
}
