import { z } from 'zod';

/**
 * What the import relies on in an OCDS 1.1 release, and no more: publishers add extensions and leave most
 * fields out, so all else is ignored. Null counts as absent, as in the standard.
 */
const text = z.string().nullish();
/** Some publishers write ids as numbers. */
const id = z.union([z.string(), z.number()], 'An id is a text or a number').transform(String);

const value = z.object({
  amount: z.number().nullish(),
  /** With VAT; the extension Find a Tender uses. */
  amountGross: z.number().nullish(),
  currency: text,
});
const period = z.object({ startDate: text, endDate: text });
const address = z.object({
  streetAddress: text,
  locality: text,
  region: text,
  postalCode: text,
  country: text,
  countryName: text,
});
const classification = z.object({ scheme: text, id: id.nullish(), description: text });
const identifier = z.object({ scheme: text, id: id.nullish() });

const item = z.object({
  classification: classification.nullish(),
  additionalClassifications: z.array(classification).nullish(),
  deliveryAddress: address.nullish(),
  deliveryAddresses: z.array(address).nullish(),
});
const lot = z.object({
  id,
  title: text,
  description: text,
  value: value.nullish(),
  status: text,
  contractPeriod: period.nullish(),
});
const organisationReference = z.object({ id: id.nullish(), name: text });
const party = z.object({
  id,
  name: text,
  roles: z.array(z.string()).nullish(),
  identifier: identifier.nullish(),
  additionalIdentifiers: z.array(identifier).nullish(),
  address: address.nullish(),
});
const tender = z.object({
  title: text,
  description: text,
  status: text,
  mainProcurementCategory: text,
  value: value.nullish(),
  classification: classification.nullish(),
  additionalClassifications: z.array(classification).nullish(),
  tenderPeriod: period.nullish(),
  contractPeriod: period.nullish(),
  items: z.array(item).nullish(),
  lots: z.array(lot).nullish(),
});
const award = z.object({
  id,
  status: text,
  date: text,
  title: text,
  value: value.nullish(),
  suppliers: z.array(organisationReference).nullish(),
});

/** A release, or the compiled release of a record. */
export const ocdsRelease = z.object({
  ocid: z.string().trim().min(1),
  id: id.refine((stated) => stated.trim() !== '', 'A release has an id'),
  date: text,
  tag: z.array(z.string()).nullish(),
  parties: z.array(party).nullish(),
  buyer: organisationReference.nullish(),
  tender: tender.nullish(),
  awards: z.array(award).nullish(),
});

export type OcdsRelease = z.output<typeof ocdsRelease>;
export type OcdsParty = z.output<typeof party>;
export type OcdsTender = z.output<typeof tender>;
export type OcdsValue = z.output<typeof value>;
export type OcdsClassification = z.output<typeof classification>;
export type OcdsAddress = z.output<typeof address>;
