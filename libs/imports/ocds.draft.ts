import { cleanOrNull, cleanText } from './text.clean.js';
import type {
  OcdsAddress,
  OcdsClassification,
  OcdsParty,
  OcdsRelease,
  OcdsTender,
  OcdsValue,
} from './ocds.schema.js';

/** An organisation as a notice names it. */
export interface NoticeOrganisation {
  readonly name: string;
  /** Such as GB-COH and a company number; also the publisher's own party id under scheme ''. */
  readonly identifiers: readonly { readonly scheme: string; readonly id: string }[];
  readonly address: NoticeAddress | null;
}

export interface NoticeAddress {
  readonly street: string | null;
  readonly locality: string | null;
  /** As published: a name or an ITL/NUTS code. */
  readonly region: string | null;
  readonly postcode: string | null;
  readonly country: string | null;
}

export interface NoticeMoney {
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

export interface NoticeLot {
  readonly id: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly valueGbp: number | null;
  readonly status: string | null;
}

/** What a public buyer wants: the part of a notice that becomes a requirement. */
export interface NoticeTender {
  readonly title: string;
  readonly description: string;
  /** As published: planned, active, complete, cancelled … */
  readonly status: string | null;
  /** goods, works or services. */
  readonly category: string | null;
  /** CPV codes of eight digits, without the check digit; the main one first. */
  readonly cpvCodes: readonly string[];
  /** Their descriptions as published, by code. */
  readonly cpvTexts: Readonly<Record<string, string>>;
  readonly value: NoticeMoney | null;
  /** The value when it is in pounds, never converted. */
  readonly valueGbp: number | null;
  /** ISO dates. */
  readonly closesOn: string | null;
  readonly contractStartsOn: string | null;
  readonly contractEndsOn: string | null;
  /** Where to deliver, as published; empty when the notice does not say. */
  readonly deliveryPostcodes: readonly string[];
  readonly deliveryRegions: readonly string[];
  readonly lots: readonly NoticeLot[];
}

export interface NoticeAward {
  readonly id: string;
  readonly title: string | null;
  readonly status: string | null;
  readonly awardedOn: string | null;
  readonly value: NoticeMoney | null;
  readonly valueGbp: number | null;
  readonly suppliers: readonly NoticeOrganisation[];
}

/**
 * One release, or the compiled state of one contracting process. The natural key is the ocid; of two with the
 * same ocid the later `publishedAt` counts, and parts that are null (or no awards) were not stated this time.
 */
export interface NoticeDraft {
  readonly naturalKey: string;
  readonly ocid: string;
  readonly releaseId: string;
  /** ISO date and time as published. */
  readonly publishedAt: string | null;
  readonly tags: readonly string[];
  readonly buyer: NoticeOrganisation | null;
  readonly tender: NoticeTender | null;
  readonly awards: readonly NoticeAward[];
}

/** Turns a checked release into a draft. A tender without title and description is none. */
export function noticeDraft(release: OcdsRelease): NoticeDraft {
  const parties = new Map((release.parties ?? []).map((party) => [party.id, party]));
  const buyer =
    release.buyer ?? (release.parties ?? []).find(({ roles }) => roles?.includes('buyer')) ?? undefined;
  return {
    naturalKey: `ocid:${release.ocid}`,
    ocid: release.ocid,
    releaseId: release.id,
    publishedAt: release.date ?? null,
    tags: release.tag ?? [],
    buyer: buyer ? organisation(buyer, parties) : null,
    tender: release.tender ? tenderOf(release.tender) : null,
    awards: (release.awards ?? []).map((award) => ({
      id: award.id,
      title: cleanOrNull(award.title),
      status: award.status ?? null,
      awardedOn: isoDay(award.date),
      value: money(award.value),
      valueGbp: pounds(award.value),
      suppliers: (award.suppliers ?? []).flatMap((supplier) => organisation(supplier, parties) ?? []),
    })),
  };
}

function tenderOf(tender: OcdsTender): NoticeTender | null {
  const title = cleanText(tender.title ?? '');
  const description = cleanText(tender.description ?? '');
  if (title === '' && description === '') return null;
  const items = tender.items ?? [];
  const classifications = [
    tender.classification,
    ...items.map(({ classification }) => classification),
    ...(tender.additionalClassifications ?? []),
    ...items.flatMap(({ additionalClassifications }) => additionalClassifications ?? []),
  ];
  const addresses = items.flatMap((item) =>
    [...(item.deliveryAddresses ?? []), item.deliveryAddress ?? []].flat(),
  );
  const contract = tender.contractPeriod ?? tender.lots?.find((lot) => lot.contractPeriod)?.contractPeriod;
  return {
    title: title || description.slice(0, 120),
    description,
    status: tender.status ?? null,
    category: tender.mainProcurementCategory ?? null,
    ...cpv(classifications),
    value: money(tender.value),
    valueGbp: pounds(tender.value),
    closesOn: isoDay(tender.tenderPeriod?.endDate),
    contractStartsOn: isoDay(contract?.startDate),
    contractEndsOn: isoDay(contract?.endDate),
    deliveryPostcodes: distinct(addresses.map((address) => address.postalCode)),
    deliveryRegions: distinct(addresses.map((address) => address.region)),
    lots: (tender.lots ?? []).map((lot) => ({
      id: lot.id,
      title: cleanOrNull(lot.title),
      description: cleanOrNull(lot.description),
      valueGbp: pounds(lot.value),
      status: lot.status ?? null,
    })),
  };
}

function cpv(classifications: readonly (OcdsClassification | null | undefined)[]): {
  cpvCodes: string[];
  cpvTexts: Record<string, string>;
} {
  const cpvTexts: Record<string, string> = {};
  const codes = new Set<string>();
  for (const entry of classifications) {
    if (entry?.scheme?.toUpperCase() !== 'CPV') continue;
    // Eight digits, perhaps with a check digit ("45233162-2") or the trace of a spreadsheet ("45233130.0").
    const code = /^(\d{8})(?:-\d|\.0)?$/.exec(entry.id?.trim() ?? '')?.[1];
    if (code === undefined) continue;
    codes.add(code);
    const description = cleanOrNull(entry.description);
    if (description !== null) cpvTexts[code] ??= description;
  }
  return { cpvCodes: [...codes], cpvTexts };
}

function organisation(
  reference: { id?: string | null; name?: string | null },
  parties: ReadonlyMap<string, OcdsParty>,
): NoticeOrganisation | null {
  const party = reference.id == null ? undefined : parties.get(reference.id);
  const name = cleanText(reference.name ?? party?.name ?? '');
  if (name === '') return null;
  const identifiers = [party?.identifier, ...(party?.additionalIdentifiers ?? [])].flatMap((entry) =>
    entry?.id ? [{ scheme: entry.scheme ?? '', id: entry.id.replace(/^(\d+)\.0$/, '$1') }] : [],
  );
  if (reference.id != null) identifiers.push({ scheme: '', id: reference.id });
  return { name, identifiers, address: party?.address ? addressOf(party.address) : null };
}

function addressOf(address: OcdsAddress): NoticeAddress {
  return {
    street: cleanOrNull(address.streetAddress),
    locality: cleanOrNull(address.locality),
    region: cleanOrNull(address.region),
    postcode: cleanOrNull(address.postalCode),
    country: cleanOrNull(address.countryName ?? address.country),
  };
}

function money(value: OcdsValue | null | undefined): NoticeMoney | null {
  const amount = value?.amount ?? value?.amountGross;
  if (amount == null || amount < 0 || !value?.currency) return null;
  return { amount, currency: value.currency };
}

function pounds(value: OcdsValue | null | undefined): number | null {
  const stated = money(value);
  return stated?.currency === 'GBP' ? stated.amount : null;
}

/** The day of an ISO date-time as it was written, so that no time zone moves a closing date. */
function isoDay(text: string | null | undefined): string | null {
  return /^\d{4}-\d{2}-\d{2}(?=T|$)/.exec(text ?? '')?.[0] ?? null;
}

function distinct(texts: readonly (string | null | undefined)[]): string[] {
  return [...new Set(texts.flatMap((text) => cleanOrNull(text) ?? []))];
}
