import type { Explanation } from '#lib/matching';
import type { Actor, Context } from '#lib/platform';
import { discloseOnce } from './explanation.disclosure.js';
import type { Loaders } from './loaders.js';
import { showSuppliers, type SuppliersAsked } from './match.showing.js';
import type { Explanation as ExplanationShown } from './match.types.js';
import { toConnection } from './page.types.js';
import type { SearchRequest, SupplierSearchConnection, SupplierSearchEdge } from './search.types.js';
import type { FoundPage } from './shared.pages.js';
import { showFacets, showUnderstood } from './supplier.search.js';

/** A page of a search as this caller may read it, with its suppliers where those are asked for. */
export async function showSearch(
  ctx: Context,
  loaders: Loaders,
  request: SearchRequest,
  { understood, page, ids }: FoundPage,
  asked: SuppliersAsked,
): Promise<SupplierSearchConnection> {
  const nodes = await showSuppliers(ctx, loaders, ids, asked);
  const edges: SupplierSearchEdge[] = [];
  page.edges.forEach(({ cursor, score, likely, explanation }, at) => {
    const [supplierId, node] = [ids[at]!, nodes[at]];
    // One that left a moment ago may still be found.
    if (asked !== 'NONE' && !node) return;
    edges.push({
      cursor,
      supplierId,
      node,
      score,
      likely,
      explanation: explanation && explanationFor(explanation, supplierId, ctx.actor),
    });
  });
  return {
    ...toConnection(edges, { ...page, after: request.after }),
    request,
    searched: understood,
    understood: showUnderstood(understood),
    facets: showFacets(page.facets),
    blockedCount: page.blockedCount,
    answered: page.answered,
    unusedWords: page.unusedWords,
  };
}

function explanationFor(explanation: Explanation, supplierId: string, actor: Actor): ExplanationShown {
  const { criteria, needs, blockers, summary } = discloseOnce(explanation, supplierId, actor);
  const { scoreShown: score, eligible, crossRegional } = explanation;
  return { criteria, needs, blockers, summary, score, eligible, crossRegional };
}
