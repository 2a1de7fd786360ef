import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a supplier stood when a buyer decided: kept with the step. */
export class KeepStanding1795951778163 implements MigrationInterface {
  readonly name = 'KeepStanding1795951778163';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "introduction_events" ADD "standing" jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "introduction_events" DROP COLUMN "standing"`);
  }
}
