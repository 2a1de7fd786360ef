import type { CriterionName } from './model.types.js';

/** Stored with each match. Changes whenever the same data could rank differently. */
export const ENGINE_VERSION = '1.16.0';

/** The criteria, in the order in which a match lists its values. */
export const CRITERIA = [
  'capability',
  'sector',
  'certification',
  'capacity',
  'reach',
  'text',
  'standing',
] as const satisfies readonly CriterionName[];

/** Where each criterion stands in that order. */
export const AT = Object.fromEntries(CRITERIA.map((name, at) => [name, at])) as Record<CriterionName, number>;

/** Largest integer value of one criterion. */
export const VALUE_MAX = 255;
/** What the integer weights of one requirement sum to. */
export const WEIGHT_SUM = 1000;
/** Score units of a perfect match. */
export const SCORE_UNITS = VALUE_MAX * WEIGHT_SUM;

/**
 * Default weights. A criterion that a requirement does not ask about is left out and the others are
 * scaled up, so the weights of every requirement sum to WEIGHT_SUM.
 */
export const DEFAULT_WEIGHTS: Readonly<Record<CriterionName, number>> = {
  capability: 500,
  sector: 40,
  certification: 70,
  capacity: 60,
  reach: 40,
  text: 270,
  standing: 20,
};

/**
 * Words already read as capabilities would count twice: where the tree reads every need, text keeps this
 * share of its default weight, and in proportion where it reads some.
 */
export const EXPLAINED_TEXT_PERCENT = 80;
