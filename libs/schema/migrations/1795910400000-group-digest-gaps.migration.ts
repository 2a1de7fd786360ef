import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Digests already composed, in the shape of later ones: gaps as groups by what is missing, here one a requirement, and
 * the moment of what happened, here that of the digest.
 */
export class GroupDigestGaps1795910400000 implements MigrationInterface {
  readonly name = 'GroupDigestGaps1795910400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE digests SET content = jsonb_set(content, '{gaps}', (
         SELECT jsonb_agg(jsonb_build_object(
                  'key', 'UNKNOWN',
                  'sentence', 'No supplier was found: 1 requirement.',
                  'requirements', jsonb_build_array(gap),
                  'valueGbp', coalesce(gap->'valueGbp', '0')) ORDER BY place)
           FROM jsonb_array_elements(content->'gaps') WITH ORDINALITY AS each (gap, place)))
        WHERE content @? '$.gaps[*].title'`,
    );
    await runner.query(
      `UPDATE digests SET content = jsonb_set(content, '{happenings}', (
         SELECT jsonb_agg(jsonb_build_object('at', composed_at) || happening ORDER BY place)
           FROM jsonb_array_elements(content->'happenings') WITH ORDINALITY AS each (happening, place)))
        WHERE jsonb_array_length(content->'happenings') > 0`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE digests SET content = jsonb_set(content, '{gaps}', (
         SELECT jsonb_agg(requirement)
           FROM jsonb_array_elements(content->'gaps') AS gap, jsonb_array_elements(gap->'requirements') AS requirement))
        WHERE content @? '$.gaps[*].requirements'`,
    );
  }
}
