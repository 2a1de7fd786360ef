/** Capabilities as pages list them: what a supplier does by kind, then what else it is to others. */
import type * as Schema from './schema.types.js';

const kinds = [
  { kind: 'PROCESS', label: 'Does' },
  { kind: 'PRODUCT', label: 'Makes' },
  { kind: 'MATERIAL', label: 'Works in' },
  { kind: 'SERVICE', label: 'Offers' },
];

/** What it is to a capability but no maker of it: "heat treatment is subcontracted" offers none of its own. */
const roles = [
  { role: 'BUYS_IN', label: 'Has done by others' },
  { role: 'MAINTAINS', label: 'Repairs and looks after' },
  { role: 'LAB', label: 'Tests' },
  { role: 'SELLS', label: 'Sells' },
  { role: 'HIRES', label: 'Hires out' },
  { role: 'SUPPLIES_TO', label: 'Supplies those who do' },
  { role: 'TRAINS', label: 'Teaches' },
  { role: 'CONSULTS', label: 'Advises on' },
];

interface Claim {
  code: string;
  kind: Schema.CapabilityKind | null;
  role: Schema.CapabilityRole;
}

export interface CapabilityGroup<C> {
  label: string;
  items: C[];
}

/** Each capability once, by its kind where the supplier does it and by what else it is to it where not. */
export function inGroups<C extends Claim>(claims: readonly C[]): CapabilityGroup<C>[] {
  const done = claims.filter(({ role }) => role === 'PERFORMS');
  const isDone = new Set(done.map(({ code }) => code));
  return [
    ...kinds.map(({ kind, label }) => ({
      label,
      items: done.filter((one) => (one.kind ?? 'SERVICE') === kind),
    })),
    ...roles.map(({ role, label }) => ({
      label,
      items: claims.filter((one) => one.role === role && !isDone.has(one.code)),
    })),
  ].filter(({ items }) => items.length > 0);
}
