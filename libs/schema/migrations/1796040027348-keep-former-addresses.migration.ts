import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Wishes for another address, and which one people had before: what was sent to it is theirs, too. */
export class KeepFormerAddresses1796040027348 implements MigrationInterface {
  readonly name = 'KeepFormerAddresses1796040027348';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "address_changes" ("id" uuid NOT NULL, "person_id" uuid NOT NULL, "from_email" text NOT NULL, "to_email" text NOT NULL, "hash" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "confirmed_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "address_changes_lower_case" CHECK (from_email = lower(from_email) AND to_email = lower(to_email)), CONSTRAINT "PK_d4dc3fd096c923480375f2484b8" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "address_changes_person" ON "address_changes"  ("person_id", "created_at") `,
    );
    await runner.query(`CREATE UNIQUE INDEX "address_changes_hash" ON "address_changes"  ("hash") `);
    await runner.query(
      `ALTER TABLE "address_changes" ADD CONSTRAINT "address_changes_of_person" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "address_changes" DROP CONSTRAINT "address_changes_of_person"`);
    await runner.query(`DROP INDEX "public"."address_changes_hash"`);
    await runner.query(`DROP INDEX "public"."address_changes_person"`);
    await runner.query(`DROP TABLE "address_changes"`);
  }
}
