import 'reflect-metadata';
import { ConfigError } from '#lib/platform';
import { CommanderError } from 'commander';
import { CommandFailed } from './command.failure.js';
import { fileFailure } from './file.failure.js';
import { buildProgram } from './program.js';

try {
  await buildProgram().parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
  } else if (error instanceof ConfigError || error instanceof CommandFailed) {
    console.error(error.message);
    process.exitCode = 1;
  } else {
    console.error(fileFailure(error) ?? error);
    process.exitCode = 1;
  }
}
