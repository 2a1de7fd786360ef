import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DistinguishSuppliers1796077853251 implements MigrationInterface {
  readonly name = 'DistinguishSuppliers1796077853251';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "supplier_distinctions" ("id" uuid NOT NULL, "older_id" uuid NOT NULL, "newer_id" uuid NOT NULL, "name_key" text NOT NULL, "district" text NOT NULL, "note" text NOT NULL, "person_id" uuid, "at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "supplier_distinctions_in_order" CHECK (older_id < newer_id), CONSTRAINT "PK_b11b9af1968ceb6c4818f98e65d" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "supplier_distinctions_newer" ON "supplier_distinctions"  ("newer_id") `,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "supplier_distinctions_pair" ON "supplier_distinctions"  ("older_id", "newer_id") `,
    );
    await runner.query(
      `ALTER TABLE "supplier_distinctions" ADD CONSTRAINT "supplier_distinctions_of_older" FOREIGN KEY ("older_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "supplier_distinctions" ADD CONSTRAINT "supplier_distinctions_of_newer" FOREIGN KEY ("newer_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "supplier_distinctions" ADD CONSTRAINT "supplier_distinctions_by_person" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "supplier_distinctions" DROP CONSTRAINT "supplier_distinctions_by_person"`,
    );
    await runner.query(
      `ALTER TABLE "supplier_distinctions" DROP CONSTRAINT "supplier_distinctions_of_newer"`,
    );
    await runner.query(
      `ALTER TABLE "supplier_distinctions" DROP CONSTRAINT "supplier_distinctions_of_older"`,
    );
    await runner.query(`DROP INDEX "public"."supplier_distinctions_pair"`);
    await runner.query(`DROP INDEX "public"."supplier_distinctions_newer"`);
    await runner.query(`DROP TABLE "supplier_distinctions"`);
  }
}
