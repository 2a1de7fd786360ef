import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many are eligible beyond a list changes without the list: it is counted when asked for. */
export class CountEligibleLive1795919000000 implements MigrationInterface {
  readonly name = 'CountEligibleLive1795919000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "match_lists" DROP COLUMN "eligible_count"`);
  }

  /** Lists are made anew by the next full ranking. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM "match_lists"`);
    await runner.query(`ALTER TABLE "match_lists" ADD "eligible_count" integer NOT NULL`);
  }
}
