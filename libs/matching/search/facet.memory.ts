/**
 * Facets counted last. They depend on who is found and on the filter, and not on page or order: whoever pages on, or orders
 * anew, finds the same suppliers. What columns say of a slot never changes, so that the same slots have the same counts.
 */
import type { FoundSlots } from '../index/found.slots.js';
import type { FacetDimension, FacetValue } from '../model/search.types.js';

export type Facets = Record<FacetDimension, FacetValue[]>;

/** So many searches are remembered, 18 kB each in the whole economy; those asked about last stay. */
const KEPT = 16;

interface Counted {
  asked: string;
  found: FoundSlots;
  facets: Facets;
}

export class FacetMemory {
  /** The one asked about last comes first. */
  private readonly kept: Counted[] = [];

  /** The facets of those found, for what is `asked` of them; counted only when they are not at hand. */
  of(found: FoundSlots, asked: string, count: () => Facets): Facets {
    const { kept } = this;
    const at = kept.findIndex((one) => one.asked === asked && isSame(one.found, found));
    const [known = { asked, found, facets: count() }] = at >= 0 ? kept.splice(at, 1) : [];
    kept.unshift(known);
    if (kept.length > KEPT) kept.pop();
    return known.facets;
  }
}

/** Those of two searches are alike at first, where nobody is found: bits are compared of as many only. */
function isSame(some: FoundSlots, others: FoundSlots): boolean {
  if (some.count !== others.count || some.bits.length !== others.bits.length) return false;
  for (let at = 0; at < some.bits.length; at += 1) if (some.bits[at] !== others.bits[at]) return false;
  return true;
}
