import { missingParts, type ProfilePart, SupplierService, type SupplierView } from '#lib/directory';
import type { BlockerCode, BlockerKind } from '#lib/matching';
import { AppError, type Context, demand } from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { inTurns } from './event-loop.turn.js';
import { MatchIndexHolder } from './match-index.holder.js';
import { visibleToSupplier } from './match-list.store.js';
import { isInTrade } from './nearly.finder.js';

/** Why some requirements in its trade do not see a supplier. */
export interface HiddenReason {
  code: BlockerCode;
  /** In plain words. */
  reason: string;
  count: number;
}

/** How a profile does, in plain words. */
export interface ProfileHealth {
  visible: boolean;
  /** Sentences: whether buyers see it, and what would help. */
  reasons: string[];
  /** Open requirements that it is eligible for. */
  openRequirementsSeen: number;
  /** Open requirements in its trade that something keeps it from; one may count under several reasons. */
  hiddenCount: number;
  hidden: HiddenReason[];
}

const advice: Readonly<Record<ProfilePart, string>> = {
  postcode: 'Add the postcode of the site where the work is done.',
  summary: 'Say in a few sentences what you do.',
  capabilities: 'Add your capabilities: buyers are matched by them.',
  certificates: 'Add your certificates, with the days they run out.',
  markets: 'Say which sectors you serve.',
  employees: 'Give the number of your people (never shown to others).',
  turnover:
    'Give your turnover (never shown to others): without it, buyers cannot see that you are large enough.',
  batch: 'Give your smallest and largest lot.',
  leadTime: 'Give your usual lead time.',
  website: 'Add your web address.',
};

const hiddenWords: Readonly<Record<BlockerCode, string>> = {
  MISSING_CAPABILITY: 'a capability that is needed is not in your profile',
  CERTIFICATE_MISSING: 'a certificate that is required is not in your profile',
  CERTIFICATE_EXPIRED: 'a certificate that is required has run out, or will have by the first delivery',
  CERTIFICATE_NOT_YET_VALID: 'a certificate that is required is not valid yet',
  CERTIFICATE_UNKNOWN: 'your profile does not say how long a required certificate is valid',
  TOO_FAR: 'you are further away than the buyer wants',
  OUT_OF_REGION: 'the buyer asks for another region',
  BATCH_TOO_SMALL: 'the lot is smaller than your smallest',
  BATCH_TOO_LARGE: 'the lot is larger than your largest',
  TURNOVER_TOO_SMALL: 'the contract is worth more than your turnover',
  NOT_ACCEPTING_WORK: 'you say that you take no new work',
  EXCLUDED: 'the buyer excludes what you offer',
};

/** Tells suppliers whether buyers see them, and what keeps them from being seen more. */
@Injectable()
export class ProfileHealthService {
  constructor(
    private readonly holder: MatchIndexHolder,
    private readonly suppliers: SupplierService,
  ) {}

  /**
   * Explains a profile against every open requirement it may know of.
   * @throws AppError NOT_FOUND unless the actor belongs to the supplier or is staff; NOT_READY while the index loads
   */
  async of(ctx: Context, supplierId: string): Promise<ProfileHealth> {
    demand(ctx.actor, 'organisation.view-private', supplierId);
    const view = (await this.suppliers.find(ctx, [supplierId])).get(supplierId);
    if (!view) throw new AppError('NOT_FOUND');
    const held = await this.holder.admit(supplierId);
    const { records, standing } = await this.holder.economy();
    const allowed = await visibleToSupplier(ctx, supplierId, [...records.keys()]);
    const nos = new Set([...allowed].map((id) => records.get(id)?.no));
    const hidden = new Map<BlockerCode, number>();
    let seen = 0;
    let hiddenCount = 0;
    for (const outlook of await inTurns(standing.outlooksOf(view.no))) {
      if (!nos.has(outlook.requirementNo)) continue;
      if (outlook.blockers.length === 0) seen += 1;
      else if (outlook.fit !== null && isInTrade(outlook)) {
        hiddenCount += 1;
        for (const code of codesOf(outlook.blockers)) hidden.set(code, (hidden.get(code) ?? 0) + 1);
      }
    }
    const visible = held !== undefined && view.profile.acceptingWork && isFindable(view);
    return {
      visible,
      reasons: reasonsOf(view, visible, seen, hiddenCount),
      openRequirementsSeen: seen,
      hiddenCount,
      hidden: [...hidden]
        .map(([code, count]) => ({ code, reason: hiddenWords[code], count }))
        .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
    };
  }
}

const codesOf = (blockers: readonly BlockerKind[]): Set<BlockerCode> =>
  new Set(blockers.map(({ code }) => code));

/** Whether nothing but the name says what a supplier does. */
const isReadFromName = ({ capabilities, profile }: SupplierView): boolean =>
  profile.summary === '' && capabilities.length > 0 && capabilities.every(({ source }) => source === 'PROSE');

const isFindable = ({ capabilities, profile, sites }: SupplierView): boolean =>
  sites.length > 0 && (capabilities.length > 0 || profile.summary !== '');

function reasonsOf(view: SupplierView, visible: boolean, seen: number, hidden: number): string[] {
  const { profile, organisation } = view;
  const byName = isReadFromName(view);
  const reasons = [
    `Visible to buyers: ${visible ? (byName ? 'yes, by what your name says' : 'yes') : 'no'}.`,
  ];
  if (!profile.acceptingWork) reasons.push('You say that you take no new work: change that to be matched.');
  reasons.push(
    `${seen === 1 ? '1 open requirement' : `${seen} open requirements`} could see you; ${hidden} in your trade ${hidden === 1 ? 'is' : 'are'} out of reach for now.`,
  );
  const missing = missingParts({
    postcode: view.sites.length > 0,
    summary: profile.summary !== '',
    capabilities: view.capabilities.length > 0 && !byName,
    certificates: view.certificates.length > 0,
    markets: profile.marketsServed.length > 0,
    employees: profile.employees !== null,
    turnover: profile.annualTurnoverGbp !== null,
    batch: profile.batchMin !== null || profile.batchMax !== null,
    leadTime: profile.leadTimeDays !== null,
    website: organisation.website !== null,
  });
  return [...reasons, ...missing.map((part) => advice[part])];
}
