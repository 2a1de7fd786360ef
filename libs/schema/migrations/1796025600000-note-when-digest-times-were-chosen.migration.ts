import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a cluster body chose the day, hour and frequency of its digest: only what was due since can have been missed. */
export class NoteWhenDigestTimesWereChosen1796025600000 implements MigrationInterface {
  readonly name = 'NoteWhenDigestTimesWereChosen1796025600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "digest_schedules" ADD "chosen_at" TIMESTAMP WITH TIME ZONE`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "digest_schedules" DROP COLUMN "chosen_at"`);
  }
}
