import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DeliverDigests1795460250100 implements MigrationInterface {
  readonly name = 'DeliverDigests1795460250100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "mail_messages" DROP CONSTRAINT "mail_messages_state_known"`);
    await runner.query(
      `ALTER TABLE "mail_messages" ADD CONSTRAINT "mail_messages_state_known" CHECK (state IN ('WAITING', 'SENDING', 'SENT', 'FAILED', 'SUPPRESSED'))`,
    );
    await runner.query(
      `CREATE TABLE "mail_consents" ("address" text NOT NULL, "list" text NOT NULL, "wanted" boolean NOT NULL, "basis" text NOT NULL, "changed_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_9b8a9cff0931a946390c6ce3e4b" PRIMARY KEY ("address", "list"))`,
    );
    await runner.query(
      `CREATE TABLE "mail_suspensions" ("address" text NOT NULL, "reason" text NOT NULL, "detail" text NOT NULL, "suspended_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "mail_suspensions_reason_known" CHECK (reason IN ('BOUNCE', 'COMPLAINT')), CONSTRAINT "PK_474f8e52fac84f116f764bec4c5" PRIMARY KEY ("address"))`,
    );
    await runner.query(
      `CREATE TABLE "mail_keys" ("id" smallint NOT NULL, "secret" bytea NOT NULL, CONSTRAINT "PK_fd5c00a4b77856a01601a04b8a7" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "digest_schedules" ("cluster_id" uuid NOT NULL, "weekday" smallint NOT NULL DEFAULT '1', "hour" smallint NOT NULL DEFAULT '7', "frequency" text NOT NULL DEFAULT 'WEEKLY', "sectors" text array NOT NULL DEFAULT '{}', "least_score" smallint NOT NULL DEFAULT '0', "tell_when_quiet" boolean NOT NULL DEFAULT false, CONSTRAINT "digest_schedules_frequency_known" CHECK (frequency IN ('WEEKLY', 'FORTNIGHTLY', 'MONTHLY', 'NEVER')), CONSTRAINT "digest_schedules_score" CHECK (least_score BETWEEN 0 AND 100), CONSTRAINT "digest_schedules_day" CHECK (weekday BETWEEN 1 AND 7 AND hour BETWEEN 0 AND 23), CONSTRAINT "PK_f22e46c57feb2ca44d4abf3037f" PRIMARY KEY ("cluster_id"))`,
    );
    await runner.query(
      `CREATE TABLE "digest_cursors" ("cluster_id" uuid NOT NULL, "told_until" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_9b32901501ff8245b8406584e0c" PRIMARY KEY ("cluster_id"))`,
    );
    await runner.query(
      `CREATE TABLE "digest_feedback" ("cluster_id" uuid NOT NULL, "facet" text NOT NULL, "iso_week" text NOT NULL, "useful" boolean NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_1320173e16273a2e1ddbda0dfe8" PRIMARY KEY ("cluster_id", "facet", "iso_week"))`,
    );
    await runner.query(`ALTER TABLE "mail_messages" ADD "list" text`);
    await runner.query(`ALTER TABLE "mail_messages" ADD "attachments" jsonb NOT NULL DEFAULT '[]'`);
    await runner.query(
      `ALTER TABLE "mail_messages" ADD "next_attempt_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()`,
    );
    await runner.query(`ALTER TABLE "mail_messages" ADD "claimed_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(
      `CREATE INDEX "mail_messages_sent" ON "mail_messages"  ("sent_at") WHERE sent_at IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "mail_messages_open" ON "mail_messages"  ("next_attempt_at") WHERE state IN ('WAITING', 'SENDING')`,
    );
    await runner.query(
      `ALTER TABLE "digest_schedules" ADD CONSTRAINT "digest_schedules_of_cluster" FOREIGN KEY ("cluster_id") REFERENCES "cluster_bodies"("organisation_id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "digest_cursors" ADD CONSTRAINT "digest_cursors_of_cluster" FOREIGN KEY ("cluster_id") REFERENCES "cluster_bodies"("organisation_id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "digest_feedback" ADD CONSTRAINT "digest_feedback_of_cluster" FOREIGN KEY ("cluster_id") REFERENCES "cluster_bodies"("organisation_id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    // 244 random bits: the server's own uuids, so that no extension is needed.
    await runner.query(
      `INSERT INTO mail_keys (id, secret) VALUES (1, sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea))`,
    );
    await runner.query(`UPDATE mail_messages SET state = 'WAITING' WHERE state IN ('SENDING', 'FAILED')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE mail_messages SET state = 'FAILED' WHERE state = 'SUPPRESSED'`);
    await runner.query(`ALTER TABLE "mail_messages" DROP CONSTRAINT "mail_messages_state_known"`);
    await runner.query(
      `ALTER TABLE "mail_messages" ADD CONSTRAINT "mail_messages_state_known" CHECK (state IN ('WAITING', 'SENDING', 'SENT', 'FAILED'))`,
    );
    await runner.query(`ALTER TABLE "digest_feedback" DROP CONSTRAINT "digest_feedback_of_cluster"`);
    await runner.query(`ALTER TABLE "digest_cursors" DROP CONSTRAINT "digest_cursors_of_cluster"`);
    await runner.query(`ALTER TABLE "digest_schedules" DROP CONSTRAINT "digest_schedules_of_cluster"`);
    await runner.query(`DROP INDEX "public"."mail_messages_open"`);
    await runner.query(`DROP INDEX "public"."mail_messages_sent"`);
    await runner.query(`ALTER TABLE "mail_messages" DROP COLUMN "claimed_at"`);
    await runner.query(`ALTER TABLE "mail_messages" DROP COLUMN "next_attempt_at"`);
    await runner.query(`ALTER TABLE "mail_messages" DROP COLUMN "attachments"`);
    await runner.query(`ALTER TABLE "mail_messages" DROP COLUMN "list"`);
    await runner.query(`DROP TABLE "digest_feedback"`);
    await runner.query(`DROP TABLE "digest_cursors"`);
    await runner.query(`DROP TABLE "digest_schedules"`);
    await runner.query(`DROP TABLE "mail_keys"`);
    await runner.query(`DROP TABLE "mail_suspensions"`);
    await runner.query(`DROP TABLE "mail_consents"`);
  }
}
