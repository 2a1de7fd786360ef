import type { CapabilityView, CertificateView, SiteView } from '#lib/directory';
import type { IntroductionState } from '#lib/introductions';
import type { UserError } from '#lib/platform';
import { EVIDENCE_LEVELS } from '#lib/taxonomy';
import { completenessAfter, fillOf, type ProfileFill } from './merge.profile.js';
import type { MergeIntroduction, MergeRecord } from './merge.record.js';
import { refusalsOf } from './merge.refusals.js';

/** One that is there twice: of the pair, `kept` goes on standing. */
export interface Joined<T> {
  kept: T;
  dropped: T;
}

/** What moves from the record that goes, and what both have, which is then there once. */
export interface Part<T> {
  moves: T[];
  joins: Joined<T>[];
}

/** All that merging two records does. The page that asks, and the one that does it, read the same plan. */
export interface MergePlan {
  stays: MergeRecord;
  goes: MergeRecord;
  /** Why it cannot be done; empty when it can. */
  refusals: UserError[];
  sites: Part<SiteView>;
  certificates: Part<CertificateView>;
  capabilities: Part<CapabilityView>;
  introductions: Part<MergeIntroduction>;
  fill: ProfileFill;
  completeness: number;
}

/** How far an introduction has come: an award is the furthest, what has ended without one the least. */
const FURTHEST: Readonly<Record<IntroductionState, number>> = {
  AWARDED: 4,
  SHORTLISTED: 3,
  INTERESTED: 2,
  INVITED: 2,
  SUGGESTED: 1,
  DECLINED: 0,
  WITHDRAWN: 0,
  LAPSED: 0,
};

const isFurther = (one: MergeIntroduction, other: MergeIntroduction): boolean =>
  FURTHEST[one.state] !== FURTHEST[other.state]
    ? FURTHEST[one.state] > FURTHEST[other.state]
    : one.updatedAt >= other.updatedAt;

export const awardsOf = ({ introductions }: MergeRecord): MergeIntroduction[] =>
  introductions.filter(({ state }) => state === 'AWARDED');

/** Of two records the one that has come further: it is the one to keep, unless somebody says otherwise. */
export function further(one: MergeRecord, other: MergeRecord): MergeRecord {
  const rank = (record: MergeRecord): number[] => [
    Number(awardsOf(record).length > 0),
    Number(record.view.organisation.buyer || record.view.organisation.clusterBody || record.authority),
    Number(record.view.organisation.claimed || record.members.length > 0),
    record.introductions.length,
    Number(record.view.organisation.companyNumber !== null),
    record.view.profile.completeness,
  ];
  const [its, others] = [rank(one), rank(other)];
  const at = its.findIndex((value, place) => value !== others[place]);
  if (at >= 0) return its[at]! > others[at]! ? one : other;
  return one.view.id < other.view.id ? one : other;
}

/**
 * What merging does: pure, so that what is shown is what is done.
 * @param alike whether the two may be one, as an import would say
 */
export function planMerge(stays: MergeRecord, goes: MergeRecord, alike: boolean): MergePlan {
  const fill = fillOf(stays.view, goes.view, goes.members.length > 0);
  return {
    stays,
    goes,
    refusals: refusalsOf(stays, goes, alike),
    sites: joinSites(stays.view.sites, goes.view.sites),
    certificates: joinCertificates(stays, goes),
    capabilities: joinCapabilities(stays, goes, fill),
    introductions: joinIntroductions(stays, goes),
    fill,
    completeness: completenessAfter(stays.view, goes.view, fill),
  };
}

/** Parts what moves from what both have. `kept` is theirs, unless `keep` says that the one that comes is. */
function parted<T>(
  theirs: readonly T[],
  coming: readonly T[],
  isSame: (one: T, other: T) => boolean,
  keep: (mine: T, comes: T) => T = (mine) => mine,
): Part<T> {
  const left = [...theirs];
  const part: Part<T> = { moves: [], joins: [] };
  for (const one of coming) {
    const at = left.findIndex((other) => isSame(other, one));
    if (at < 0) {
      part.moves.push(one);
      continue;
    }
    const [mine] = left.splice(at, 1) as [T];
    const kept = keep(mine, one);
    part.joins.push({ kept, dropped: kept === mine ? one : mine });
  }
  return part;
}

const folded = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** A place is the same by its postcode, unless two addresses say otherwise. */
const joinSites = (theirs: readonly SiteView[], coming: readonly SiteView[]): Part<SiteView> =>
  parted(
    theirs,
    coming,
    (one, other) =>
      one.postcode === other.postcode &&
      (one.address === null || other.address === null || folded(one.address) === folded(other.address)),
  );

const statements = [
  'edition',
  'level',
  'commodity',
  'scope',
  'issuer',
  'number',
  'validFrom',
  'validTo',
] as const satisfies readonly (keyof CertificateView)[];

/** Whether one says nothing that the other does not say as well. */
const saysNoMore = (less: CertificateView, more: CertificateView): boolean =>
  less.scheme === more.scheme &&
  (less.scheme !== 'UNKNOWN' || folded(less.stated) === folded(more.stated)) &&
  statements.every((field) => less[field] === null || less[field] === more[field]);

/** One that was checked, or could not be confirmed, stands for itself: what was checked is those very words. */
function joinCertificates(stays: MergeRecord, goes: MergeRecord): Part<CertificateView> {
  const checked = new Set([...stays.checkedCertificates, ...goes.checkedCertificates]);
  const gives = (less: CertificateView, more: CertificateView): boolean =>
    saysNoMore(less, more) &&
    !checked.has(less.id) &&
    less.refusedOn === null &&
    more.refusedOn === null &&
    EVIDENCE_LEVELS.indexOf(less.evidence) <= EVIDENCE_LEVELS.indexOf(more.evidence);
  return parted(
    stays.view.certificates,
    goes.view.certificates,
    (mine, comes) => gives(comes, mine) || gives(mine, comes),
    (mine, comes) => (gives(comes, mine) ? mine : comes),
  );
}

/** What was read in words that do not come along does not come either. */
function joinCapabilities(stays: MergeRecord, goes: MergeRecord, fill: ProfileFill): Part<CapabilityView> {
  const coming = goes.view.capabilities.filter(
    ({ source, evidence, refusedOn }) =>
      source !== 'PROSE' || 'summary' in fill.profile || evidence !== 'SELF_DECLARED' || refusedOn !== null,
  );
  return parted(
    stays.view.capabilities,
    coming,
    (one, other) => one.code === other.code && one.role === other.role,
  );
}

const joinIntroductions = (stays: MergeRecord, goes: MergeRecord): Part<MergeIntroduction> =>
  parted(
    stays.introductions,
    goes.introductions,
    (one, other) => one.requirementId === other.requirementId,
    (mine, comes) => (isFurther(mine, comes) ? mine : comes),
  );
