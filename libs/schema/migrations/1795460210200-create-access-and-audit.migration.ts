import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAccessAndAudit1795460210200 implements MigrationInterface {
  readonly name = 'CreateAccessAndAudit1795460210200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "audit_entries" ("id" uuid NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "organisation_id" uuid NOT NULL, "person_id" uuid, "system_name" text, "request_id" text NOT NULL, "subject_kind" text NOT NULL, "subject_id" uuid NOT NULL, "action" text NOT NULL, "before" jsonb, "after" jsonb, CONSTRAINT "PK_6b1623bcad4d04530b76548d619" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "audit_entries_person" ON "audit_entries"  ("person_id") `);
    await runner.query(
      `CREATE INDEX "audit_entries_organisation" ON "audit_entries"  ("organisation_id", "id") `,
    );
    await runner.query(
      `CREATE TABLE "access_requests" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "person_id" uuid NOT NULL, "kind" text NOT NULL, "state" text NOT NULL DEFAULT 'WAITING', "evidence" text NOT NULL, "evidence_url" text, "role" text, "reason" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "decided_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "access_requests_role_known" CHECK (role IN ('OWNER', 'EDITOR', 'VIEWER', 'CLUSTER_MANAGER')), CONSTRAINT "access_requests_state_known" CHECK (state IN ('WAITING', 'APPROVED', 'REFUSED', 'UNDONE')), CONSTRAINT "access_requests_kind_known" CHECK (kind IN ('JOIN', 'CLAIM')), CONSTRAINT "PK_f89e51c15e3dbea13aa248fe128" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "access_requests_one_waiting" ON "access_requests"  ("person_id", "organisation_id") WHERE state = 'WAITING'`,
    );
    await runner.query(
      `CREATE INDEX "access_requests_organisation" ON "access_requests"  ("organisation_id", "state") `,
    );
    await runner.query(
      `CREATE TABLE "invitations" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "email" text NOT NULL, "role" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "accepted_at" TIMESTAMP WITH TIME ZONE, "revoked_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "invitations_role_known" CHECK (role IN ('OWNER', 'EDITOR', 'VIEWER', 'CLUSTER_MANAGER')), CONSTRAINT "invitations_email_lower_case" CHECK (email = lower(email)), CONSTRAINT "PK_5dec98cfdfd562e4ad3648bbb07" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "invitations_email" ON "invitations"  ("email") `);
    await runner.query(`CREATE INDEX "invitations_organisation" ON "invitations"  ("organisation_id") `);
    await runner.query(
      `CREATE TABLE "erased_awards" ("id" uuid NOT NULL, "month" date NOT NULL, "cross_regional" boolean NOT NULL, "value_gbp" bigint NOT NULL, "jobs" integer, CONSTRAINT "PK_ee2c75043d31db5fd88cefe74db" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `ALTER TABLE "access_requests" ADD CONSTRAINT "access_requests_of_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "access_requests" ADD CONSTRAINT "access_requests_of_person" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "invitations" ADD CONSTRAINT "invitations_of_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "invitations" DROP CONSTRAINT "invitations_of_organisation"`);
    await runner.query(`ALTER TABLE "access_requests" DROP CONSTRAINT "access_requests_of_person"`);
    await runner.query(`ALTER TABLE "access_requests" DROP CONSTRAINT "access_requests_of_organisation"`);
    await runner.query(`DROP TABLE "erased_awards"`);
    await runner.query(`DROP INDEX "public"."invitations_organisation"`);
    await runner.query(`DROP INDEX "public"."invitations_email"`);
    await runner.query(`DROP TABLE "invitations"`);
    await runner.query(`DROP INDEX "public"."access_requests_organisation"`);
    await runner.query(`DROP INDEX "public"."access_requests_one_waiting"`);
    await runner.query(`DROP TABLE "access_requests"`);
    await runner.query(`DROP INDEX "public"."audit_entries_organisation"`);
    await runner.query(`DROP INDEX "public"."audit_entries_person"`);
    await runner.query(`DROP TABLE "audit_entries"`);
  }
}
