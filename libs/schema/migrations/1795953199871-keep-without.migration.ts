import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parts of a query that were taken out before the search was kept. */
export class KeepWithout1795953199871 implements MigrationInterface {
  readonly name = 'KeepWithout1795953199871';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "saved_searches" ADD "without" text array NOT NULL DEFAULT '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "saved_searches" DROP COLUMN "without"`);
  }
}
