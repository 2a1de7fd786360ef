import type { DigestPreview, DigestView } from '#lib/digests';
import { systemActor } from '#lib/platform';
import type { Command } from 'commander';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startWorker } from '../worker/worker.start.js';
import { findCluster } from './organisation.lookup.js';
import { CommandFailed } from './command.failure.js';
import { type Runtime, withDatabase } from './runtime.js';
import { withIndex, withServices } from './services.js';

const actor = systemActor('cli');

export function addDigestCommands(program: Command): void {
  const digest = program.command('digest').description('weekly digests of cluster bodies');

  digest
    .command('preview')
    .description('show what the next digest of a cluster body would say, without sending it')
    .requiredOption('--cluster <name>', 'name, or a part of it')
    .option('--html <file>', 'where to write the HTML form (default: in the data folder)')
    .action(({ cluster, html }: { cluster: string; html?: string }) =>
      withDatabase((runtime) =>
        withServices(runtime, async (services) => {
          const { digests } = services;
          const ctx = runtime.unitOfWork.reading({ actor });
          const { id, name } = await findCluster(ctx, cluster);
          const preview = await withIndex(runtime, services, () => digests.preview(ctx, id));
          const file = resolve(html ?? join(runtime.config.dataDir, 'previews', `${slugOf(name)}.html`));
          await show(worthSeeing(preview, await digests.latest(ctx, id, 1)), file);
        }),
      ),
    );

  digest
    .command('compose')
    .description("compose this week's digest of every cluster body that has none, and send them")
    .action(() =>
      withDatabase(async (runtime) => {
        const worker = await startWorker(
          { ...runtime.config, workerPort: 0 },
          { databaseUrl: runtime.url, log: runtime.log },
        );
        try {
          await withServices(runtime, async ({ digests }) => {
            const composed = await composeAll(runtime, (ctx) => digests.requestDue(ctx, { early: true }));
            console.log(
              composed === 0
                ? 'Every cluster body has its digest of this week.'
                : `${composed} digests composed.`,
            );
          });
        } finally {
          await worker.stop();
        }
      }),
    );
}

/**
 * Asks for digests and waits until they are there.
 * @param patienceMs how long it may take until the next one is there
 */
export async function composeAll(
  { unitOfWork }: Pick<Runtime, 'unitOfWork'>,
  request: (ctx: Parameters<Parameters<Runtime['unitOfWork']['transaction']>[1]>[0]) => Promise<number>,
  patienceMs = 300_000,
): Promise<number> {
  const count = async (): Promise<number> => {
    const [row] = await unitOfWork
      .reading({ actor })
      .query<{ n: number }>('SELECT count(*)::int AS n FROM digests');
    return row?.n ?? 0;
  };
  const before = await count();
  const asked = await unitOfWork.transaction({ actor }, request);
  let [composed, deadline] = [0, Date.now() + patienceMs];
  while (composed < asked) {
    const now = (await count()) - before;
    if (now > composed) [composed, deadline] = [now, Date.now() + patienceMs];
    if (Date.now() > deadline) {
      throw new CommandFailed(
        `Only ${composed} of ${asked} digests were composed, and none in the last ${patienceMs / 1000} s; the log of the worker says why.`,
      );
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  return asked;
}

/** Once this week's digest has been composed the next one is empty, and one wants to see what was said. */
function worthSeeing(preview: DigestPreview, latest: readonly DigestView[]): Shown {
  const [last] = latest;
  const next = { ...preview, note: `The next digest, as of now (week ${preview.isoWeek})` };
  if (!preview.content.quiet || !last) return next;
  return {
    ...last,
    note: `Nothing has happened since the digest of week ${last.isoWeek}: the next one would be silent. That one said`,
  };
}

interface Shown extends Pick<DigestPreview, 'subject' | 'html' | 'text'> {
  note: string;
}

async function show({ note, subject, html, text }: Shown, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, html);
  console.log(`${note}:\n\nSubject: ${subject}\n\n${text}\n\nAs a letter: ${pathToFileURL(file).href}`);
}

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
