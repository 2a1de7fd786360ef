import type { BuyerView } from '#lib/directory';
import { toOpaqueId } from '#lib/platform';
import type { RequirementView } from '#lib/requirements';
import { certifications, findCapability } from '#lib/taxonomy';
import { LICENCE } from './open-data.catalogue.js';

/** Prefix of the ids of contracting processes. To be registered with the Open Contracting Partnership before going live. */
export const OCID_PREFIX = 'ocds-mmatch';

/** That a requirement led to an award; who got it and for how much stays between the two sides. */
export interface OcdsAward {
  id: string;
  requirementId: string;
  awardedOn: string;
}

export interface OcdsRelease {
  ocid: string;
  id: string;
  date: string;
  tag: string[];
  initiationType: 'tender';
  language: 'en';
  parties: object[];
  buyer: { id: string; name: string };
  tender: object;
  awards?: object[];
}

export const ocidOf = (requirementId: string): string => `${OCID_PREFIX}-${requirementId}`;

/** A public requirement as an OCDS 1.1 release. */
export function toRelease(
  requirement: RequirementView,
  buyer: BuyerView,
  awards: readonly OcdsAward[],
  portal: string,
): OcdsRelease {
  const ocid = ocidOf(requirement.id);
  const { organisation, site } = buyer;
  const number = organisation.companyNumber;
  const party = { id: number ? `GB-COH-${number}` : toOpaqueId('org', buyer.id), name: organisation.name };
  const isAwarded = awards.length > 0;
  return {
    ocid,
    id: `${ocid}-${requirement.updatedAt.getTime()}`,
    date: requirement.updatedAt.toISOString(),
    tag: isAwarded ? ['tender', 'award'] : ['tender'],
    initiationType: 'tender',
    language: 'en',
    parties: [
      {
        ...party,
        ...(number ? { identifier: { scheme: 'GB-COH', id: number, legalName: organisation.name } } : {}),
        ...(site
          ? {
              address: {
                region: regionName(site.region),
                postalCode: site.postcode,
                countryName: 'United Kingdom',
              },
            }
          : {}),
        roles: ['buyer', 'procuringEntity'],
        ...(organisation.fictional ? { details: { fictional: true } } : {}),
      },
    ],
    buyer: party,
    tender: tenderOf(requirement, portal),
    ...(isAwarded
      ? {
          awards: awards.map(({ id, awardedOn }) => ({
            id: toOpaqueId('intro', id),
            title: requirement.title,
            status: 'active',
            date: `${awardedOn}T00:00:00Z`,
          })),
        }
      : {}),
  };
}

function tenderOf(requirement: RequirementView, portal: string): object {
  const { title, description, valueGbp, publishedAt, closesOn, firstDeliveryOn, quantityPerYear } =
    requirement;
  const id = toOpaqueId('req', requirement.id);
  const criteria = requirement.certifications.map(
    ({ scheme, stated, importance }) =>
      `${certifications().scheme(scheme)?.label ?? stated}: ${importance === 'required' ? 'required' : 'desired'}`,
  );
  return {
    id,
    title,
    ...(description === '' ? {} : { description }),
    status: statusOf(requirement),
    ...(valueGbp === null ? {} : { value: { amount: valueGbp, currency: 'GBP' } }),
    procurementMethod: 'open',
    submissionMethod: ['electronicSubmission'],
    submissionMethodDetails: `${portal}/requirements/${id}`,
    ...(criteria.length === 0 ? {} : { eligibilityCriteria: criteria.join('; ') }),
    tenderPeriod: {
      ...(publishedAt === null ? {} : { startDate: publishedAt.toISOString() }),
      ...(closesOn === null ? {} : { endDate: `${closesOn}T23:59:59Z` }),
    },
    ...(firstDeliveryOn === null ? {} : { contractPeriod: { startDate: `${firstDeliveryOn}T00:00:00Z` } }),
    items: requirement.needs.map(({ phrase, codes, importance }, at) => ({
      id: String(at + 1),
      description: importance === 'must' ? phrase : `${phrase} (desired)`,
      ...(requirement.cpvCodes[0] === undefined
        ? {}
        : { classification: { scheme: 'CPV', id: requirement.cpvCodes[0] } }),
      additionalClassifications: codes.map((code) => ({
        scheme: 'x_MIDLANDS_CAPABILITY',
        id: code,
        description: findCapability(code)?.label ?? code,
      })),
      ...(at === 0 && quantityPerYear !== null ? { quantity: quantityPerYear } : {}),
    })),
  };
}

function statusOf({ state }: RequirementView): string {
  switch (state) {
    case 'DRAFT':
      return 'planning';
    case 'OPEN':
    case 'SHORTLISTING':
      return 'active';
    case 'AWARDED':
      return 'complete';
    case 'CLOSED':
      return 'unsuccessful';
    case 'WITHDRAWN':
      return 'withdrawn';
  }
}

const regionName = (region: string): string =>
  region === 'EAST_MIDLANDS' ? 'East Midlands' : region === 'WEST_MIDLANDS' ? 'West Midlands' : 'Elsewhere';

/** Releases as a package, as OCDS 1.1 asks for. */
export function toPackage(
  uri: string,
  publishedDate: string,
  releases: readonly OcdsRelease[],
  next: string | null,
): Record<string, unknown> {
  return {
    uri,
    version: '1.1',
    publishedDate,
    publisher: { name: 'Midlands Match' },
    license: LICENCE.url,
    ...(next === null ? {} : { links: { next } }),
    releases,
  };
}
