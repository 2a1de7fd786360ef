import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTables1795460000000 implements MigrationInterface {
  readonly name = 'CreateTables1795460000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "change_log" ("seq" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "xid" bigint NOT NULL, "topic" text NOT NULL, "payload" jsonb NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_8ddf0d4f5f0df5f2ae5a877e3ff" PRIMARY KEY ("seq"))`,
    );
    await runner.query(`CREATE INDEX "change_log_commit_order" ON "change_log"  ("xid", "seq") `);
    await runner.query(
      `CREATE TABLE "change_log_cursors" ("consumer" text NOT NULL, "xid" bigint NOT NULL DEFAULT '0', "seq" bigint NOT NULL DEFAULT '0', CONSTRAINT "PK_ad4bde84c696326b4d82358cc20" PRIMARY KEY ("consumer"))`,
    );
    await runner.query(
      `CREATE TABLE "runs" ("id" uuid NOT NULL, "kind" text NOT NULL, "subject" text NOT NULL, "state" text NOT NULL DEFAULT 'QUEUED', "total" integer, "done" integer NOT NULL DEFAULT '0', "report" jsonb, "requested_by" uuid, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "runs_done_within_total" CHECK (done >= 0 AND (total IS NULL OR done <= total)), CONSTRAINT "runs_state_known" CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')), CONSTRAINT "PK_46d6a1e257c38ba58f1a3c30836" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "runs_kind_started" ON "runs"  ("kind", "created_at") `);
    await runner.query(
      `CREATE TABLE "mail_messages" ("id" uuid NOT NULL, "dedup_key" text NOT NULL, "recipient" text NOT NULL, "subject" text NOT NULL, "html" text NOT NULL, "text" text NOT NULL, "headers" jsonb NOT NULL DEFAULT '{}', "state" text NOT NULL DEFAULT 'WAITING', "attempts" integer NOT NULL DEFAULT '0', "last_error" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "sent_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "mail_messages_state_known" CHECK (state IN ('WAITING', 'SENDING', 'SENT', 'FAILED')), CONSTRAINT "PK_1bd6e76ef3b3d4aff7d0510a509" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "mail_messages_dedup" ON "mail_messages"  ("dedup_key") `);
    await runner.query(`CREATE INDEX "mail_messages_by_time" ON "mail_messages"  ("created_at") `);
    await runner.query(
      `CREATE TABLE "organisations" ("id" uuid NOT NULL, "name" text NOT NULL, "name_key" text NOT NULL, "company_number" text, "website" text, "supplier" boolean NOT NULL DEFAULT false, "buyer" boolean NOT NULL DEFAULT false, "cluster_body" boolean NOT NULL DEFAULT false, "authority" boolean NOT NULL DEFAULT false, "sic_codes" text array NOT NULL DEFAULT '{}', "origin" text NOT NULL, "claimed" boolean NOT NULL DEFAULT false, "fictional" boolean NOT NULL DEFAULT false, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "version" integer NOT NULL DEFAULT '1', CONSTRAINT "organisations_sic_codes_few" CHECK (cardinality(sic_codes) <= 8), CONSTRAINT "organisations_company_number_form" CHECK (company_number ~ '^[A-Z0-9]{8}$'), CONSTRAINT "organisations_name_given" CHECK (length(btrim(name)) BETWEEN 1 AND 300), CONSTRAINT "PK_7bf54cba378d5b2f1d4c10ef4df" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "organisations_name_key" ON "organisations"  ("name_key") `);
    await runner.query(
      `CREATE UNIQUE INDEX "organisations_company_number" ON "organisations"  ("company_number") `,
    );
    await runner.query(
      `CREATE TABLE "organisation_references" ("scheme" text NOT NULL, "identifier" text NOT NULL, "organisation_id" uuid NOT NULL, CONSTRAINT "PK_7bd39b1ce3ac43e757d5fea0433" PRIMARY KEY ("scheme", "identifier"))`,
    );
    await runner.query(
      `CREATE INDEX "organisation_references_organisation" ON "organisation_references"  ("organisation_id") `,
    );
    await runner.query(
      `CREATE TABLE "sites" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "is_primary" boolean NOT NULL DEFAULT true, "postcode" text NOT NULL, "address" text, "lat" double precision NOT NULL, "lon" double precision NOT NULL, "precision" text NOT NULL, "district_code" text NOT NULL, "region" text NOT NULL, "combined_authority" text, "zones" text array NOT NULL DEFAULT '{}', "affiliated_zones" text array NOT NULL DEFAULT '{}', CONSTRAINT "sites_on_earth" CHECK (lat BETWEEN 49 AND 61 AND lon BETWEEN -9 AND 3), CONSTRAINT "sites_combined_authority_known" CHECK (combined_authority IN ('EMCCA', 'WMCA')), CONSTRAINT "sites_region_known" CHECK (region IN ('EAST_MIDLANDS', 'WEST_MIDLANDS', 'OTHER')), CONSTRAINT "PK_4f5eccb1dfde10c9170502595a7" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "sites_district" ON "sites"  ("district_code") `);
    await runner.query(
      `CREATE UNIQUE INDEX "sites_one_primary" ON "sites"  ("organisation_id") WHERE is_primary`,
    );
    await runner.query(`CREATE INDEX "sites_organisation" ON "sites"  ("organisation_id") `);
    await runner.query(
      `CREATE TABLE "supplier_profiles" ("organisation_id" uuid NOT NULL, "no" integer GENERATED BY DEFAULT AS IDENTITY NOT NULL, "summary" text NOT NULL DEFAULT '', "phrases" text array NOT NULL DEFAULT '{}', "markets_served" text array NOT NULL DEFAULT '{}', "roles" text array NOT NULL DEFAULT '{}', "employees" integer, "annual_turnover_gbp" bigint, "batch_min" integer, "batch_max" integer, "lead_time_days" integer, "accepting_work" boolean NOT NULL DEFAULT true, "verified_at" TIMESTAMP WITH TIME ZONE, "completeness" smallint NOT NULL DEFAULT '0', "content_hash" text, "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "supplier_profiles_completeness" CHECK (completeness BETWEEN 0 AND 100), CONSTRAINT "supplier_profiles_lead_time" CHECK (lead_time_days BETWEEN 0 AND 3650), CONSTRAINT "supplier_profiles_batch" CHECK (batch_min >= 1 AND batch_max >= 1 AND batch_min <= batch_max), CONSTRAINT "supplier_profiles_turnover" CHECK (annual_turnover_gbp >= 0), CONSTRAINT "supplier_profiles_employees" CHECK (employees >= 0), CONSTRAINT "PK_986a40e0ddc871e60291c7bb731" PRIMARY KEY ("organisation_id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "supplier_profiles_no" ON "supplier_profiles"  ("no") `);
    await runner.query(
      `CREATE TABLE "supplier_capabilities" ("organisation_id" uuid NOT NULL, "code" text NOT NULL, "role" text NOT NULL DEFAULT 'performs', "source" text NOT NULL, "weight" real NOT NULL DEFAULT '1', "evidence" text NOT NULL DEFAULT 'SELF_DECLARED', "evidence_on" date, "limits" jsonb, CONSTRAINT "supplier_capabilities_source_known" CHECK (source IN ('DECLARED', 'PHRASE', 'PROSE')), CONSTRAINT "supplier_capabilities_evidence_known" CHECK (evidence IN ('SELF_DECLARED', 'DOCUMENT', 'REGISTER_CHECKED', 'CLUSTER_VOUCHED', 'SITE_AUDITED')), CONSTRAINT "supplier_capabilities_weight" CHECK (weight > 0 AND weight <= 1), CONSTRAINT "PK_8e63362a8da6deadd8dc42b1815" PRIMARY KEY ("organisation_id", "code", "role"))`,
    );
    await runner.query(`CREATE INDEX "supplier_capabilities_code" ON "supplier_capabilities"  ("code") `);
    await runner.query(
      `CREATE TABLE "certificates" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "scheme" text NOT NULL, "stated" text NOT NULL, "edition" text, "level" text, "commodity" text, "scope" text, "site_id" uuid, "issuer" text, "number" text, "valid_from" date, "valid_to" date, "evidence" text NOT NULL DEFAULT 'SELF_DECLARED', "checked_on" date, CONSTRAINT "certificates_evidence_known" CHECK (evidence IN ('SELF_DECLARED', 'DOCUMENT', 'REGISTER_CHECKED', 'CLUSTER_VOUCHED', 'SITE_AUDITED')), CONSTRAINT "certificates_dates_in_order" CHECK (valid_from <= valid_to), CONSTRAINT "PK_e4c7e31e2144300bea7d89eb165" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "certificates_scheme" ON "certificates"  ("scheme") `);
    await runner.query(`CREATE INDEX "certificates_organisation" ON "certificates"  ("organisation_id") `);
    await runner.query(
      `CREATE TABLE "buyer_profiles" ("organisation_id" uuid NOT NULL, "description" text NOT NULL DEFAULT '', "sectors" text array NOT NULL DEFAULT '{}', CONSTRAINT "PK_fba8dcf230e4ad2c4c635fdba45" PRIMARY KEY ("organisation_id"))`,
    );
    await runner.query(
      `CREATE TABLE "cluster_bodies" ("organisation_id" uuid NOT NULL, "description" text NOT NULL DEFAULT '', "sectors" text array NOT NULL DEFAULT '{}', "region" text, "digest_addresses" text array NOT NULL DEFAULT '{}', CONSTRAINT "cluster_bodies_region_known" CHECK (region IN ('EAST_MIDLANDS', 'WEST_MIDLANDS', 'OTHER')), CONSTRAINT "PK_c59ed386400acf87fcdbc87dc63" PRIMARY KEY ("organisation_id"))`,
    );
    await runner.query(
      `CREATE TABLE "cluster_memberships" ("cluster_id" uuid NOT NULL, "member_id" uuid NOT NULL, "since" date NOT NULL, CONSTRAINT "PK_3efbbf26ecbdc55ae57d936d68b" PRIMARY KEY ("cluster_id", "member_id"))`,
    );
    await runner.query(`CREATE INDEX "cluster_memberships_member" ON "cluster_memberships"  ("member_id") `);
    await runner.query(
      `CREATE TABLE "postcodes" ("code" text NOT NULL, "lat" real NOT NULL, "lon" real NOT NULL, "district_code" text NOT NULL, CONSTRAINT "PK_3550aaa24444a3d6583103fa73b" PRIMARY KEY ("code"))`,
    );
    await runner.query(
      `CREATE TABLE "digests" ("id" uuid NOT NULL, "cluster_id" uuid NOT NULL, "iso_week" text NOT NULL, "subject" text NOT NULL, "content" jsonb NOT NULL, "html" text NOT NULL, "text" text NOT NULL, "composed_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "digests_iso_week_form" CHECK (iso_week ~ '^[0-9]{4}-W[0-9]{2}$'), CONSTRAINT "PK_3849fbafde59a8a4abf182ad18c" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "digests_one_a_week" ON "digests"  ("cluster_id", "iso_week") `);
    await runner.query(
      `CREATE TABLE "digest_items" ("cluster_id" uuid NOT NULL, "key" text NOT NULL, "digest_id" uuid NOT NULL, CONSTRAINT "PK_484af361cf7d5669b0ab7769f92" PRIMARY KEY ("cluster_id", "key"))`,
    );
    await runner.query(`CREATE INDEX "digest_items_digest" ON "digest_items"  ("digest_id") `);
    await runner.query(
      `CREATE TABLE "people" ("id" uuid NOT NULL, "email" text NOT NULL, "name" text NOT NULL, "staff_roles" text array NOT NULL DEFAULT '{}', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "people_staff_roles_known" CHECK (staff_roles <@ ARRAY['OFFICER', 'ADMINISTRATOR']), CONSTRAINT "people_email_lower_case" CHECK (email = lower(email) AND email LIKE '%_@_%'), CONSTRAINT "PK_aa866e71353ee94c6cc51059c5b" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "people_email" ON "people"  ("email") `);
    await runner.query(
      `CREATE TABLE "memberships" ("person_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "role" text NOT NULL, CONSTRAINT "memberships_role_known" CHECK (role IN ('OWNER', 'EDITOR', 'VIEWER', 'CLUSTER_MANAGER')), CONSTRAINT "PK_88e582b3d72d4225e002c3474a0" PRIMARY KEY ("person_id", "organisation_id"))`,
    );
    await runner.query(`CREATE INDEX "memberships_organisation" ON "memberships"  ("organisation_id") `);
    await runner.query(
      `CREATE TABLE "api_tokens" ("id" uuid NOT NULL, "person_id" uuid NOT NULL, "name" text NOT NULL, "hash" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "revoked_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_c587455266b5fa8dace7194caac" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "api_tokens_person" ON "api_tokens"  ("person_id") `);
    await runner.query(`CREATE UNIQUE INDEX "api_tokens_hash" ON "api_tokens"  ("hash") `);
    await runner.query(
      `CREATE TABLE "requirements" ("id" uuid NOT NULL, "no" integer GENERATED BY DEFAULT AS IDENTITY NOT NULL, "buyer_id" uuid NOT NULL, "title" text NOT NULL, "description" text NOT NULL DEFAULT '', "state" text NOT NULL DEFAULT 'DRAFT', "visibility" text NOT NULL DEFAULT 'OPEN', "sectors" text array NOT NULL DEFAULT '{}', "cpv_codes" text array NOT NULL DEFAULT '{}', "value_gbp" bigint, "quantity_per_year" integer, "quantity_batch" integer, "lead_time_days" integer, "postcode" text, "lat" double precision, "lon" double precision, "region" text, "max_drive_minutes" integer, "regions" text array, "first_delivery_on" date, "closes_on" date, "weights" jsonb, "origin" text NOT NULL, "source_scheme" text, "source_identifier" text, "content_hash" text, "outcome" text, "published_at" TIMESTAMP WITH TIME ZONE, "closed_at" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "version" integer NOT NULL DEFAULT '1', CONSTRAINT "requirements_source_whole" CHECK ((source_scheme IS NULL) = (source_identifier IS NULL)), CONSTRAINT "requirements_published_when_open" CHECK (state = 'DRAFT' OR published_at IS NOT NULL), CONSTRAINT "requirements_reach_needs_place" CHECK (max_drive_minutes IS NULL OR lat IS NOT NULL), CONSTRAINT "requirements_place_whole" CHECK ((lat IS NULL) = (lon IS NULL) AND (lat IS NULL) = (region IS NULL)), CONSTRAINT "requirements_drive" CHECK (max_drive_minutes BETWEEN 1 AND 600), CONSTRAINT "requirements_quantity" CHECK (quantity_per_year >= 1 AND quantity_batch >= 1), CONSTRAINT "requirements_value" CHECK (value_gbp >= 0), CONSTRAINT "requirements_visibility_known" CHECK (visibility IN ('OPEN', 'INVITED_ONLY')), CONSTRAINT "requirements_state_known" CHECK (state IN ('DRAFT', 'OPEN', 'SHORTLISTING', 'AWARDED', 'CLOSED', 'WITHDRAWN')), CONSTRAINT "requirements_title_given" CHECK (length(btrim(title)) BETWEEN 1 AND 300), CONSTRAINT "PK_4e966e20a0ebaf89e4c1ed664a4" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "requirements_source" ON "requirements"  ("source_scheme", "source_identifier") `,
    );
    await runner.query(`CREATE INDEX "requirements_state" ON "requirements"  ("state", "published_at") `);
    await runner.query(`CREATE INDEX "requirements_buyer" ON "requirements"  ("buyer_id") `);
    await runner.query(`CREATE UNIQUE INDEX "requirements_no" ON "requirements"  ("no") `);
    await runner.query(
      `CREATE TABLE "requirement_needs" ("requirement_id" uuid NOT NULL, "position" smallint NOT NULL, "phrase" text NOT NULL, "codes" text array NOT NULL DEFAULT '{}', "importance" text NOT NULL, CONSTRAINT "requirement_needs_phrase_given" CHECK (length(btrim(phrase)) BETWEEN 1 AND 500), CONSTRAINT "requirement_needs_importance_known" CHECK (importance IN ('must', 'should')), CONSTRAINT "PK_428b75248d0f3367b5a470da38e" PRIMARY KEY ("requirement_id", "position"))`,
    );
    await runner.query(
      `CREATE TABLE "requirement_certifications" ("requirement_id" uuid NOT NULL, "position" smallint NOT NULL, "scheme" text NOT NULL, "stated" text NOT NULL, "edition" text, "level" text, "commodity" text, "importance" text NOT NULL, CONSTRAINT "requirement_certifications_importance_known" CHECK (importance IN ('required', 'desired')), CONSTRAINT "PK_25aa4e74aacd910f54e73a59e34" PRIMARY KEY ("requirement_id", "position"))`,
    );
    await runner.query(
      `CREATE TABLE "match_lists" ("requirement_id" uuid NOT NULL, "engine_version" text NOT NULL, "computed_at" TIMESTAMP WITH TIME ZONE NOT NULL, "eligible_count" integer NOT NULL, "supplier_nos" integer array NOT NULL, "scores" integer array NOT NULL, "criterion_values" bytea NOT NULL, "cross_regional" boolean array NOT NULL, "since" TIMESTAMP WITH TIME ZONE array NOT NULL, CONSTRAINT "PK_d18b8dd6782a60710c09fc96dc2" PRIMARY KEY ("requirement_id"))`,
    );
    await runner.query(
      `CREATE TABLE "introductions" ("id" uuid NOT NULL, "requirement_id" uuid NOT NULL, "supplier_id" uuid NOT NULL, "state" text NOT NULL, "reason" text, "cross_regional" boolean NOT NULL, "award_value_gbp" bigint, "award_jobs" integer, "awarded_on" date, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "introductions_award_positive" CHECK (award_value_gbp >= 0 AND award_jobs >= 0), CONSTRAINT "introductions_award_known" CHECK (state <> 'AWARDED' OR (award_value_gbp IS NOT NULL AND awarded_on IS NOT NULL)), CONSTRAINT "introductions_state_known" CHECK (state IN ('SUGGESTED', 'INTERESTED', 'INVITED', 'SHORTLISTED', 'AWARDED', 'DECLINED', 'WITHDRAWN', 'LAPSED')), CONSTRAINT "PK_811d59fa8b5c5255e94438b348e" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "introductions_supplier" ON "introductions"  ("supplier_id") `);
    await runner.query(
      `CREATE UNIQUE INDEX "introductions_pair" ON "introductions"  ("requirement_id", "supplier_id") `,
    );
    await runner.query(
      `CREATE TABLE "introduction_events" ("id" uuid NOT NULL, "introduction_id" uuid NOT NULL, "state" text NOT NULL, "person_id" uuid, "reason" text, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "introduction_events_state_known" CHECK (state IN ('SUGGESTED', 'INTERESTED', 'INVITED', 'SHORTLISTED', 'AWARDED', 'DECLINED', 'WITHDRAWN', 'LAPSED')), CONSTRAINT "PK_c7897e4aa7902de5f42890b0e70" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "introduction_events_introduction" ON "introduction_events"  ("introduction_id", "at") `,
    );
    await runner.query(
      `ALTER TABLE "organisation_references" ADD CONSTRAINT "organisation_references_of_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "sites" ADD CONSTRAINT "sites_of_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "supplier_profiles" ADD CONSTRAINT "supplier_profiles_of_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "supplier_capabilities" ADD CONSTRAINT "supplier_capabilities_of_supplier" FOREIGN KEY ("organisation_id") REFERENCES "supplier_profiles"("organisation_id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "certificates" ADD CONSTRAINT "certificates_of_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "certificates" ADD CONSTRAINT "certificates_of_site" FOREIGN KEY ("site_id") REFERENCES "sites"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "buyer_profiles" ADD CONSTRAINT "buyer_profiles_of_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "cluster_bodies" ADD CONSTRAINT "cluster_bodies_of_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "cluster_memberships" ADD CONSTRAINT "cluster_memberships_of_cluster" FOREIGN KEY ("cluster_id") REFERENCES "cluster_bodies"("organisation_id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "cluster_memberships" ADD CONSTRAINT "cluster_memberships_of_member" FOREIGN KEY ("member_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "digests" ADD CONSTRAINT "digests_of_cluster" FOREIGN KEY ("cluster_id") REFERENCES "cluster_bodies"("organisation_id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "digest_items" ADD CONSTRAINT "digest_items_of_digest" FOREIGN KEY ("digest_id") REFERENCES "digests"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "memberships" ADD CONSTRAINT "memberships_of_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_of_person" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "requirements" ADD CONSTRAINT "requirements_of_buyer" FOREIGN KEY ("buyer_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "requirement_needs" ADD CONSTRAINT "requirement_needs_of_requirement" FOREIGN KEY ("requirement_id") REFERENCES "requirements"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "requirement_certifications" ADD CONSTRAINT "requirement_certifications_of_requirement" FOREIGN KEY ("requirement_id") REFERENCES "requirements"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "match_lists" ADD CONSTRAINT "match_lists_of_requirement" FOREIGN KEY ("requirement_id") REFERENCES "requirements"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "introductions" ADD CONSTRAINT "introductions_of_requirement" FOREIGN KEY ("requirement_id") REFERENCES "requirements"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "introductions" ADD CONSTRAINT "introductions_of_supplier" FOREIGN KEY ("supplier_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "introduction_events" ADD CONSTRAINT "introduction_events_of_introduction" FOREIGN KEY ("introduction_id") REFERENCES "introductions"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "introduction_events" DROP CONSTRAINT "introduction_events_of_introduction"`,
    );
    await runner.query(`ALTER TABLE "introductions" DROP CONSTRAINT "introductions_of_supplier"`);
    await runner.query(`ALTER TABLE "introductions" DROP CONSTRAINT "introductions_of_requirement"`);
    await runner.query(`ALTER TABLE "match_lists" DROP CONSTRAINT "match_lists_of_requirement"`);
    await runner.query(
      `ALTER TABLE "requirement_certifications" DROP CONSTRAINT "requirement_certifications_of_requirement"`,
    );
    await runner.query(`ALTER TABLE "requirement_needs" DROP CONSTRAINT "requirement_needs_of_requirement"`);
    await runner.query(`ALTER TABLE "requirements" DROP CONSTRAINT "requirements_of_buyer"`);
    await runner.query(`ALTER TABLE "api_tokens" DROP CONSTRAINT "api_tokens_of_person"`);
    await runner.query(`ALTER TABLE "memberships" DROP CONSTRAINT "memberships_of_organisation"`);
    await runner.query(`ALTER TABLE "memberships" DROP CONSTRAINT "memberships_person"`);
    await runner.query(`ALTER TABLE "digest_items" DROP CONSTRAINT "digest_items_of_digest"`);
    await runner.query(`ALTER TABLE "digests" DROP CONSTRAINT "digests_of_cluster"`);
    await runner.query(`ALTER TABLE "cluster_memberships" DROP CONSTRAINT "cluster_memberships_of_member"`);
    await runner.query(`ALTER TABLE "cluster_memberships" DROP CONSTRAINT "cluster_memberships_of_cluster"`);
    await runner.query(`ALTER TABLE "cluster_bodies" DROP CONSTRAINT "cluster_bodies_of_organisation"`);
    await runner.query(`ALTER TABLE "buyer_profiles" DROP CONSTRAINT "buyer_profiles_of_organisation"`);
    await runner.query(`ALTER TABLE "certificates" DROP CONSTRAINT "certificates_of_site"`);
    await runner.query(`ALTER TABLE "certificates" DROP CONSTRAINT "certificates_of_organisation"`);
    await runner.query(
      `ALTER TABLE "supplier_capabilities" DROP CONSTRAINT "supplier_capabilities_of_supplier"`,
    );
    await runner.query(`ALTER TABLE "supplier_profiles" DROP CONSTRAINT "supplier_profiles_of_organisation"`);
    await runner.query(`ALTER TABLE "sites" DROP CONSTRAINT "sites_of_organisation"`);
    await runner.query(
      `ALTER TABLE "organisation_references" DROP CONSTRAINT "organisation_references_of_organisation"`,
    );
    await runner.query(`DROP INDEX "public"."introduction_events_introduction"`);
    await runner.query(`DROP TABLE "introduction_events"`);
    await runner.query(`DROP INDEX "public"."introductions_pair"`);
    await runner.query(`DROP INDEX "public"."introductions_supplier"`);
    await runner.query(`DROP TABLE "introductions"`);
    await runner.query(`DROP TABLE "match_lists"`);
    await runner.query(`DROP TABLE "requirement_certifications"`);
    await runner.query(`DROP TABLE "requirement_needs"`);
    await runner.query(`DROP INDEX "public"."requirements_no"`);
    await runner.query(`DROP INDEX "public"."requirements_buyer"`);
    await runner.query(`DROP INDEX "public"."requirements_state"`);
    await runner.query(`DROP INDEX "public"."requirements_source"`);
    await runner.query(`DROP TABLE "requirements"`);
    await runner.query(`DROP INDEX "public"."api_tokens_hash"`);
    await runner.query(`DROP INDEX "public"."api_tokens_person"`);
    await runner.query(`DROP TABLE "api_tokens"`);
    await runner.query(`DROP INDEX "public"."memberships_organisation"`);
    await runner.query(`DROP TABLE "memberships"`);
    await runner.query(`DROP INDEX "public"."people_email"`);
    await runner.query(`DROP TABLE "people"`);
    await runner.query(`DROP INDEX "public"."digest_items_digest"`);
    await runner.query(`DROP TABLE "digest_items"`);
    await runner.query(`DROP INDEX "public"."digests_one_a_week"`);
    await runner.query(`DROP TABLE "digests"`);
    await runner.query(`DROP TABLE "postcodes"`);
    await runner.query(`DROP INDEX "public"."cluster_memberships_member"`);
    await runner.query(`DROP TABLE "cluster_memberships"`);
    await runner.query(`DROP TABLE "cluster_bodies"`);
    await runner.query(`DROP TABLE "buyer_profiles"`);
    await runner.query(`DROP INDEX "public"."certificates_organisation"`);
    await runner.query(`DROP INDEX "public"."certificates_scheme"`);
    await runner.query(`DROP TABLE "certificates"`);
    await runner.query(`DROP INDEX "public"."supplier_capabilities_code"`);
    await runner.query(`DROP TABLE "supplier_capabilities"`);
    await runner.query(`DROP INDEX "public"."supplier_profiles_no"`);
    await runner.query(`DROP TABLE "supplier_profiles"`);
    await runner.query(`DROP INDEX "public"."sites_organisation"`);
    await runner.query(`DROP INDEX "public"."sites_one_primary"`);
    await runner.query(`DROP INDEX "public"."sites_district"`);
    await runner.query(`DROP TABLE "sites"`);
    await runner.query(`DROP INDEX "public"."organisation_references_organisation"`);
    await runner.query(`DROP TABLE "organisation_references"`);
    await runner.query(`DROP INDEX "public"."organisations_company_number"`);
    await runner.query(`DROP INDEX "public"."organisations_name_key"`);
    await runner.query(`DROP TABLE "organisations"`);
    await runner.query(`DROP INDEX "public"."mail_messages_by_time"`);
    await runner.query(`DROP INDEX "public"."mail_messages_dedup"`);
    await runner.query(`DROP TABLE "mail_messages"`);
    await runner.query(`DROP INDEX "public"."runs_kind_started"`);
    await runner.query(`DROP TABLE "runs"`);
    await runner.query(`DROP TABLE "change_log_cursors"`);
    await runner.query(`DROP INDEX "public"."change_log_commit_order"`);
    await runner.query(`DROP TABLE "change_log"`);
  }
}
