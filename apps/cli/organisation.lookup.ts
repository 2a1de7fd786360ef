import { Organisation } from '#lib/directory';
import type { Context } from '#lib/platform';
import { ILike } from 'typeorm';
import { CommandFailed } from './command.failure.js';

/** Names that are listed to choose from. */
const MOST_LISTED = 30;

interface Part {
  where: { clusterBody: true } | { buyer: true };
  one: string;
  several: string;
  none: string;
}

const CLUSTER_BODY: Part = {
  where: { clusterBody: true },
  one: 'cluster body',
  several: 'cluster bodies',
  none: 'There is no cluster body yet. Officers add them in the portal, on the page “Office”.',
};
const BUYER: Part = {
  where: { buyer: true },
  one: 'buyer',
  several: 'buyers',
  none: 'There is no buyer yet. They register in the portal, on the page “Your work”.',
};

/**
 * The cluster body of a name, or of a part of it that no other name holds.
 * @throws CommandFailed naming those there are
 */
export const findCluster = (ctx: Context, name: string): Promise<Organisation> =>
  findNamed(ctx, CLUSTER_BODY, name);

/** The buyer of a name, as {@link findCluster}. */
export const findBuyer = (ctx: Context, name: string): Promise<Organisation> => findNamed(ctx, BUYER, name);

async function findNamed(ctx: Context, part: Part, name: string): Promise<Organisation> {
  const organisations = ctx.repository(Organisation);
  const found = await organisations.find({
    where: { ...part.where, name: ILike(`%${name.replace(/[%_\\]/g, '\\$&')}%`) },
    order: { name: 'ASC' },
  });
  const exact = found.filter((one) => one.name.toLowerCase() === name.toLowerCase());
  if (exact.length === 1) return exact[0]!;
  if (found.length === 1) return found[0]!;
  const all =
    found.length > 1 ? found : await organisations.find({ where: part.where, order: { name: 'ASC' } });
  if (all.length === 0) throw new CommandFailed(part.none);
  const list = all.slice(0, MOST_LISTED).map((one) => `  ${one.name}`);
  if (all.length > MOST_LISTED) list.push(`  … and ${all.length - MOST_LISTED} more`);
  throw new CommandFailed(
    `${
      found.length > 1
        ? `The names of several ${part.several} hold "${name}":`
        : `No ${part.one} is called "${name}". There are:`
    }\n${list.join('\n')}`,
  );
}
