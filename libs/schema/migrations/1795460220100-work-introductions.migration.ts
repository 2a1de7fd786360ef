import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WorkIntroductions1795460220100 implements MigrationInterface {
  readonly name = 'WorkIntroductions1795460220100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "requirement_amendments" ("id" uuid NOT NULL, "requirement_id" uuid NOT NULL, "person_id" uuid, "changes" jsonb NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_da7b32a8071e6d04c5ea1be9043" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "requirement_amendments_requirement" ON "requirement_amendments"  ("requirement_id", "id")`,
    );
    await runner.query(
      `CREATE TABLE "introduction_messages" ("id" uuid NOT NULL, "introduction_id" uuid NOT NULL, "side" text NOT NULL, "person_id" uuid, "body" text NOT NULL, "sent_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "introduction_messages_body_given" CHECK (length(btrim(body)) BETWEEN 1 AND 5000), CONSTRAINT "introduction_messages_side_known" CHECK (side IN ('SUPPLIER', 'BUYER')), CONSTRAINT "PK_b9724226b723746dbcc8e3764d3" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "introduction_messages_introduction" ON "introduction_messages"  ("introduction_id", "id")`,
    );
    await runner.query(
      `CREATE TABLE "notifications" ("id" uuid NOT NULL, "person_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "kind" text NOT NULL, "title" text NOT NULL, "body" text NOT NULL, "link" text NOT NULL, "dedup_key" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "read_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_6a72c3c0f683f6462415e653c3a" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "notifications_organisation" ON "notifications"  ("organisation_id")`);
    await runner.query(`CREATE INDEX "notifications_by_person" ON "notifications"  ("person_id", "id")`);
    await runner.query(
      `CREATE UNIQUE INDEX "notifications_once" ON "notifications"  ("person_id", "dedup_key")`,
    );
    await runner.query(
      `CREATE TABLE "notification_refusals" ("person_id" uuid NOT NULL, "kind" text NOT NULL, CONSTRAINT "PK_8ad344e3f56df0881bcadc634b5" PRIMARY KEY ("person_id", "kind"))`,
    );
    await runner.query(`ALTER TABLE "buyer_profiles" ADD "two_person_awards" boolean NOT NULL DEFAULT false`);
    await runner.query(`ALTER TABLE "requirements" ADD "reply_days" smallint NOT NULL DEFAULT '10'`);
    await runner.query(`ALTER TABLE "introductions" ADD "reason_code" text`);
    await runner.query(`ALTER TABLE "introductions" ADD "due_on" date`);
    await runner.query(`ALTER TABLE "introductions" ADD "invited_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "introductions" ADD "supplier_replied_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "introductions" ADD "interested_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "introductions" ADD "buyer_replied_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "introductions" ADD "supplier_agreed_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "introductions" ADD "buyer_agreed_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "introductions" ADD "award_starts_on" date`);
    await runner.query(`ALTER TABLE "introductions" ADD "award_proposed_by" uuid`);
    await runner.query(`ALTER TABLE "introductions" ADD "award_proposed_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "introductions" ADD "award_keeps_open" boolean NOT NULL DEFAULT false`);
    await runner.query(`ALTER TABLE "introduction_events" ADD "action" text NOT NULL`);
    await runner.query(`ALTER TABLE "introduction_events" ADD "side" text NOT NULL`);
    await runner.query(`ALTER TABLE "introduction_events" ADD "reason_code" text`);
    await runner.query(
      `CREATE INDEX "introductions_due" ON "introductions"  ("due_on") WHERE due_on IS NOT NULL`,
    );
    await runner.query(
      `ALTER TABLE "requirements" ADD CONSTRAINT "requirements_reply_days" CHECK (reply_days BETWEEN 1 AND 60)`,
    );
    await runner.query(
      `ALTER TABLE "introductions" ADD CONSTRAINT "introductions_due_while_awaited" CHECK (due_on IS NULL OR state IN ('INTERESTED', 'INVITED'))`,
    );
    await runner.query(
      `ALTER TABLE "requirement_amendments" ADD CONSTRAINT "requirement_amendments_of_requirement" FOREIGN KEY ("requirement_id") REFERENCES "requirements"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "introduction_messages" ADD CONSTRAINT "introduction_messages_of_introduction" FOREIGN KEY ("introduction_id") REFERENCES "introductions"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "notifications" ADD CONSTRAINT "notifications_of_person" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "notifications" ADD CONSTRAINT "notifications_for_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "notification_refusals" ADD CONSTRAINT "notification_refusals_of_person" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "notification_refusals" DROP CONSTRAINT "notification_refusals_of_person"`,
    );
    await runner.query(`ALTER TABLE "notifications" DROP CONSTRAINT "notifications_for_organisation"`);
    await runner.query(`ALTER TABLE "notifications" DROP CONSTRAINT "notifications_of_person"`);
    await runner.query(
      `ALTER TABLE "introduction_messages" DROP CONSTRAINT "introduction_messages_of_introduction"`,
    );
    await runner.query(
      `ALTER TABLE "requirement_amendments" DROP CONSTRAINT "requirement_amendments_of_requirement"`,
    );
    await runner.query(`ALTER TABLE "introductions" DROP CONSTRAINT "introductions_due_while_awaited"`);
    await runner.query(`ALTER TABLE "requirements" DROP CONSTRAINT "requirements_reply_days"`);
    await runner.query(`DROP INDEX "introductions_due"`);
    await runner.query(`ALTER TABLE "introduction_events" DROP COLUMN "reason_code"`);
    await runner.query(`ALTER TABLE "introduction_events" DROP COLUMN "side"`);
    await runner.query(`ALTER TABLE "introduction_events" DROP COLUMN "action"`);
    await runner.query(`ALTER TABLE "introductions" DROP COLUMN "award_keeps_open"`);
    await runner.query(`ALTER TABLE "introductions" DROP COLUMN "award_proposed_at"`);
    await runner.query(`ALTER TABLE "introductions" DROP COLUMN "award_proposed_by"`);
    await runner.query(`ALTER TABLE "introductions" DROP COLUMN "award_starts_on"`);
    await runner.query(`ALTER TABLE "introductions" DROP COLUMN "buyer_agreed_at"`);
    await runner.query(`ALTER TABLE "introductions" DROP COLUMN "supplier_agreed_at"`);
    await runner.query(`ALTER TABLE "introductions" DROP COLUMN "buyer_replied_at"`);
    await runner.query(`ALTER TABLE "introductions" DROP COLUMN "interested_at"`);
    await runner.query(`ALTER TABLE "introductions" DROP COLUMN "supplier_replied_at"`);
    await runner.query(`ALTER TABLE "introductions" DROP COLUMN "invited_at"`);
    await runner.query(`ALTER TABLE "introductions" DROP COLUMN "due_on"`);
    await runner.query(`ALTER TABLE "introductions" DROP COLUMN "reason_code"`);
    await runner.query(`ALTER TABLE "requirements" DROP COLUMN "reply_days"`);
    await runner.query(`ALTER TABLE "buyer_profiles" DROP COLUMN "two_person_awards"`);
    await runner.query(`DROP TABLE "notification_refusals"`);
    await runner.query(`DROP INDEX "notifications_once"`);
    await runner.query(`DROP INDEX "notifications_by_person"`);
    await runner.query(`DROP INDEX "notifications_organisation"`);
    await runner.query(`DROP TABLE "notifications"`);
    await runner.query(`DROP INDEX "introduction_messages_introduction"`);
    await runner.query(`DROP TABLE "introduction_messages"`);
    await runner.query(`DROP INDEX "requirement_amendments_requirement"`);
    await runner.query(`DROP TABLE "requirement_amendments"`);
  }
}
