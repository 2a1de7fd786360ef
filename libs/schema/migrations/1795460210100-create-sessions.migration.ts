import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSessions1795460210100 implements MigrationInterface {
  readonly name = 'CreateSessions1795460210100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "sessions" ("id" uuid NOT NULL, "person_id" uuid NOT NULL, "hash" text NOT NULL, "method" text NOT NULL, "device" text NOT NULL DEFAULT '', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "revoked_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "sessions_method_known" CHECK (method IN ('LINK', 'DEMO', 'OPENID')), CONSTRAINT "PK_3238ef96f18b355b671619111bc" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "sessions_person" ON "sessions"  ("person_id") `);
    await runner.query(`CREATE UNIQUE INDEX "sessions_hash" ON "sessions"  ("hash") `);
    await runner.query(
      `CREATE TABLE "sign_in_links" ("id" uuid NOT NULL, "email" text NOT NULL, "hash" text NOT NULL, "nonce_hash" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "used_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "sign_in_links_email_lower_case" CHECK (email = lower(email)), CONSTRAINT "PK_2097ee1b62272fac6526b35398e" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "sign_in_links_email" ON "sign_in_links"  ("email", "created_at") `);
    await runner.query(`CREATE UNIQUE INDEX "sign_in_links_hash" ON "sign_in_links"  ("hash") `);
    await runner.query(`ALTER TABLE "mail_messages" ADD "secret" boolean NOT NULL DEFAULT false`);
    await runner.query(`ALTER TABLE "api_tokens" ADD "scopes" text array NOT NULL DEFAULT '{READ,WRITE}'`);
    await runner.query(
      `ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_scopes_known" CHECK (scopes <@ ARRAY['READ', 'WRITE', 'ACCOUNT'] AND 'READ' = ANY (scopes))`,
    );
    await runner.query(
      `ALTER TABLE "sessions" ADD CONSTRAINT "sessions_of_person" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "sessions" DROP CONSTRAINT "sessions_of_person"`);
    await runner.query(`ALTER TABLE "api_tokens" DROP CONSTRAINT "api_tokens_scopes_known"`);
    await runner.query(`ALTER TABLE "api_tokens" DROP COLUMN "scopes"`);
    await runner.query(`ALTER TABLE "mail_messages" DROP COLUMN "secret"`);
    await runner.query(`DROP INDEX "public"."sign_in_links_hash"`);
    await runner.query(`DROP INDEX "public"."sign_in_links_email"`);
    await runner.query(`DROP TABLE "sign_in_links"`);
    await runner.query(`DROP INDEX "public"."sessions_hash"`);
    await runner.query(`DROP INDEX "public"."sessions_person"`);
    await runner.query(`DROP TABLE "sessions"`);
  }
}
