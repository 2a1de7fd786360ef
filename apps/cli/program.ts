import { Command } from 'commander';
import { addAlertCommands } from './alert.command.js';
import { addBenchCommand } from './bench.command.js';
import { addDigestCommands } from './digest.command.js';
import { runEvaluate } from './evaluate.command.js';
import { addHealthCommand } from './health.command.js';
import { addImportCommands } from './import.command.js';
import { addIntelligenceCommands } from './intelligence.command.js';
import { addMatchCommand } from './match.command.js';
import { addMailCommands } from './mail.command.js';
import { addMigrateCommands } from './migrate.command.js';
import { addReferenceCommands } from './reference.command.js';
import { addUpCommand } from './up.command.js';
import { addUserCommands } from './user.command.js';

/** The command line: every command, in the order help shows them. */
export function buildProgram(): Command {
  const program = new Command('midlands-match')
    .description('Matches suppliers with manufacturers across the East and West Midlands, and says why.')
    .showHelpAfterError()
    .exitOverride();
  addUpCommand(program);
  addMigrateCommands(program);
  addImportCommands(program);
  addReferenceCommands(program);
  addMatchCommand(program);
  addDigestCommands(program);
  addAlertCommands(program);
  addMailCommands(program);
  addIntelligenceCommands(program);
  addUserCommands(program);
  program
    .command('evaluate')
    .description('quality of ranking and search on judged collections, beside BM25, SIC codes and chance')
    .argument('[folders...]', 'folders of collections (default test/relevance)')
    .option('--json <file>', 'write every figure')
    .option('--notices <file>', 'award notices, split by date: who was awarded the later ones, beside BM25')
    .option('--queries', 'show each query')
    .option('--today <date>', 'the day that certificates are judged at')
    .allowUnknownOption()
    .action(async () => {
      process.exitCode = await runEvaluate(process.argv.slice(process.argv.indexOf('evaluate') + 1));
    });
  addBenchCommand(program);
  addHealthCommand(program);
  return program;
}
