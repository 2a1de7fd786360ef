/**
 * The JSON-lines format of supplier and requirement collections, read into the engine's records. What the
 * words mean comes from outside: the engine recognises nothing itself.
 */
import {
  asidePassages,
  type CertificateRef,
  isOwnUsePhrase,
  ownUsePassages,
  type Passage,
  type Recognition,
  type SectorCode,
} from '#lib/taxonomy';
import type {
  CapabilityRole,
  RequirementRecord,
  SupplierCapability,
  SupplierRecord,
  SupplierSite,
  WantedCertificate,
} from '../model/model.types.js';

/** A supplier line of a collection. */
export interface CollectionSupplier {
  id: string;
  name: string;
  postcode?: string;
  website?: string;
  summary?: string;
  capabilities?: string[];
  certifications?: { name: string; expiresOn?: string | null }[];
  sectors?: string[];
  sicCodes?: string[];
  employees?: number | null;
  annualTurnoverGbp?: number | null;
  batch?: { min?: number | null; max?: number | null } | null;
  leadTimeDays?: number | null;
  acceptingWork?: boolean;
  /** Contracts it was awarded, one text each. */
  pastWork?: string[];
}

/** A requirement line of a collection. */
export interface CollectionRequirement {
  id: string;
  buyer?: string;
  postcode?: string;
  title: string;
  description?: string;
  needs?: { phrase: string; importance?: 'must' | 'should' }[];
  certifications?: { required?: string[]; desired?: string[] };
  sector?: string;
  cpvCodes?: string[];
  annualValueGbp?: number | null;
  quantity?: { perYear?: number | null; batch?: number | null } | null;
  leadTimeDays?: number | null;
  maxDriveMinutes?: number | null;
}

/** A capability node as far as reading a profile needs it. */
export interface ProfileNode {
  kind: 'process' | 'material' | 'product' | 'service';
  parent?: string | null;
  /** Codes of another kind the node implies. */
  facets: readonly string[];
}

/** Where meaning comes from. Each function returns null for what it cannot read. */
export interface CollectionContext {
  place: (postcode: string) => Omit<SupplierSite, 'id'> | null;
  recognise: (text: string) => Recognition;
  node: (code: string) => ProfileNode | undefined;
  certificate: (name: string) => CertificateRef | null;
  sector: (name: string) => SectorCode | null;
}

/** Strength of a capability by where it was read. */
const PHRASE_WEIGHT = 0.95;
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
    /\b(?:stock(?:holders?|holding|ists?)|merchants?|distributors?|wholesalers?|resellers?|importers?|factors|trade accounts|(?:tooling|industrial|engineering|engineers['’]?|fasteners?|bearings?|abrasives?|consumables?|welding|safety|janitorial) suppl(?:y|ies|iers?)|offshore|sourced (?:from|in|abroad|overseas)|sourcing (?:agents?|partners?|offices?))\b/iu,
  ],
  [
    'trains',
    /\b(?:training (?:provider|centre|company|school|trust|group|academy)|trainers|(?:short )?courses|apprenticeships|academy|college|boot ?camps?)\b/iu,
  ],
  [
    'consults',
    /\b(?:consultants?|consultancy|advis[eo]rs?|advisory|recruiters?|recruitment|staffing|headhunters?|(?:pr|public relations|marketing|casting|talent|design|advertising) agency|press office|copywriting|networking|membership|grant (?:writing|applications)|peer groups|trade body|insurance|brokers?|accountants?)\b/iu,
  ],
  [
    'hires',
    /\b(?:(?:plant|tool|equipment|lighting|camera|prop|access|staging \w+ \w+) hire|hire (?:company|firm|fleet|desk)|(?:for|on) hire|hired|rentals?)\b/iu,
  ],
  [
    'lab',
    /\b(?:test(?:ing)? (?:house|laborator(?:y|ies))|laborator(?:y|ies) (?:for|of|services)|independent (?:laboratory|ndt|test)|inspection services)\b|\blaboratories\b/iu,
  ],
];

/** Divisions of SIC 2007 in which nobody makes anything. */
const SIC_ROLES: readonly (readonly [CapabilityRole, RegExp])[] = [
  ['sells', /^4[67]/u],
  ['trains', /^85/u],
  ['consults', /^(?:70|78|94)/u],
  ['hires', /^77/u],
];

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
    ([, division]) => sicCodes.length > 0 && sicCodes.every((code) => division.test(code)),
  ).map(([role]) => role);
  return [...new Set([...said, ...registered])];
}

/**
 * Capabilities read from a profile: strongest claim of each code and role. Refused ones are left out.
 */
export function readCapabilities(
  profile: { name: string; phrases: readonly string[]; summary: string; roles: readonly CapabilityRole[] },
  context: Pick<CollectionContext, 'recognise' | 'node'>,
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
  const read = (
    text: string,
    weight: number,
    ownUse: readonly Passage[] = [],
    asides: readonly Passage[] = [],
  ): void => {
    for (const mention of context.recognise(text).mentions) {
      if (asides.some((passage) => liesIn(mention, passage))) continue;
      if (mention.polarity !== 'offered') {
        refused.add(mention.code);
        continue;
      }
      const node = context.node(mention.code);
      if (!node) continue;
      if (node.kind !== 'material' && ownUse.some((passage) => liesIn(mention, passage)))
        kept.add(mention.code);
      // A stockholder's titanium is his to sell; the turning he names is his customers'.
      const worksIt = node.kind === 'process' || node.kind === 'product';
      const role = tradesOnly && worksIt && mention.role === 'performs' ? tradesOnly : mention.role;
      claim(mention.code, weight * mention.quality, role);
      if (role === 'hires') claim(HIRE_CODE, weight * mention.quality, 'performs');
      if (role === 'sells') claim(STOCK_CODE, weight * mention.quality, 'performs');
      for (const facet of node.facets) claim(facet, weight * mention.quality * FACET_SHARE, role);
    }
  };
  const ownUse = ownUsePassages(profile.summary);
  for (const phrase of profile.phrases) {
    const keptToItself = isOwnUsePhrase(phrase, ownUse.length > 0);
    read(phrase, PHRASE_WEIGHT, keptToItself ? [{ start: 0, end: phrase.length }] : []);
  }
  read(profile.summary, PROSE_WEIGHT, ownUse, asidePassages(profile.summary));
  read(profile.name, NAME_WEIGHT);
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

/** "We do not plate" beside "zinc plating by partners": something broader is named. Materials are named one by one. */
function isNamedAbove(
  code: string,
  named: ReadonlySet<string>,
  { node }: Pick<CollectionContext, 'node'>,
): boolean {
  if (named.size === 0 || node(code)?.kind === 'material') return false;
  for (let up = node(code)?.parent; up; up = node(up)?.parent) if (named.has(up)) return true;
  return false;
}

/** Reads a supplier line. An unreadable postcode, certificate or sector is left out, never guessed. */
export function collectionSupplierToRecord(
  json: CollectionSupplier,
  no: number,
  context: CollectionContext,
): SupplierRecord {
  const summary = json.summary ?? '';
  const phrases = json.capabilities ?? [];
  const pastWork = json.pastWork ?? [];
  const roles = firmRoles(json.name, phrases, summary, json.sicCodes);
  const place = json.postcode ? context.place(json.postcode) : null;
  return {
    no,
    id: json.id,
    name: json.name,
    summary,
    phrases,
    roles,
    capabilities: readCapabilities(
      { name: json.name, phrases, summary: [summary, ...pastWork].join('\n'), roles },
      context,
    ),
    certificates: (json.certifications ?? []).flatMap(({ name, expiresOn }) => {
      const read = context.certificate(name);
      return read
        ? [{ ...read, validFrom: null, validTo: expiresOn ?? null, evidence: 'SELF_DECLARED' as const }]
        : [];
    }),
    sectors: (json.sectors ?? []).flatMap((name) => context.sector(name) ?? []),
    sicCodes: json.sicCodes ?? [],
    sites: place ? [{ id: `${json.id}-1`, ...place }] : [],
    employees: json.employees ?? null,
    turnoverGbp: json.annualTurnoverGbp ?? null,
    batch: json.batch ? { min: json.batch.min ?? null, max: json.batch.max ?? null } : null,
    leadTimeDays: json.leadTimeDays ?? null,
    acceptingWork: json.acceptingWork ?? true,
    verified: false,
    completeness: completenessOf(json),
    replyRate: null,
    ...(pastWork.length > 0 && { pastWork }),
  };
}

function completenessOf(json: CollectionSupplier): number {
  const filled = [
    json.postcode,
    json.summary,
    json.capabilities?.length,
    json.certifications?.length,
    json.sectors?.length,
    json.employees,
    json.annualTurnoverGbp,
    json.batch,
    json.leadTimeDays,
  ].filter(Boolean).length;
  return filled / 9;
}

/** Buyers' ways of saying that parts of the work may go to different firms. */
const SPLIT =
  /\b(?:may|can|could|might|would|we'd|happy to)\b[^.;]{0,70}\b(?:placed|let|bought|hired|contracted|ordered|sourced|purchased|awarded|split|place|buy|hire|source)\b[^.;]{0,40}\b(?:apart|separately|separate|specialists?|on (?:its|their) own|as (?:a )?(?:separate )?(?:lots?|packages?))\b|\b(?:packages?|lots?) (?:may|can|could) be split\b|\bplus an? \w+ is fine\b/iu;
const NOT_SPLIT = /\b(?:not|n't|never|no)\b/iu;

/** True when the text says that packages may be placed apart. */
export function saysSplittable(text: string): boolean {
  return text.split(/(?<=[.;])\s/u).some((sentence) => {
    const said = SPLIT.exec(sentence);
    return said !== null && !NOT_SPLIT.test(said[0]);
  });
}

/** Capability codes a buyer's phrase asks for. */
export function wantedCodes(phrase: string, context: Pick<CollectionContext, 'recognise'>): string[] {
  const offered = context.recognise(phrase).mentions.filter((mention) => mention.polarity === 'offered');
  return [...new Set(offered.map((mention) => mention.code))];
}

/** Reads a requirement line; certificates must be valid on the date given. */
export function collectionRequirementToRecord(
  json: CollectionRequirement,
  no: number,
  onDate: string,
  context: CollectionContext,
): RequirementRecord {
  const place = json.postcode ? context.place(json.postcode) : null;
  const sector = json.sector ? context.sector(json.sector) : null;
  const wanted = (
    names: readonly string[] | undefined,
    importance: WantedCertificate['importance'],
  ): WantedCertificate[] =>
    (names ?? []).flatMap((name) => {
      const read = context.certificate(name);
      return read ? [{ ...wantedOf(read), importance }] : [];
    });
  return {
    no,
    id: json.id,
    title: json.title,
    description: json.description ?? '',
    needs: (json.needs ?? []).map(({ phrase, importance }) => ({
      phrase,
      codes: wantedCodes(phrase, context),
      importance: importance ?? 'must',
    })),
    certifications: [
      ...wanted(json.certifications?.required, 'required'),
      ...wanted(json.certifications?.desired, 'desired'),
    ],
    sectors: sector ? [sector] : [],
    cpvCodes: json.cpvCodes ?? [],
    valueGbp: json.annualValueGbp ?? null,
    quantity: json.quantity
      ? { perYear: json.quantity.perYear ?? null, batch: json.quantity.batch ?? null }
      : null,
    leadTimeDays: json.leadTimeDays ?? null,
    place: place ? { lat: place.lat, lon: place.lon, region: place.region } : null,
    maxDriveMinutes: json.maxDriveMinutes ?? null,
    regions: null,
    onDate,
    splittable: saysSplittable(json.description ?? ''),
  };
}

const wantedOf = ({ scheme, edition, level, commodity }: CertificateRef): CertificateRef => ({
  scheme,
  edition,
  level,
  commodity,
});
