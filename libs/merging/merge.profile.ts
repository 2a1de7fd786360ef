import { completenessOf, type PublishableField, SUPPLIER_LIMITS, type SupplierView } from '#lib/directory';

/** What of the one that stays is filled in or joined from the other, by the names of the columns. */
export interface ProfileFill {
  organisation: Record<string, unknown>;
  profile: Record<string, unknown>;
  /** The same in words, for people. */
  words: string[];
}

/** What is public of one stays as private as it was: a value is not taken where that would publish it. */
function takes(stays: SupplierView, goes: SupplierView, fields: readonly PublishableField[]): boolean {
  return fields.every(
    (field) => !stays.profile.published.includes(field) || goes.profile.published.includes(field),
  );
}

const joined = <T extends string>(one: readonly T[], other: readonly T[]): T[] => {
  const known = new Set(one.map((text) => text.toLowerCase()));
  return [...one, ...other.filter((text) => !known.has(text.toLowerCase()))];
};

/**
 * What the record that stays lacks and the other has. Nothing that it states is overwritten: empty fields are filled,
 * lists joined, and the words of the other taken where it has none of its own.
 */
export function fillOf(stays: SupplierView, goes: SupplierView, goesHasMembers: boolean): ProfileFill {
  const [one, other] = [stays.profile, goes.profile];
  const fill: ProfileFill = { organisation: {}, profile: {}, words: [] };
  const set = (part: 'organisation' | 'profile', columns: Record<string, unknown>, words: string): void => {
    Object.assign(fill[part], columns);
    fill.words.push(words);
  };
  const [its, theirs] = [stays.organisation, goes.organisation];
  if (its.companyNumber === null && theirs.companyNumber !== null) {
    set('organisation', { company_number: theirs.companyNumber }, `Company number ${theirs.companyNumber}`);
  }
  if (its.website === null && theirs.website !== null) {
    set('organisation', { website: theirs.website }, `Website ${theirs.website}`);
  }
  if (its.sicCodes.length === 0 && theirs.sicCodes.length > 0) {
    set('organisation', { sic_codes: theirs.sicCodes }, `SIC codes ${theirs.sicCodes.join(', ')}`);
  }
  if (!its.claimed && theirs.claimed) fill.organisation.claimed = true;
  if (one.summary === '' && other.summary !== '') set('profile', { summary: other.summary }, 'Summary');
  const phrases = joined(one.phrases, other.phrases).slice(
    0,
    Math.max(SUPPLIER_LIMITS.phrases, one.phrases.length),
  );
  if (phrases.length > one.phrases.length) {
    set('profile', { phrases }, `In its own words: ${phrases.slice(one.phrases.length).join(', ')}`);
  }
  const markets = joined(one.marketsServed, other.marketsServed);
  if (markets.length > one.marketsServed.length)
    set('profile', { markets_served: markets }, 'Markets served');
  const roles = joined(one.roles, other.roles);
  if (roles.length > one.roles.length) fill.profile.roles = roles;
  if (one.employees === null && other.employees !== null && takes(stays, goes, ['EMPLOYEES', 'SIZE_BAND'])) {
    set('profile', { employees: other.employees }, 'People employed');
  }
  if (
    one.annualTurnoverGbp === null &&
    other.annualTurnoverGbp !== null &&
    takes(stays, goes, ['TURNOVER'])
  ) {
    set('profile', { annual_turnover_gbp: other.annualTurnoverGbp }, 'Turnover');
  }
  const otherBatch = other.batchMin !== null || other.batchMax !== null;
  if (one.batchMin === null && one.batchMax === null && otherBatch) {
    set('profile', { batch_min: other.batchMin, batch_max: other.batchMax }, 'Lot sizes');
  }
  if (one.leadTimeDays === null && other.leadTimeDays !== null) {
    set('profile', { lead_time_days: other.leadTimeDays }, 'Lead time');
  }
  if (one.verifiedAt === null && other.verifiedAt !== null) {
    set('profile', { verified_at: other.verifiedAt }, 'Verified by an officer');
  }
  if (goesHasMembers && !takes(stays, goes, ['CONTACTS'])) {
    const published = one.published.filter((field) => field !== 'CONTACTS');
    set('profile', { published }, 'Contacts are kept private: the other record did not publish its own');
  }
  return fill;
}

/** How complete the one that stays is then. */
export function completenessAfter(
  { organisation, profile, site, certificates, capabilities }: SupplierView,
  goes: SupplierView,
  fill: ProfileFill,
): number {
  const now = (part: 'organisation' | 'profile', column: string, value: unknown): unknown =>
    fill[part][column] ?? value;
  return completenessOf({
    postcode: site !== null || goes.site !== null,
    summary: now('profile', 'summary', profile.summary) !== '',
    capabilities: capabilities.length > 0 || goes.capabilities.length > 0,
    certificates: certificates.length > 0 || goes.certificates.length > 0,
    markets: (now('profile', 'markets_served', profile.marketsServed) as string[]).length > 0,
    employees: now('profile', 'employees', profile.employees) !== null,
    turnover: now('profile', 'annual_turnover_gbp', profile.annualTurnoverGbp) !== null,
    batch: [
      now('profile', 'batch_min', profile.batchMin),
      now('profile', 'batch_max', profile.batchMax),
    ].some((value) => value !== null),
    leadTime: now('profile', 'lead_time_days', profile.leadTimeDays) !== null,
    website: now('organisation', 'website', organisation.website) !== null,
  });
}
