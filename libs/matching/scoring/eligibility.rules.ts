/** What blocks a supplier, in terms a buyer and a supplier understand. */
import { driveInWords } from '#lib/geography';
import { certifications, type Satisfaction } from '#lib/taxonomy';
import { certificateStatus } from './certificate.status.js';
import { lotTooLarge, lotTooSmall, turnoverTooSmall } from './criteria.scoring.js';
import type {
  Blocker,
  BlockerCode,
  RequirementNeed,
  RequirementRecord,
  SupplierRecord,
  WantedCertificate,
} from '../model/model.types.js';

/** A must with a fit below this is missing: neither the tree nor the words support it. */
export const MUST_FLOOR = 52;
/** The same for a must the tree cannot read: its words alone decide, and words vary. */
export const WORDS_FLOOR = 25;
/** A supplier with no need at this fit has nothing to do with the requirement. */
export const RELATED_FLOOR = 20;

const REGION_NAME = {
  EAST_MIDLANDS: 'the East Midlands',
  WEST_MIDLANDS: 'the West Midlands',
  OTHER: 'other regions',
} as const;
const number = new Intl.NumberFormat('en-GB');
const pounds = (value: number): string => `£${number.format(Math.round(value))}`;

/** Facts worked out elsewhere that eligibility rests on. */
export interface EligibilityFacts {
  /** Fit of each need, 0..255. */
  fits: readonly number[];
  /** Least fit at which each need counts as met. */
  floors: readonly number[];
  /** True for each need of which meeting one is enough. */
  any: readonly boolean[];
  /** Minutes by road to the nearest site that counts, Infinity without one. */
  minutes: number;
  /** The excluded phrase its text contains, or null. */
  excluded: string | null;
}

export const NOT_ACCEPTING_WORK: Blocker = {
  code: 'NOT_ACCEPTING_WORK',
  message: 'Not taking new work at present.',
};

/** Every blocker of a supplier, in a fixed order; none means eligible. */
export function findBlockers(
  requirement: RequirementRecord,
  supplier: SupplierRecord,
  facts: EligibilityFacts,
): Blocker[] {
  return [
    ...capabilityBlockers(requirement, facts),
    ...certificateBlockers(requirement, supplier),
    ...capacityBlockers(requirement, supplier),
    ...placeBlockers(requirement, supplier, facts.minutes),
    ...(supplier.acceptingWork ? [] : [NOT_ACCEPTING_WORK]),
    ...exclusionBlockers(requirement, supplier, facts.excluded),
  ];
}

/** Several musts of which one is enough, between quotation marks. */
export const eitherOf = (phrases: readonly string[]): string => phrases.join('” or “');

const shownPhrase = ({ phrase, asTyped }: RequirementNeed): string => asTyped ?? phrase;

/** Musts that are not met; what the supplier says beyond their fits has no part in it. */
export function capabilityBlockers(
  requirement: RequirementRecord,
  { fits, floors, any }: Pick<EligibilityFacts, 'fits' | 'floors' | 'any'>,
): Blocker[] {
  const missing = (phrase: string): Blocker => ({
    code: 'MISSING_CAPABILITY',
    message: `No evidence of “${phrase}”, which the buyer must have.`,
    subject: phrase,
    needed: phrase,
  });
  const blockers = requirement.needs
    .filter((need, at) => need.importance === 'must' && !any[at] && fits[at]! < floors[at]!)
    .map(shownPhrase)
    .map(missing);
  const either = requirement.needs.filter((_need, at) => any[at]);
  const metOne = requirement.needs.some((_need, at) => any[at] && fits[at]! >= floors[at]!);
  if (either.length > 0 && !metOne) blockers.push(missing(eitherOf(either.map(shownPhrase))));
  return blockers;
}

/** The code of a scheme in words: spelt as its label where that says no more ("Cyber Essentials"). */
function schemeName(scheme: string): string {
  const plain = scheme.replaceAll('_', ' ');
  const label = certifications().scheme(scheme)?.label;
  return label?.toLowerCase() === plain.toLowerCase() ? label : plain;
}

/** 'EN_15085_2' with level CL1 → "EN 15085 2 CL1": short enough for a sentence, where labels are not. */
export function certificateName(wanted: Pick<WantedCertificate, 'scheme' | 'level' | 'commodity'>): string {
  return [schemeName(wanted.scheme), wanted.level, wanted.commodity?.replaceAll('_', ' ').toLowerCase()]
    .filter(Boolean)
    .join(' ');
}

function certificateBlockers(requirement: RequirementRecord, supplier: SupplierRecord): Blocker[] {
  return requirement.certifications
    .filter((wanted) => wanted.importance === 'required')
    .flatMap((wanted) => {
      const blocker = certificateBlocker(
        wanted,
        certificateStatus(supplier.certificates, wanted, requirement.onDate),
        requirement.onDate,
      );
      return blocker ? [blocker] : [];
    });
}

/** The blocker that each answer to a certificate that is required is; null for the one that does. */
export const CERTIFICATE_BLOCKERS = {
  yes: null,
  no: 'CERTIFICATE_MISSING',
  expired: 'CERTIFICATE_EXPIRED',
  not_yet: 'CERTIFICATE_NOT_YET_VALID',
  unknown: 'CERTIFICATE_UNKNOWN',
} as const satisfies Record<Satisfaction, BlockerCode | null>;

/** What an answer to a certificate that is required keeps a supplier from; null when it is the one wanted. */
export function certificateBlocker(
  wanted: WantedCertificate,
  status: Satisfaction,
  onDate: string,
): Blocker | null {
  const code = CERTIFICATE_BLOCKERS[status];
  if (code === null) return null;
  const name = certificateName(wanted);
  const messages = {
    CERTIFICATE_MISSING: `Does not hold ${name}.`,
    CERTIFICATE_EXPIRED: `${name} will not be in date on ${onDate}.`,
    CERTIFICATE_NOT_YET_VALID: `${name} is not yet valid on ${onDate}.`,
    CERTIFICATE_UNKNOWN: `Holds ${name}, but whether it covers this on ${onDate} is not known.`,
  };
  const { scheme, level, commodity } = wanted;
  const certificate = { scheme, level, commodity };
  return { code, subject: scheme, needed: name, certificate, message: messages[code] };
}

function capacityBlockers(requirement: RequirementRecord, supplier: SupplierRecord): Blocker[] {
  const blockers: Blocker[] = [];
  const batch = requirement.quantity?.batch ?? null;
  const { min, max } = supplier.batch ?? { min: null, max: null };
  if (batch !== null && min !== null && lotTooSmall(batch, min)) {
    blockers.push({
      code: 'BATCH_TOO_SMALL',
      message: `Lots of ${number.format(batch)} are below its smallest of ${number.format(min)}.`,
      needed: batch,
      held: min,
    });
  }
  if (batch !== null && max !== null && lotTooLarge(batch, max)) {
    blockers.push({
      code: 'BATCH_TOO_LARGE',
      message: `Lots of ${number.format(batch)} are above its largest of ${number.format(max)}.`,
      needed: batch,
      held: max,
    });
  }
  const { valueGbp } = requirement;
  if (
    valueGbp !== null &&
    supplier.turnoverGbp !== null &&
    turnoverTooSmall(valueGbp, supplier.turnoverGbp)
  ) {
    blockers.push({
      code: 'TURNOVER_TOO_SMALL',
      message: `Turnover of ${pounds(supplier.turnoverGbp)} is below the contract value of ${pounds(valueGbp)} a year.`,
      needed: valueGbp,
      held: supplier.turnoverGbp,
    });
  }
  return blockers;
}

function placeBlockers(requirement: RequirementRecord, supplier: SupplierRecord, minutes: number): Blocker[] {
  const { regions, maxDriveMinutes: limit } = requirement;
  if (regions && regions.length > 0 && !supplier.sites.some((site) => regions.includes(site.region))) {
    return [
      {
        code: 'OUT_OF_REGION',
        message: `Has no site in ${regions.map((region) => REGION_NAME[region]).join(' or ')}.`,
        needed: regions.join(','),
      },
    ];
  }
  if (requirement.place === null || limit === null || minutes <= limit) return [];
  const held = Number.isFinite(minutes) ? Math.round(minutes) : undefined;
  const message =
    held === undefined
      ? 'Has no known site.'
      : `About ${driveInWords(held)} by road; the limit is ${driveInWords(limit)}.`;
  return [{ code: 'TOO_FAR', message, needed: limit, held }];
}

function exclusionBlockers(
  requirement: RequirementRecord,
  supplier: SupplierRecord,
  excluded: string | null,
): Blocker[] {
  const shut: readonly string[] = (requirement.excludes?.roles ?? []).filter((role) => role !== 'buysIn');
  const role = (supplier.roles ?? []).find((held) => shut.includes(held));
  const subject = excluded ?? role;
  return subject === undefined
    ? []
    : [{ code: 'EXCLUDED', message: `The buyer rules out ${subject}.`, subject }];
}
