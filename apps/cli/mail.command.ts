import { MailListService, systemActor } from '#lib/platform';
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { CommandFailed } from './command.failure.js';
import { withDatabase } from './runtime.js';
import { withServices } from './services.js';

const actor = systemActor('cli');
const lists = new MailListService();

/** `mail`: what a mail server hands over, and the addresses that letters no longer go to. */
export function addMailCommands(program: Command): void {
  const mail = program
    .command('mail')
    .description('letters that came back, and addresses they no longer go to');

  mail
    .command('bounce')
    .description('take a delivery status notification (RFC 3464), e.g. from an alias of the mail server')
    .argument('[file]', 'the message as it came (default: standard input)')
    .action((file: string | undefined) =>
      withDatabase((runtime) =>
        withServices(runtime, async ({ digests }) => {
          const message = file === undefined ? await text(process.stdin) : await readFile(file, 'utf8');
          const fresh = await runtime.unitOfWork.transaction({ actor }, async (ctx) => {
            const suspended = await lists.takeReport(ctx, message);
            for (const suspension of suspended) await digests.tellOfSuspension(ctx, suspension);
            return suspended;
          });
          if (fresh.length === 0) console.log('Nothing that is new and final.');
          for (const { address, detail } of fresh) console.log(`${address} suspended: ${detail}`);
        }),
      ),
    );

  mail
    .command('suspended')
    .description('addresses that letters do not go to')
    .action(() =>
      withDatabase(async ({ unitOfWork }) => {
        for (const { address, reason, detail, suspendedAt } of await lists.suspended(
          unitOfWork.reading({ actor }),
        )) {
          console.log([suspendedAt.toISOString(), reason, address, detail.replace(/\s+/g, ' ')].join('\t'));
        }
      }),
    );

  mail
    .command('resume')
    .description('let letters go to an address again')
    .argument('<address>')
    .action((address: string) =>
      withDatabase(async ({ unitOfWork }) => {
        if (!(await unitOfWork.transaction({ actor }, (ctx) => lists.resume(ctx, address)))) {
          throw new CommandFailed(`${address} is not suspended.`);
        }
        console.log(`Letters go to ${address} again.`);
      }),
    );
}
