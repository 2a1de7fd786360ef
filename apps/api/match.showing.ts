import type { MatchEdge as FoundEdge } from '#lib/match-lists';
import type { Context } from '#lib/platform';
import type { GraphQLResolveInfo } from 'graphql';
import { disclose } from './explanation.disclosure.js';
import { callerKey, type Loaders } from './loaders.js';
import type { MatchEdge } from './match.types.js';
import { asksAtMostFor, asksFor } from './selected.fields.js';
import { cardFields, cardToSupplier, toSupplier } from './supplier.mapping.js';
import type { Supplier } from './supplier.types.js';

/** What a document asks for of the suppliers of a list. */
export type SuppliersAsked = 'NONE' | 'CARDS' | 'WHOLE';

/** @param paths of the suppliers from the field being resolved */
export function suppliersAsked(
  info: GraphQLResolveInfo,
  ...paths: readonly (readonly string[])[]
): SuppliersAsked {
  if (!paths.some((path) => asksFor(info, path))) return 'NONE';
  return paths.every((path) => asksAtMostFor(info, path, cardFields)) ? 'CARDS' : 'WHOLE';
}

/** Lists shown before, by what was found: a list that is given out again is shown again. */
const known = new WeakMap<readonly FoundEdge[], Map<string, Promise<MatchEdge[]>>>();

/**
 * Matches as this caller may read them, with their suppliers where those are asked for. A supplier that has left since
 * the list was made is left out. Callers of the same rights share the edges: nobody may alter them.
 */
export function showMatches(
  ctx: Context,
  loaders: Loaders,
  found: readonly FoundEdge[],
  asked: SuppliersAsked,
): Promise<MatchEdge[]> {
  const key = `${asked} ${callerKey(ctx.actor)}`;
  let lists = known.get(found);
  if (!lists) known.set(found, (lists = new Map<string, Promise<MatchEdge[]>>()));
  let list = lists.get(key);
  if (!list) {
    lists.set(key, (list = shown(ctx, loaders, found, asked)));
    list.catch(() => lists.delete(key));
  }
  return list;
}

async function shown(
  ctx: Context,
  loaders: Loaders,
  found: readonly FoundEdge[],
  asked: SuppliersAsked,
): Promise<MatchEdge[]> {
  const ids = found.map(({ supplierId }) => supplierId);
  const suppliers = await showSuppliers(ctx, loaders, ids, asked);
  return found.flatMap((edge, at) => {
    const supplier = suppliers[at];
    if (asked !== 'NONE' && !supplier) return [];
    return { ...edge, ...disclose(edge, edge.supplierId, ctx.actor), node: supplier, supplier };
  });
}

/** Suppliers by id as this actor may see them, in one look-up; undefined for one that has left, or when none are asked for. */
export async function showSuppliers(
  ctx: Context,
  loaders: Loaders,
  ids: readonly string[],
  asked: SuppliersAsked,
): Promise<(Supplier | undefined)[]> {
  if (asked === 'NONE') return [];
  if (asked === 'CARDS') {
    const cards = await Promise.all(ids.map((id) => loaders.supplierCard(ctx, id)));
    return cards.map((card) => card && cardToSupplier(card, ctx.actor));
  }
  const views = await Promise.all(ids.map((id) => loaders.supplier(ctx, id)));
  const day = ctx.today();
  return views.map((view) => view && toSupplier(view, ctx.actor, day));
}
