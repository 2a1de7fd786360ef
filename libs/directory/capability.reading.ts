import { type CapabilityRole, firmRoles, readCapabilities as readClaims } from '#lib/matching';
import type { ProfileLookups } from './profile.lookups.js';
import type { PreparedCapability } from './supplier.draft.js';

interface Profile {
  name: string;
  summary: string;
  phrases: readonly string[];
  /** Codes picked from the tree. */
  declared: readonly string[];
  sicCodes?: readonly string[];
}

/**
 * The capabilities of a profile and what sort of firm it is. Codes picked from the tree count in full; what is read
 * in phrases and prose counts as the engine's own reading says, so that stored suppliers and measured ones are read
 * alike. The strongest claim of a code and role stands.
 */
export function readCapabilities(
  { name, summary, phrases, declared, sicCodes }: Profile,
  lookups: Pick<ProfileLookups, 'recognise' | 'node'>,
): { roles: CapabilityRole[]; capabilities: PreparedCapability[] } {
  const roles = firmRoles(name, phrases, summary, sicCodes);
  const inPhrases = new Set(phrases);
  const fromPhrases = new Set<string>();
  const recognise = (text: string): ReturnType<ProfileLookups['recognise']> => {
    const reading = lookups.recognise(text);
    if (inPhrases.has(text)) {
      for (const { code } of reading.mentions) {
        fromPhrases.add(code);
        for (const facet of lookups.node(code)?.facets ?? []) fromPhrases.add(facet);
      }
    }
    return reading;
  };
  const found = new Map<string, PreparedCapability>();
  for (const code of declared) {
    found.set(`${code}/performs`, { code, role: 'performs', source: 'DECLARED', weight: 1 });
  }
  for (const claim of readClaims({ name, summary, phrases, roles }, { recognise, node: lookups.node })) {
    const role = claim.role ?? 'performs';
    const key = `${claim.code}/${role}`;
    if (found.has(key)) continue;
    const source = fromPhrases.has(claim.code) ? 'PHRASE' : 'PROSE';
    // Four digits: what a real column keeps, so that reading it back gives the same number.
    found.set(key, { code: claim.code, role, source, weight: Math.round(claim.weight * 1e4) / 1e4 });
  }
  return { roles, capabilities: [...found.values()] };
}
