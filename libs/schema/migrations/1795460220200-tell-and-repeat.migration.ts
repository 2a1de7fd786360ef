import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TellAndRepeat1795460220200 implements MigrationInterface {
  readonly name = 'TellAndRepeat1795460220200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "idempotency_keys" ("person_id" uuid NOT NULL, "key" text NOT NULL, "input_hash" text NOT NULL, "answer" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_3a09905f95e375804fe63b15931" PRIMARY KEY ("person_id", "key"))`,
    );
    await runner.query(`CREATE INDEX "idempotency_keys_by_time" ON "idempotency_keys"  ("created_at")`);
    await runner.query(
      `CREATE TABLE "saved_searches" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "person_id" uuid, "name" text NOT NULL, "query" text NOT NULL, "filter" jsonb NOT NULL DEFAULT '{}', "seen" integer array NOT NULL DEFAULT '{}', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "saved_searches_named" CHECK (length(btrim(name)) BETWEEN 1 AND 100), CONSTRAINT "PK_d9a53c71ccc5cf66dcdc5b33dfe" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "saved_searches_organisation" ON "saved_searches"  ("organisation_id")`);
    await runner.query(
      `CREATE TABLE "opportunity_alerts" ("supplier_id" uuid NOT NULL, "requirement_id" uuid NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_169da9cc9cd1b0bff2dffa024a7" PRIMARY KEY ("supplier_id", "requirement_id"))`,
    );
    await runner.query(
      `CREATE INDEX "opportunity_alerts_requirement" ON "opportunity_alerts"  ("requirement_id")`,
    );
    await runner.query(
      `CREATE TABLE "webhooks" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "url" text NOT NULL, "secret" text NOT NULL, "events" text array NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "webhooks_some_events" CHECK (cardinality(events) > 0), CONSTRAINT "PK_9e8795cfc899ab7bdaa831e8527" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "webhooks_organisation" ON "webhooks"  ("organisation_id")`);
    await runner.query(
      `CREATE TABLE "webhook_deliveries" ("id" uuid NOT NULL, "webhook_id" uuid NOT NULL, "event" text NOT NULL, "data" jsonb NOT NULL, "state" text NOT NULL DEFAULT 'WAITING', "attempts" integer NOT NULL DEFAULT '0', "response_status" integer, "last_error" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "delivered_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "webhook_deliveries_state_known" CHECK (state IN ('WAITING', 'DELIVERED', 'FAILED')), CONSTRAINT "PK_535dd409947fb6d8fc6dfc0112a" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "webhook_deliveries_webhook" ON "webhook_deliveries"  ("webhook_id", "id")`,
    );
    await runner.query(`ALTER TABLE "supplier_profiles" ADD "reply_rate" real`);
    await runner.query(
      `ALTER TABLE "saved_searches" ADD CONSTRAINT "saved_searches_of_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "saved_searches" ADD CONSTRAINT "saved_searches_by_person" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "opportunity_alerts" ADD CONSTRAINT "opportunity_alerts_of_supplier" FOREIGN KEY ("supplier_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "opportunity_alerts" ADD CONSTRAINT "opportunity_alerts_of_requirement" FOREIGN KEY ("requirement_id") REFERENCES "requirements"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_of_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_of_webhook" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "webhook_deliveries" DROP CONSTRAINT "webhook_deliveries_of_webhook"`);
    await runner.query(`ALTER TABLE "webhooks" DROP CONSTRAINT "webhooks_of_organisation"`);
    await runner.query(
      `ALTER TABLE "opportunity_alerts" DROP CONSTRAINT "opportunity_alerts_of_requirement"`,
    );
    await runner.query(`ALTER TABLE "opportunity_alerts" DROP CONSTRAINT "opportunity_alerts_of_supplier"`);
    await runner.query(`ALTER TABLE "saved_searches" DROP CONSTRAINT "saved_searches_by_person"`);
    await runner.query(`ALTER TABLE "saved_searches" DROP CONSTRAINT "saved_searches_of_organisation"`);
    await runner.query(`ALTER TABLE "supplier_profiles" DROP COLUMN "reply_rate"`);
    await runner.query(`DROP INDEX "webhook_deliveries_webhook"`);
    await runner.query(`DROP TABLE "webhook_deliveries"`);
    await runner.query(`DROP INDEX "webhooks_organisation"`);
    await runner.query(`DROP TABLE "webhooks"`);
    await runner.query(`DROP INDEX "opportunity_alerts_requirement"`);
    await runner.query(`DROP TABLE "opportunity_alerts"`);
    await runner.query(`DROP INDEX "saved_searches_organisation"`);
    await runner.query(`DROP TABLE "saved_searches"`);
    await runner.query(`DROP INDEX "idempotency_keys_by_time"`);
    await runner.query(`DROP TABLE "idempotency_keys"`);
  }
}
