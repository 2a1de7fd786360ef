import {
  DraftChecks,
  type ProfileLookups,
  readCertificate,
  shippedLookups,
  UNKNOWN_SCHEME,
} from '#lib/directory';
import { parsePostcode } from '#lib/geography';
import { CRITERIA, wantedCodes } from '#lib/matching';
import type { UserError } from '#lib/platform';
import type { Region } from '#lib/taxonomy';
import { createHash } from 'node:crypto';
import type {
  NeedDraft,
  PreparedCertification,
  PreparedNeed,
  PreparedRequirement,
  RequirementDraft,
} from './requirement.draft.js';

/** Greatest lengths in characters and numbers of items. */
export const REQUIREMENT_LIMITS = {
  title: 300,
  description: 20_000,
  phrase: 500,
  needs: 50,
  certifications: 50,
  cpvCodes: 50,
  driveMinutes: 600,
  usualReplyDays: 10,
} as const;

const regionCodes: readonly Region[] = ['EAST_MIDLANDS', 'WEST_MIDLANDS', 'OTHER'];

/**
 * Checks a draft and reads its words: capabilities in each need, certificates, sectors. Pure. All errors are told at
 * once. A certificate of no known scheme is an error where somebody can mend it (a form), and a warning in an import,
 * which keeps it as text.
 */
export function readRequirementDraft(
  draft: RequirementDraft,
  lookups: ProfileLookups = shippedLookups(),
): { errors: UserError[]; requirement?: PreparedRequirement } {
  const checks = new DraftChecks();
  const forms = draft.origin === 'REGISTERED';
  const title = checks.text(draft.title, REQUIREMENT_LIMITS.title, ['title']);
  if (title === '') checks.error('REQUIRED', 'Give the requirement a title.', ['title']);
  const content = {
    buyerId: draft.buyerId,
    title,
    description: checks.text(draft.description, REQUIREMENT_LIMITS.description, ['description']),
    needs: readNeeds(draft.needs ?? [], checks, lookups),
    certifications: readCertifications(draft, checks, lookups, forms ? 'error' : 'warn'),
    sectors: checks.sectors(draft.sectors, lookups.sector, 'sectors', forms ? 'error' : 'warn'),
    cpvCodes: readCpvCodes(draft, checks),
    ...readNumbers(draft, checks),
    postcode: readPostcode(draft, checks),
    place: draft.place ?? null,
    regions: readRegions(draft, checks),
    firstDeliveryOn: checks.day(draft.firstDeliveryOn, ['firstDeliveryOn']),
    closesOn: checks.day(draft.closesOn, ['closesOn']),
    visibility: draft.visibility ?? 'OPEN',
    replyDays: checks.whole(draft.replyDays, [1, 60], ['replyDays']) ?? REQUIREMENT_LIMITS.usualReplyDays,
    weights: readWeights(draft, checks),
    source: draft.source ?? null,
    state: draft.state ?? (forms ? 'DRAFT' : 'OPEN'),
    origin: draft.origin,
  } satisfies Omit<PreparedRequirement, 'warnings' | 'contentHash'>;
  if (checks.errors.length > 0) return { errors: checks.errors };
  const contentHash = createHash('sha1').update(JSON.stringify(content)).digest('base64url');
  return { errors: [], requirement: { ...content, warnings: checks.warnings, contentHash } };
}

/** What to say of a need whose words name no capability. */
export const needNotRecognised = (phrase: string): string =>
  `We recognise no capability in "${phrase}": it is matched by its words alone.`;

function readNeeds(
  drafts: readonly NeedDraft[],
  checks: DraftChecks,
  lookups: ProfileLookups,
): PreparedNeed[] {
  if (drafts.length > REQUIREMENT_LIMITS.needs) {
    checks.error('TOO_MANY', `At most ${REQUIREMENT_LIMITS.needs} needs. Split the requirement in two.`, [
      'needs',
    ]);
  }
  return drafts.map(({ phrase: stated, codes: picked, importance }, at) => {
    const phrase = checks.text(stated, REQUIREMENT_LIMITS.phrase, ['needs', at, 'phrase']);
    if (phrase === '')
      checks.error('REQUIRED', 'Say what is needed, or remove this line.', ['needs', at, 'phrase']);
    for (const [index, code] of (picked ?? []).entries()) {
      if (lookups.node(code)) continue;
      const path = ['needs', at, 'codes', index];
      checks.error('UNKNOWN_CAPABILITY', `There is no capability with the code "${code}".`, path);
    }
    const chosen = [...new Set(picked)];
    const codes = chosen.length > 0 ? chosen : wantedCodes(phrase, lookups);
    if (codes.length === 0 && phrase !== '') {
      checks.warn('NEED_NOT_RECOGNISED', needNotRecognised(phrase), ['needs', at, 'phrase']);
    }
    return { phrase, codes, picked: chosen.length > 0, importance };
  });
}

function readCertifications(
  { certifications }: RequirementDraft,
  checks: DraftChecks,
  lookups: ProfileLookups,
  unknown: 'error' | 'warn',
): PreparedCertification[] {
  const read = (importance: 'required' | 'desired'): PreparedCertification[] =>
    (certifications?.[importance] ?? []).flatMap((name, at) => {
      const path = ['certifications', importance, at];
      const stated = checks.text(name, 200, path);
      if (stated === '') return [];
      const certificate = readCertificate({ stated }, lookups);
      if (certificate.scheme === UNKNOWN_SCHEME) {
        const remedy =
          unknown === 'error' ? 'Pick it from the list, or describe it in the text.' : 'It is kept as text.';
        checks[unknown]('UNKNOWN_CERTIFICATE', `We do not know "${stated}". ${remedy}`, path);
      }
      return [
        {
          // In this order: the hash of what was imported depends on it.
          scheme: certificate.scheme,
          stated,
          edition: certificate.edition,
          level: certificate.level,
          commodity: certificate.commodity,
          importance,
        },
      ];
    });
  const all = [...read('required'), ...read('desired')];
  if (all.length > REQUIREMENT_LIMITS.certifications) {
    checks.error('TOO_MANY', `At most ${REQUIREMENT_LIMITS.certifications} certificates.`, [
      'certifications',
    ]);
  }
  return all;
}

function readCpvCodes({ cpvCodes }: RequirementDraft, checks: DraftChecks): string[] {
  const texts = checks.texts(cpvCodes, { longest: 12, most: REQUIREMENT_LIMITS.cpvCodes }, 'cpvCodes');
  const codes = texts.flatMap((text, at) => {
    const code = /^(\d{8})(?:-\d)?$/.exec(text)?.[1];
    if (code) return [code];
    checks.error('INVALID_VALUE', `"${text}" is not a CPV code: it has eight digits, such as 42600000.`, [
      'cpvCodes',
      at,
    ]);
    return [];
  });
  return [...new Set(codes)];
}

function readNumbers(
  draft: RequirementDraft,
  checks: DraftChecks,
): Pick<
  PreparedRequirement,
  'valueGbp' | 'quantityPerYear' | 'quantityBatch' | 'leadTimeDays' | 'maxDriveMinutes'
> {
  const pieces = [1, 2_000_000_000] as const;
  return {
    valueGbp: checks.whole(draft.valueGbp, [0, 1e12], ['valueGbp']),
    quantityPerYear: checks.whole(draft.quantity?.perYear, pieces, ['quantity', 'perYear']),
    quantityBatch: checks.whole(draft.quantity?.batch, pieces, ['quantity', 'batch']),
    leadTimeDays: checks.whole(draft.leadTimeDays, [0, 3_650], ['leadTimeDays']),
    maxDriveMinutes: checks.whole(
      draft.maxDriveMinutes,
      [1, REQUIREMENT_LIMITS.driveMinutes],
      ['maxDriveMinutes'],
    ),
  };
}

function readPostcode({ postcode, place }: RequirementDraft, checks: DraftChecks): string | null {
  const typed = postcode?.trim() ?? '';
  if (typed === '') return place ? (place.postcode ?? place.outcode) : null;
  const read = parsePostcode(typed, { allowOutcode: true });
  if (!('error' in read)) return read.canonical;
  checks.error('INVALID_POSTCODE', read.error, ['postcode']);
  return null;
}

function readRegions({ regions }: RequirementDraft, checks: DraftChecks): Region[] | null {
  if (!regions || regions.length === 0) return null;
  regions.forEach((region, at) => {
    if (!regionCodes.includes(region))
      checks.error('INVALID_VALUE', `"${region}" is not a region.`, ['regions', at]);
  });
  return [...new Set(regions)];
}

function readWeights({ weights }: RequirementDraft, checks: DraftChecks): PreparedRequirement['weights'] {
  if (!weights) return null;
  const given = Object.entries(weights).filter(([, weight]) => weight !== undefined);
  for (const [name, weight] of given) {
    if (!(CRITERIA as readonly string[]).includes(name)) {
      checks.error('INVALID_VALUE', `"${name}" is not a criterion.`, ['weights', name]);
    } else if (!Number.isFinite(weight) || weight < 0 || weight > 1_000) {
      checks.error('OUT_OF_RANGE', 'A weight is a number from 0 to 1000.', ['weights', name]);
    }
  }
  if (given.length > 0 && given.length === CRITERIA.length && given.every(([, weight]) => weight === 0)) {
    checks.error('OUT_OF_RANGE', 'At least one criterion must weigh more than nothing.', ['weights']);
  }
  return given.length > 0 ? Object.fromEntries(given) : null;
}
