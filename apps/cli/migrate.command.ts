import { findDrift, generateMigration, migrate, schema } from '#lib/schema';
import type { Command } from 'commander';
import { CommandFailed } from './command.failure.js';
import { withStore } from './runtime.js';

export function addMigrateCommands(program: Command): void {
  program
    .command('migrate')
    .description('bring the tables of the product and of the queue up to date')
    .action(() =>
      withStore(async ({ database, url }) => {
        const names = await migrate(database.writer, url);
        console.log(names.length === 0 ? 'Nothing to do.' : names.map((name) => `ran ${name}`).join('\n'));
      }),
    );

  const migration = program.command('migration').description('for developers: entities against tables');
  migration
    .command('check')
    .description('fail when the entities and the migrated tables differ')
    .action(() =>
      withStore(async ({ database, url }) => {
        await migrate(database.writer, url);
        const { up } = await findDrift(database.writer);
        if (up.length > 0) throw new CommandFailed(`The tables lack:\n${up.join('\n')}`);
        console.log(`${schema.migrations.length} migrations, no drift.`);
      }),
    );
  migration
    .command('generate <name>')
    .description('write a migration with what is missing, to be read before it is committed')
    .action((name: string) =>
      withStore(async ({ database, url }) => {
        await migrate(database.writer, url);
        const path = await generateMigration(database.writer, 'libs/schema/migrations', name, Date.now());
        console.log(path ?? 'Nothing to generate: the tables are those of the entities.');
      }),
    );
}
