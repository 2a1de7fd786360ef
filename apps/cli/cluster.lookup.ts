import { Organisation } from '#lib/directory';
import type { Context } from '#lib/platform';
import { ILike } from 'typeorm';
import { CommandFailed } from './command.failure.js';

/**
 * The cluster body of a name, or of a part of it that no other name holds.
 * @throws CommandFailed naming those there are
 */
export async function findCluster(ctx: Context, name: string): Promise<Organisation> {
  const bodies = ctx.repository(Organisation);
  const found = await bodies.find({
    where: { clusterBody: true, name: ILike(`%${name.replace(/[%_\\]/g, '\\$&')}%`) },
    order: { name: 'ASC' },
  });
  const exact = found.find((body) => body.name.toLowerCase() === name.toLowerCase());
  if (exact) return exact;
  if (found.length === 1) return found[0]!;
  const all =
    found.length > 1 ? found : await bodies.find({ where: { clusterBody: true }, order: { name: 'ASC' } });
  if (all.length === 0)
    throw new CommandFailed(
      'There is no cluster body yet. Officers add them in the portal, on the page “Office”.',
    );
  const list = all.map((body) => `  ${body.name}`).join('\n');
  throw new CommandFailed(
    found.length > 1
      ? `The names of several cluster bodies hold "${name}":\n${list}`
      : `No cluster body is called "${name}". There are:\n${list}`,
  );
}
