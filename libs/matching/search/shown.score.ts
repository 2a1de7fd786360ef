/**
 * The score that a search shows. Words that no supplier uses are left out of what is ranked for, yet they were typed: they count
 * as asked for and not met, by one factor for everybody, so that a number means the same on every page and the order stays.
 */
import { explainScored, textReason } from '../explanation/match.explanation.js';
import type { NeedColumn } from '../index/need.column.js';
import type { CriterionScore, Explanation, Match, NeedExplanation } from '../model/model.types.js';
import { AT, SCORE_UNITS } from '../model/scoring.constants.js';
import type { Evaluator } from '../ranking/supplier.evaluation.js';
import type { EnrichedQuery } from './query.enrichment.js';

type Asked = Pick<EnrichedQuery, 'leftOut' | 'askedShare'>;

/** A score in integer units as it is shown, 0..1. */
export const shownScore = (score: number, askedShare: number): number => (score / SCORE_UNITS) * askedShare;

/**
 * Reasons of a match that add up to the score shown: what was left out is a need that nobody meets, and words that nobody has. It takes
 * the weight that the other criteria give up.
 */
export function explainShown(
  evaluator: Evaluator,
  columns: readonly NeedColumn[],
  slot: number,
  match: Match,
  { leftOut, askedShare }: Asked,
): Explanation {
  evaluator.fitFrom(columns, slot);
  const explanation = explainScored(evaluator, slot, match);
  if (askedShare === 1) return explanation;
  const need = needOf(leftOut);
  const { weight: ofWords } = explanation.criteria[AT.text]!;
  const { weight: ofNeeds } = explanation.criteria[AT.capability]!;
  const toNeeds = ofNeeds + (1 - askedShare) * (1 - ofWords - ofNeeds);
  return {
    ...explanation,
    scoreShown: shownScore(explanation.score, askedShare),
    criteria: explanation.criteria.map((criterion): CriterionScore => {
      const contribution = criterion.contribution * askedShare;
      switch (criterion.name) {
        case 'capability': {
          const value = toNeeds > 0 ? contribution / toNeeds : 0;
          const reason = `${criterion.reason} ${need.reason}`;
          return { ...criterion, weight: toNeeds, value, contribution, reason };
        }
        case 'text': {
          const value = criterion.value * askedShare;
          const reason = textReason(value, evaluator.index.recordAt(slot));
          return { ...criterion, value, contribution, reason };
        }
        default:
          return { ...criterion, weight: criterion.weight * askedShare, contribution };
      }
    }),
    needs: [...explanation.needs, need],
    summary: `${explanation.summary} ${need.reason}`,
  };
}

const needOf = (leftOut: readonly string[]): NeedExplanation => ({
  phrase: leftOut.join(', '),
  // It rules nobody out.
  importance: 'should',
  fit: 0,
  level: 'notMet',
  metBy: [],
  reason: `No supplier says ${leftOut.map((word) => `“${word}”`).join(' or ')}.`,
});
