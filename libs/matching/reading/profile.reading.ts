/** What a firm does and what sort of firm it is, read from its name, its phrases and its summary. */
import {
  asidePassages,
  type CapabilityMention,
  isOwnUsePhrase,
  ownUsePassages,
  type Passage,
  type Recognition,
  type SurnameKind,
} from '#lib/taxonomy';
import type { CapabilityRole, SupplierCapability } from '../model/model.types.js';
import { ownersWords, placesInName } from './firm.name.js';

/** A capability node as far as reading a profile needs it. */
export interface ProfileNode {
  kind: 'process' | 'material' | 'product' | 'service';
  parent?: string | null;
  /** Codes of another kind the node implies. */
  facets: readonly string[];
}

/** Where the meaning of a profile's words comes from. */
export interface ProfileContext {
  recognise: (text: string) => Recognition;
  node: (code: string) => ProfileNode | undefined;
}

/** Strength of a capability by where it was read. */
const PHRASE_WEIGHT = 0.95;
/** People name their main work first: each phrase counts this much less than the one before it, down to the seventh. */
const PHRASE_STEP = 0.01;
const LAST_STEP = 6;
const PROSE_WEIGHT = 0.55;
const NAME_WEIGHT = 0.8;
/** A capability implied by another one ("aluminium casting" → aluminium). */
const FACET_SHARE = 0.9;
/** What is claimed counts this much where something broader is refused in words. */
const UNDER_REFUSAL_SHARE = 0.35;
/** What is done for the firm's own products alone counts this much: it can be done, and not bought. */
const OWN_USE_SHARE = 0.2;

/** What a firm that hires things out does. */
export const HIRE_CODE = 'plant-hire';
/** The capability of whoever sells from stock. */
export const STOCK_CODE = 'metal-stockholding';

/** Kinds of firm that name a process without doing it, by how they describe themselves. */
const FIRM_ROLES: readonly (readonly [CapabilityRole, RegExp])[] = [
  [
    'sells',
    /\b(?:stock(?:holders?|holding|ists?)|merchants?|distributors?|wholesalers?|resellers?|importers?|factors|trade accounts|(?:tooling|industrial|engineering|engineers['’]?|fasteners?|bearings?|abrasives?|consumables?|welding|safety|janitorial) suppl(?:y|ies|iers?)|offshore|sourced (?:from|in|abroad|overseas)|sourcing (?:agents?|partners?|offices?))\b/i,
  ],
  [
    'trains',
    /\b(?:training (?:provider|centre|company|school|trust|group|academy)|trainers|(?:short )?courses|apprenticeships|academy|college|boot ?camps?)\b/i,
  ],
  [
    'consults',
    /\b(?:consultants?|consultancy|advis[eo]rs?|advisory|recruiters?|recruitment|staffing|headhunters?|(?:pr|public relations|marketing|casting|talent|design|advertising) agency|press office|copywriting|networking|membership|grant (?:writing|applications)|peer groups|trade body|insurance|brokers?|accountants?)\b/i,
  ],
  [
    'hires',
    /\b(?:(?:plant|tool|equipment|lighting|camera|prop|access|staging \w+ \w+) hire|hire (?:company|firm|fleet|desk)|(?:for|on) hire|hired|rentals?)\b/i,
  ],
  [
    'lab',
    /\b(?:test(?:ing)? (?:house|laborator(?:y|ies))|laborator(?:y|ies) (?:for|of|services)|independent (?:laboratory|ndt|test)|inspection services)\b|\blaboratories\b/i,
  ],
];

/** Divisions of SIC 2007 in which nobody makes anything. */
const SIC_ROLES: readonly (readonly [CapabilityRole, RegExp])[] = [
  ['sells', /^4[67]/u],
  ['trains', /^85/u],
  ['consults', /^(?:70|78|94)/u],
  ['hires', /^77/u],
];

/** What firms of a SIC code do in place of making; null where they make, or may. */
export const roleOfSic = (code: string): CapabilityRole | null =>
  SIC_ROLES.find(([, division]) => division.test(code))?.[0] ?? null;

/**
 * Kinds of firm other than maker that a supplier says it is, in its name, its phrases or its first sentence, or that
 * all its SIC codes name.
 */
export function firmRoles(
  name: string,
  phrases: readonly string[],
  summary: string,
  sicCodes: readonly string[] = [],
): CapabilityRole[] {
  const [opening = ''] = summary.split(/(?<=[.!?])\s/u, 1);
  const said = FIRM_ROLES.filter(([, pattern]) => {
    const phraseHits = phrases.filter((phrase) => pattern.test(phrase)).length;
    return pattern.test(name) || pattern.test(opening) || phraseHits >= 2;
  }).map(([role]) => role);
  const registered = SIC_ROLES.filter(
    ([role]) => sicCodes.length > 0 && sicCodes.every((code) => roleOfSic(code) === role),
  ).map(([role]) => role);
  return [...new Set([...said, ...registered])];
}

/**
 * Capabilities read from a profile: strongest claim of each code and role. Refused ones are left out.
 */
export function readCapabilities(
  profile: { name: string; phrases: readonly string[]; summary: string; roles: readonly CapabilityRole[] },
  context: ProfileContext,
): SupplierCapability[] {
  const found = new Map<string, SupplierCapability>();
  const tradesOnly = profile.roles.find((role) => role !== 'lab' && role !== 'performs');
  const claim = (code: string, weight: number, role: CapabilityRole): void => {
    const key = `${code}/${role}`;
    const held = found.get(key);
    if (!held || held.weight < weight) found.set(key, { code, evidence: 'SELF_DECLARED', weight, role });
  };
  /** Capabilities that the text says are not done: a refusal outweighs every mention. */
  const refused = new Set<string>();
  /** Capabilities kept for the firm's own products. */
  const kept = new Set<string>();
  const ownersKind = ownersWords(profile.name);
  /** What may be read in a word that may be a surname. */
  const doubtful: { kind: SurnameKind; mention: CapabilityMention; weight: number }[] = [];
  const take = ({ code, quality, role: said }: CapabilityMention, weight: number): void => {
    const node = context.node(code);
    if (!node) return;
    // A stockholder's titanium is his to sell; the turning he names is his customers'.
    const worksIt = node.kind === 'process' || node.kind === 'product';
    const role = tradesOnly && worksIt && said === 'performs' ? tradesOnly : said;
    claim(code, weight * quality, role);
    if (role === 'hires') claim(HIRE_CODE, weight * quality, 'performs');
    if (role === 'sells') claim(STOCK_CODE, weight * quality, 'performs');
    for (const facet of node.facets) claim(facet, weight * quality * FACET_SHARE, role);
  };
  const read = (
    text: string,
    weight: number,
    ownUse: readonly Passage[] = [],
    asides: readonly Passage[] = [],
  ): void => {
    for (const mention of context.recognise(text).mentions) {
      if (asides.some((passage) => liesIn(mention, passage))) continue;
      const kind = ownersKind(text.slice(mention.start, mention.end), text === profile.name);
      if (kind) {
        doubtful.push({ kind, mention, weight });
        continue;
      }
      if (mention.polarity !== 'offered') {
        refused.add(mention.code);
        continue;
      }
      const node = context.node(mention.code);
      if (node && node.kind !== 'material' && ownUse.some((passage) => liesIn(mention, passage)))
        kept.add(mention.code);
      take(mention, weight);
    }
  };
  const ownUse = ownUsePassages(profile.summary);
  for (const [at, phrase] of profile.phrases.entries()) {
    const keptToItself = isOwnUsePhrase(phrase, ownUse.length > 0);
    const weight = PHRASE_WEIGHT * (1 - PHRASE_STEP * Math.min(at, LAST_STEP));
    read(phrase, weight, keptToItself ? [{ start: 0, end: phrase.length }] : []);
  }
  read(profile.summary, PROSE_WEIGHT, ownUse, asidePassages(profile.summary));
  read(profile.name, NAME_WEIGHT, [], placesInName(profile.name));
  const told = [...found.values()].map(({ code }) => code);
  for (const { kind, mention, weight } of doubtful) {
    const alone = kind === 'thing' && told.length === 0;
    if (alone || told.some((code) => areOneTrade(code, mention.code, context))) take(mention, weight);
  }
  return [...found.values()]
    .filter(({ code }) => !refused.has(code))
    .map((claim) => {
      let { weight } = claim;
      if (isNamedAbove(claim.code, refused, context)) weight *= UNDER_REFUSAL_SHARE;
      if (kept.has(claim.code) || isNamedAbove(claim.code, kept, context)) weight *= OWN_USE_SHARE;
      return { ...claim, weight };
    });
}

const liesIn = (inner: Passage, outer: Passage): boolean =>
  inner.start >= outer.start && inner.end <= outer.end;

/** Whether one is the other, or a kind of it. */
const areOneTrade = (one: string, other: string, context: ProfileContext): boolean =>
  one === other || isBelow(one, new Set([other]), context) || isBelow(other, new Set([one]), context);

/** "We do not plate" beside "zinc plating by partners": something broader is named. Materials are named one by one. */
const isNamedAbove = (code: string, named: ReadonlySet<string>, context: ProfileContext): boolean =>
  named.size > 0 && context.node(code)?.kind !== 'material' && isBelow(code, named, context);

function isBelow(code: string, above: ReadonlySet<string>, { node }: ProfileContext): boolean {
  for (let up = node(code)?.parent; up; up = node(up)?.parent) if (above.has(up)) return true;
  return false;
}
