import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepFiles1795907789935 implements MigrationInterface {
  readonly name = 'KeepFiles1795907789935';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "files" ("id" uuid NOT NULL, "requirement_id" uuid, "certificate_id" uuid, "name" text NOT NULL, "media_type" text NOT NULL, "bytes" bigint NOT NULL, "sha256" text, "added_by" uuid, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL, "receiving_at" TIMESTAMP WITH TIME ZONE, "stored_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "files_size" CHECK (bytes BETWEEN 1 AND 26214400), CONSTRAINT "files_belong_to_one" CHECK (num_nonnulls(requirement_id, certificate_id) = 1), CONSTRAINT "PK_6c16b9093a142e0e7613b04a3d9" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "files_of_a_certificate" ON "files"  ("certificate_id") `);
    await runner.query(`CREATE INDEX "files_of_a_requirement" ON "files"  ("requirement_id") `);
    await runner.query(
      `CREATE TABLE "file_chunks" ("file_id" uuid NOT NULL, "no" integer NOT NULL, "content" bytea NOT NULL, CONSTRAINT "PK_b11008ce0fc16c46306397866f1" PRIMARY KEY ("file_id", "no"))`,
    );
    await runner.query(
      `CREATE TABLE "file_downloads" ("id" uuid NOT NULL, "file_id" uuid NOT NULL, "organisation_id" uuid, "person_id" uuid, "at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_74e5be4255762507c6f3d213442" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "file_downloads_file" ON "file_downloads"  ("file_id", "at") `);
    await runner.query(
      `CREATE TABLE "confidentiality_terms" ("requirement_id" uuid NOT NULL, "text" text NOT NULL, CONSTRAINT "PK_18c9552a69f51f026a1a4fcbd9f" PRIMARY KEY ("requirement_id"))`,
    );
    await runner.query(
      `CREATE TABLE "confidentiality_acceptances" ("id" uuid NOT NULL, "requirement_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "person_id" uuid, "text" text NOT NULL, "text_hash" text NOT NULL, "accepted_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_3998e321f3ace89e57c6fd5dc71" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "confidentiality_acceptances_organisation" ON "confidentiality_acceptances"  ("organisation_id") `,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "confidentiality_acceptances_once" ON "confidentiality_acceptances"  ("requirement_id", "organisation_id", "text_hash") `,
    );
    await runner.query(
      `ALTER TABLE "files" ADD CONSTRAINT "files_of_requirement" FOREIGN KEY ("requirement_id") REFERENCES "requirements"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "files" ADD CONSTRAINT "files_of_certificate" FOREIGN KEY ("certificate_id") REFERENCES "certificates"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "file_chunks" ADD CONSTRAINT "file_chunks_of_file" FOREIGN KEY ("file_id") REFERENCES "files"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "file_downloads" ADD CONSTRAINT "file_downloads_of_file" FOREIGN KEY ("file_id") REFERENCES "files"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "file_downloads" ADD CONSTRAINT "file_downloads_by_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "confidentiality_terms" ADD CONSTRAINT "confidentiality_terms_of_requirement" FOREIGN KEY ("requirement_id") REFERENCES "requirements"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "confidentiality_acceptances" ADD CONSTRAINT "confidentiality_acceptances_of_requirement" FOREIGN KEY ("requirement_id") REFERENCES "requirements"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "confidentiality_acceptances" ADD CONSTRAINT "confidentiality_acceptances_by_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "confidentiality_acceptances" DROP CONSTRAINT "confidentiality_acceptances_by_organisation"`,
    );
    await runner.query(
      `ALTER TABLE "confidentiality_acceptances" DROP CONSTRAINT "confidentiality_acceptances_of_requirement"`,
    );
    await runner.query(
      `ALTER TABLE "confidentiality_terms" DROP CONSTRAINT "confidentiality_terms_of_requirement"`,
    );
    await runner.query(`ALTER TABLE "file_downloads" DROP CONSTRAINT "file_downloads_by_organisation"`);
    await runner.query(`ALTER TABLE "file_downloads" DROP CONSTRAINT "file_downloads_of_file"`);
    await runner.query(`ALTER TABLE "file_chunks" DROP CONSTRAINT "file_chunks_of_file"`);
    await runner.query(`ALTER TABLE "files" DROP CONSTRAINT "files_of_certificate"`);
    await runner.query(`ALTER TABLE "files" DROP CONSTRAINT "files_of_requirement"`);
    await runner.query(`DROP INDEX "public"."confidentiality_acceptances_once"`);
    await runner.query(`DROP INDEX "public"."confidentiality_acceptances_organisation"`);
    await runner.query(`DROP TABLE "confidentiality_acceptances"`);
    await runner.query(`DROP TABLE "confidentiality_terms"`);
    await runner.query(`DROP INDEX "public"."file_downloads_file"`);
    await runner.query(`DROP TABLE "file_downloads"`);
    await runner.query(`DROP TABLE "file_chunks"`);
    await runner.query(`DROP INDEX "public"."files_of_a_requirement"`);
    await runner.query(`DROP INDEX "public"."files_of_a_certificate"`);
    await runner.query(`DROP TABLE "files"`);
  }
}
