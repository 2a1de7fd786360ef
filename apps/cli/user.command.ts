import { Person } from '#lib/identity';
import { type StaffRole, systemActor, type TokenScope } from '#lib/platform';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { CommandFailed } from './command.failure.js';
import { withDatabase } from './runtime.js';
import { withServices } from './services.js';

const actor = systemActor('cli');
const longestDays = 366;

function readDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > longestDays) {
    throw new InvalidArgumentError(`It is a number of days from 1 to ${longestDays}.`);
  }
  return days;
}

function readEmail(text: string): string {
  if (!z.email().safeParse(text.trim()).success) {
    throw new InvalidArgumentError('It is an e-mail address, such as ann@example.org.');
  }
  return text.trim();
}

export function addUserCommands(program: Command): void {
  const user = program.command('user').description('people and their API tokens');

  user
    .command('add')
    .description('add a person, or give one more staff roles')
    .requiredOption('--email <email>', 'address they sign in with', readEmail)
    .requiredOption('--name <name>', 'how they are shown')
    .addOption(
      new Option('--role <roles...>', 'staff roles').choices(['OFFICER', 'ADMINISTRATOR']).default([]),
    )
    .action(({ email, name, role }: { email: string; name: string; role: StaffRole[] }) =>
      withDatabase((runtime) =>
        withServices(runtime, async ({ people }) => {
          const person = await runtime.unitOfWork.transaction({ actor }, (ctx) =>
            people.ensure(ctx, { email, name, staffRoles: role }),
          );
          console.log(`${person.name} <${person.email}>${role.length > 0 ? ` ${role.join(', ')}` : ''}`);
        }),
      ),
    );

  user
    .command('list')
    .description('people who can sign in')
    .action(() =>
      withDatabase(async ({ unitOfWork }) => {
        const people = await unitOfWork
          .reading({ actor })
          .repository(Person)
          .find({ order: { email: 'ASC' } });
        for (const { email, name, staffRoles } of people)
          console.log([email, name, ...staffRoles].join('\t'));
      }),
    );

  user
    .command('token')
    .description('print a new API token: it is shown this once')
    .requiredOption('--email <email>', 'whose token it is')
    .option('--days <days>', 'how long it lasts', readDays, 30)
    .option('--name <name>', 'what it is for', 'command line')
    .addOption(
      new Option('--scopes <scopes...>', 'what it may be used for (default: all)').choices([
        'READ',
        'WRITE',
        'ACCOUNT',
      ]),
    )
    .action(
      ({ email, days, name, scopes }: { email: string; days: number; name: string; scopes?: TokenScope[] }) =>
        withDatabase((runtime) =>
          withServices(runtime, async ({ tokens }) => {
            const person = await runtime.unitOfWork
              .reading({ actor })
              .repository(Person)
              .findOneBy({ email: email.toLowerCase() });
            if (!person) {
              throw new CommandFailed(
                `Nobody has the address ${email}. "user list" shows who there is, "user add" adds somebody.`,
              );
            }
            const issued = await runtime.unitOfWork.transaction({ actor }, (ctx) =>
              tokens.issue(ctx, person.id, { name, days, scopes }),
            );
            console.log(issued.token);
          }),
        ),
    );
}
