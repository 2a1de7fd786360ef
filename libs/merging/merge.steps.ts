import { findCapability } from '#lib/taxonomy';
import type { MergePlan, Part } from './merge.plan.js';

export const MERGE_PARTS = [
  'PROFILE',
  'REFERENCES',
  'SITES',
  'CAPABILITIES',
  'CERTIFICATES',
  'PEOPLE',
  'INVITATIONS',
  'CLUSTER_BODIES',
  'INTRODUCTIONS',
  'CONTRACTS',
  'SAVED_SEARCHES',
  'WEBHOOKS',
] as const;
export type MergePart = (typeof MERGE_PARTS)[number];

/** What merging does with one part of the record that goes, name by name. */
export interface MergeStep {
  part: MergePart;
  /** What the one that stays has then as well. */
  moves: string[];
  /** What both have: it is there once. */
  joins: string[];
}

function named<T>(part: MergePart, { moves, joins }: Part<T>, name: (one: T) => string): MergeStep {
  return { part, moves: moves.map(name), joins: joins.map(({ kept }) => name(kept)) };
}

/** Those of the one that goes, parted by what the one that stays has already. */
function listed<T>(
  part: MergePart,
  theirs: readonly T[],
  coming: readonly T[],
  key: (one: T) => string,
  name: (one: T) => string,
): MergeStep {
  const known = new Set(theirs.map(key));
  return {
    part,
    moves: coming.filter((one) => !known.has(key(one))).map(name),
    joins: coming.filter((one) => known.has(key(one))).map(name),
  };
}

/** A plan in words, part by part; parts with nothing in them are left out. */
export function mergeSteps(plan: MergePlan): MergeStep[] {
  const { stays, goes } = plan;
  const steps: MergeStep[] = [
    { part: 'PROFILE', moves: plan.fill.words, joins: [] },
    {
      part: 'REFERENCES',
      moves: goes.view.references.map(({ scheme, identifier }) => `${scheme} ${identifier}`),
      joins: [],
    },
    named('SITES', plan.sites, ({ postcode, address }) => (address ? `${postcode}, ${address}` : postcode)),
    named('CAPABILITIES', plan.capabilities, ({ code }) => findCapability(code)?.label ?? code),
    named('CERTIFICATES', plan.certificates, ({ stated, number }) =>
      number ? `${stated}, ${number}` : stated,
    ),
    listed(
      'PEOPLE',
      stays.members,
      goes.members,
      ({ personId }) => personId,
      ({ name, email, role }) => `${name}, ${email} (${role.toLowerCase().replace('_', ' ')})`,
    ),
    listed(
      'INVITATIONS',
      stays.invitations,
      goes.invitations,
      ({ email }) => email,
      ({ email }) => email,
    ),
    listed(
      'CLUSTER_BODIES',
      stays.clusters,
      goes.clusters,
      ({ id }) => id,
      ({ name }) => name,
    ),
    named(
      'INTRODUCTIONS',
      plan.introductions,
      ({ requirementTitle, buyerName, state }) =>
        `${requirementTitle}, ${buyerName} (${state.toLowerCase()})`,
    ),
    listed(
      'CONTRACTS',
      stays.contracts,
      goes.contracts,
      ({ requirementId }) => requirementId,
      ({ title }) => title,
    ),
    listed(
      'SAVED_SEARCHES',
      stays.savedSearches,
      goes.savedSearches,
      ({ key }) => key,
      ({ name }) => name,
    ),
    listed(
      'WEBHOOKS',
      stays.webhooks,
      goes.webhooks,
      ({ url }) => url,
      ({ url }) => url,
    ),
  ];
  return steps.filter(({ moves, joins }) => moves.length + joins.length > 0);
}
