import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Array membership needs a GIN index, which entities cannot describe. */
export class IndexMatchListsBySupplier1795460100000 implements MigrationInterface {
  readonly name = 'IndexMatchListsBySupplier1795460100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX match_lists_suppliers ON match_lists USING gin (supplier_nos)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX match_lists_suppliers`);
  }
}
