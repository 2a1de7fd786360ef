import { type CertificateDraft, shippedLookups, type SupplierDraft } from '#lib/directory';
import { type SectorCode, zonesNear } from '#lib/taxonomy';
import { catalogue } from './archetype.catalogue.js';
import type { Archetype, Wordings } from './archetype.types.js';
import { sampleCertificates } from './certificate.sampler.js';
import { type ClusterPattern, clustersOf } from './cluster-body.generator.js';
import type { SampleSupplier } from './economy.types.js';
import { composeName, exampleWebsite } from './name.composer.js';
import { placeSampler } from './place.sampler.js';
import { Random } from './random.source.js';
import { composeSummary } from './summary.composer.js';
import { fill, misspell } from './wording.template.js';

/** What every supplier of one economy shares. */
export interface SupplierSetting {
  seed: number;
  today: string;
  scheme: string;
  clusters: readonly ClusterPattern[];
}

/** How often something is so, as shares of all firms (or of all phrases and summaries for slips). */
const SHARE = {
  notTaking: 0.04,
  slip: 0.016,
  otherWords: 0.1,
  summaryMissing: 0.02,
  websiteMissing: 0.1,
  employeesMissing: 0.04,
  turnoverMissing: 0.12,
  lotsMissing: 0.08,
  leadMissing: 0.1,
  marketsMissing: 0.03,
  sicMissing: 0.05,
  secondSic: 0.3,
  declaring: 0.35,
  affiliated: 0.12,
  verified: 0.28,
} as const;

/** Letters of a company with no trade of its own: what accountants tick when nothing fits. */
const CATCH_ALL_SIC = ['82990', '25990', '32990', '70100', '96090'];
const AFFILIATION_KM = 12;
const LARGEST = 1_200;

/** The supplier at a position: made from its own random numbers, whatever the size of the economy. */
export function supplierAt(index: number, setting: SupplierSetting): SampleSupplier {
  const { seed, today, scheme } = setting;
  const random = new Random(seed, 'supplier', index);
  const archetype = random.draw(catalogue().byShare);
  const name = composeName(archetype, index, seed, random);
  const premises = placeSampler().sample(archetype, random);
  const employees = sampleEmployees(archetype, random);
  const turnover = roundTo(employees * random.between(60, 160) * 1000, employees < 20 ? 10_000 : 100_000);
  const lots = sampleLots(archetype, random);
  const leadTimeDays = random.between(archetype.lead.low, archetype.lead.high);
  const clean = samplePhrases(archetype, employees, random);
  const certificates = sampleCertificates(archetype, employees, today, random);
  const acceptingWork = !random.chance(SHARE.notTaking);
  const markets = sampleMarkets(archetype, random);
  const slips = (text: string): string => (random.chance(SHARE.slip) ? misspell(text, random) : text);
  const summary = composeSummary(
    {
      archetype,
      shortName: name.short,
      founder: name.founder,
      town: premises.town,
      phrases: clean,
      employees,
      lots,
      leadTimeDays,
      acceptingWork,
      certificate: certificates.find((held) => !isLapsed(held, today))?.stated ?? null,
      lapsed: lapsedIn(certificates, today),
      since: sampleYear(archetype, today, random),
    },
    random,
  );
  const known = <T>(missing: number, value: T): T | null => (random.chance(missing) ? null : value);
  // What a merchant, laboratory or trainer names it does not make, so it picks no nodes.
  const makes = archetype.style !== 'service';
  const draft: SupplierDraft = {
    name: name.full,
    website: known(SHARE.websiteMissing, exampleWebsite(name.short, index)),
    postcode: premises.postcode,
    place: premises.place,
    address: premises.address,
    summary: known(SHARE.summaryMissing, random.chance(SHARE.slip * 3) ? misspell(summary, random) : summary),
    phrases: clean.map(slips),
    capabilityCodes: random.chance(SHARE.declaring) && makes ? declaredCodes(clean.slice(0, 2)) : [],
    certificates,
    markets: known(SHARE.marketsMissing, markets) ?? [],
    sicCodes: known(SHARE.sicMissing, sampleSic(archetype, random)) ?? [],
    employees: known(SHARE.employeesMissing, employees),
    annualTurnoverGbp: known(SHARE.turnoverMissing, turnover),
    batch: lots && known(SHARE.lotsMissing, lots),
    leadTimeDays: known(SHARE.leadMissing, leadTimeDays),
    acceptingWork,
    affiliatedZones: random.chance(SHARE.affiliated)
      ? zonesNear(premises.place.lat, premises.place.lon, AFFILIATION_KM)
          .slice(0, 1)
          .map(({ zone }) => zone.code)
      : [],
    verified: random.chance(SHARE.verified),
    reference: { scheme, identifier: `S${index + 1}` },
    origin: 'SAMPLE',
    fictional: true,
  };
  const firm = { archetype: archetype.code, region: premises.place.region, markets, employees };
  const clusters = clustersOf(firm, setting.clusters, new Random(seed, 'cluster', index));
  return { index, archetype: archetype.code, draft, clusterBodies: clusters };
}

/** Log-normal round the median of the trade: many small firms, a few large ones. */
function sampleEmployees(archetype: Archetype, random: Random): number {
  return Math.max(2, Math.min(LARGEST, Math.round(archetype.size * Math.exp(0.8 * random.normal()))));
}

const roundTo = (value: number, step: number): number => Math.max(step, Math.round(value / step) * step);

/** The firm's own corner of the lots of its trade: somewhere between jobbing and volume. */
function sampleLots({ lots }: Archetype, random: Random): { min: number; max: number } | null {
  if (!lots) return null;
  const [low, high] = [Math.log(lots.low), Math.log(lots.high)];
  const middle = low + (high - low) * (0.2 + 0.6 * random.real());
  const reach = (high - low) * (0.25 + 0.25 * random.real());
  return {
    min: twoDigits(Math.exp(Math.max(low, middle - reach))),
    max: twoDigits(Math.exp(Math.min(high, middle + reach))),
  };
}

/** Rounded as people say it: 3, 25, 300, 15000. */
function twoDigits(value: number): number {
  const step = value < 10 ? 1 : 5 * 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.max(1, Math.round(value / step) * step);
}

/** What the firm says it does: nearly always the core of its trade, then more the larger it is. */
function samplePhrases(archetype: Archetype, employees: number, random: Random): string[] {
  const core = archetype.core.filter((_, at) => at === 0 || random.chance(0.75));
  const extra = Math.min(6, 1 + Math.round(Math.log2(1 + employees) * 0.55 + random.normal()));
  const chosen = [...core, ...random.some(archetype.also, Math.max(core.length > 1 ? 0 : 1, extra))];
  return [...new Set(chosen.slice(0, 8).map((wordings) => inOtherWords(oneOf(wordings, random), random)))];
}

/** Now and then the tree's own synonym for a phrase it names outright, as another firm of the trade would put it. */
function inOtherWords(phrase: string, random: Random): string {
  if (!random.chance(SHARE.otherWords)) return phrase;
  const { recognise, node } = shippedLookups();
  const [mention, ...more] = recognise(phrase).mentions;
  if (!mention || more.length > 0 || mention.quality < 0.95 || mention.phrase.length < phrase.length)
    return phrase;
  const fitting = (node(mention.code)?.synonyms ?? []).filter(
    ({ text, ambiguous }) => !ambiguous && text.length > 7 && text.split(' ').length < 5,
  );
  return fitting.length > 0 ? random.pick(fitting).text : phrase;
}

export const oneOf = (wordings: Wordings, random: Random): string => fill(random.pick(wordings), random);

function sampleMarkets({ markets }: Archetype, random: Random): SectorCode[] {
  const served = [...markets].filter(([, percent]) => random.chance(percent / 100)).map(([sector]) => sector);
  const [main] = [...markets].sort(([, a], [, b]) => b - a);
  return served.length > 0 || !main ? served : [main[0]];
}

function sampleSic(archetype: Archetype, random: Random): string[] {
  const codes = new Set([random.draw(archetype.sic)]);
  if (random.chance(SHARE.secondSic)) {
    codes.add(random.chance(0.3) ? random.pick(CATCH_ALL_SIC) : random.draw(archetype.sic));
  }
  return [...codes];
}

/** Software and pictures are young trades; foundries may be old. */
function sampleYear({ style }: Archetype, today: string, random: Random): number {
  const [usual, oldest] = style === 'tech' || style === 'creative' ? [12, 42] : [24, 150];
  return (
    Number(today.slice(0, 4)) - Math.min(oldest, 2 + Math.round(usual * Math.exp(0.7 * random.normal())))
  );
}

const isLapsed = ({ validTo }: CertificateDraft, today: string): boolean =>
  validTo !== undefined && validTo !== null && validTo < today;

const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December'.split(
  '|',
);

/** A lapse in the last months is worth a word in the prose. */
function lapsedIn(
  certificates: readonly CertificateDraft[],
  today: string,
): { name: string; month: string } | null {
  const held = certificates.find((certificate) => isLapsed(certificate, today));
  if (!held?.validTo) return null;
  return { name: held.stated, month: MONTHS[Number(held.validTo.slice(5, 7)) - 1] ?? '' };
}

/** The nodes a supplier would pick for phrases of its own: those they name beyond doubt. */
function declaredCodes(phrases: readonly string[]): string[] {
  const { recognise } = shippedLookups();
  const mentions = phrases.flatMap((phrase) => recognise(phrase).mentions);
  const sure = mentions.filter(
    ({ quality, polarity, role }) => quality > 0.9 && polarity === 'offered' && role === 'performs',
  );
  return [...new Set(sure.map(({ code }) => code))];
}
