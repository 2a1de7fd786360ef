import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEngineStatistics1795460200000 implements MigrationInterface {
  readonly name = 'CreateEngineStatistics1795460200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "engine_statistics" ("xid" bigint NOT NULL, "seq" bigint NOT NULL, "engine_version" text NOT NULL, "content" jsonb NOT NULL, "counted_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "engine_statistics_key" PRIMARY KEY ("xid", "seq", "engine_version"))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "engine_statistics"`);
  }
}
