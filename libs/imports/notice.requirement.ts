import { type BuyerDraft, nameKey, readCompanyNumber } from '#lib/directory';
import { placeFinder } from '#lib/geography';
import { findCertificates } from '#lib/taxonomy';
import { noticeNeeds, noticeSectors } from './notice.needs.js';
import type { NoticeAward, NoticeDraft, NoticeOrganisation, NoticeTender } from './ocds.draft.js';
import type { RequirementRow } from './requirement.import.js';

export const OCDS_SCHEME = 'ocds';
const LONGEST_TITLE = 300;
const LONGEST_DESCRIPTION = 20_000;
const MOST_CPV_CODES = 50;
const MS_A_MONTH = (365.25 / 12) * 86_400_000;

type NoticeState = 'DRAFT' | 'OPEN' | 'AWARDED' | 'CLOSED' | 'WITHDRAWN';

/**
 * The requirement a notice makes, in the state it is in on `today` (ISO). A planned tender is a draft, an active one
 * is open until its end date, a cancelled one withdrawn, one with an award awarded; everything else is closed.
 */
export function noticeRequirement(
  row: number,
  notice: NoticeDraft & { tender: NoticeTender; buyer: NoticeOrganisation },
  today: string,
): RequirementRow {
  const { tender } = notice;
  const postcode = tender.deliveryPostcodes.find(isPlaceable) ?? null;
  const named = findCertificates(tender.description).map(({ start, end }) =>
    tender.description.slice(start, end),
  );
  const stated = new Map(named.map((words) => [words.toLowerCase(), words]));
  return {
    row,
    buyer: noticeBuyer(notice.buyer),
    draft: {
      title: cut(tender.title, LONGEST_TITLE),
      description: cut(tender.description, LONGEST_DESCRIPTION),
      needs: noticeNeeds(tender),
      // A certificate named in running text may be a condition or an aside: a wish does no supplier an injustice.
      certifications: { required: [], desired: [...stated.values()] },
      sectors: noticeSectors(tender),
      cpvCodes: tender.cpvCodes.slice(0, MOST_CPV_CODES),
      valueGbp: valueOfAYear(tender),
      postcode,
      firstDeliveryOn: tender.contractStartsOn,
      closesOn: tender.closesOn,
      source: { scheme: OCDS_SCHEME, identifier: notice.ocid },
      state: stateOf(tender, notice.awards, today),
      origin: 'OCDS',
    },
  };
}

/** Awards that name somebody and were not withdrawn. */
export const standingAwards = (awards: readonly NoticeAward[]): NoticeAward[] =>
  awards.filter(
    ({ status, suppliers }) => suppliers.length > 0 && (status === null || /^active$/i.test(status)),
  );

/** What an award says, in a sentence; undefined when nobody was awarded anything. */
export function awardOutcome(awards: readonly NoticeAward[]): string | undefined {
  const standing = standingAwards(awards);
  const names = [...new Set(standing.flatMap(({ suppliers }) => suppliers.map(({ name }) => name)))];
  if (names.length === 0) return undefined;
  const on = standing.map(({ awardedOn }) => awardedOn ?? '').reduce((a, b) => (a > b ? a : b), '');
  return cut(`Awarded to ${names.join(', ')}${on === '' ? '' : ` on ${on}`}.`, 2_000);
}

/** The buyer is known again by an identifier of a public list, else by its name and postcode. */
function noticeBuyer({ name, identifiers, address }: NoticeOrganisation): BuyerDraft {
  const registered = identifiers.find(({ scheme }) => scheme === 'GB-COH');
  const companyNumber = registered ? (readCompanyNumber(registered.id) ?? null) : null;
  const listed = companyNumber === null ? identifiers.find(({ scheme }) => scheme !== '') : registered;
  const postcode = address?.postcode ?? null;
  const placed = postcode !== null && isPlaceable(postcode);
  return {
    name: cut(name, LONGEST_TITLE),
    companyNumber,
    // A buyer may sit anywhere in the country; only our tables' postcodes give it a site.
    postcode: placed ? postcode : null,
    reference: listed
      ? { scheme: listed.scheme, identifier: companyNumber ?? listed.id }
      : {
          scheme: 'ocds-buyer',
          identifier: `${nameKey(name)}|${(postcode ?? '').replace(/\s/g, '').toUpperCase()}`,
        },
    origin: 'OCDS',
  };
}

const isPlaceable = (postcode: string): boolean => !('error' in placeFinder().locate(postcode));

function stateOf(tender: NoticeTender, awards: readonly NoticeAward[], today: string): NoticeState {
  if (awardOutcome(awards) !== undefined) return 'AWARDED';
  const status = tender.status?.toLowerCase() ?? 'active';
  if (status === 'planning' || status === 'planned') return 'DRAFT';
  if (status === 'cancelled' || status === 'withdrawn') return 'WITHDRAWN';
  const over = tender.closesOn !== null && tender.closesOn < today;
  return status === 'active' && !over ? 'OPEN' : 'CLOSED';
}

/** Requirements count a year's work; a notice states the whole contract. */
function valueOfAYear({ valueGbp, contractStartsOn, contractEndsOn }: NoticeTender): number | null {
  if (valueGbp === null) return null;
  const months =
    contractStartsOn !== null && contractEndsOn !== null
      ? Math.round((Date.parse(contractEndsOn) - Date.parse(contractStartsOn)) / MS_A_MONTH)
      : 12;
  return Math.min(Math.round(valueGbp / Math.max(1, months / 12)), 1e12);
}

const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
