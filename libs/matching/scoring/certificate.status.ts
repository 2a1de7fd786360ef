/** Whether a supplier's certificates meet what is wanted, on the date it matters. */
import { satisfies, type HeldCertificate, type Satisfaction } from '#lib/taxonomy';
import type { WantedCertificate } from '../model/model.types.js';
import { UNKNOWN_VALUE } from './criteria.scoring.js';
import { VALUE_MAX } from '../model/scoring.constants.js';

/** Best last: what a supplier with several certificates is judged by. */
const ORDER: readonly Satisfaction[] = ['no', 'expired', 'not_yet', 'unknown', 'yes'];

/** Rank of an answer; higher is better for the supplier. */
export const satisfactionRank = (answer: Satisfaction): number => ORDER.indexOf(answer);
export const satisfactionOfRank = (rank: number): Satisfaction => ORDER[rank]!;

/** The best answer any held certificate gives. */
export function certificateStatus(
  held: readonly HeldCertificate[],
  wanted: WantedCertificate,
  onDate: string,
): Satisfaction {
  let best = 0;
  for (const certificate of held)
    best = Math.max(best, satisfactionRank(satisfies(certificate, wanted, onDate)));
  return satisfactionOfRank(best);
}

/** What an answer is worth: an unknown one half, a lapsed or coming one a little where it is only desired. */
export function certificatePoints(answer: Satisfaction): number {
  switch (answer) {
    case 'yes':
      return VALUE_MAX;
    case 'unknown':
      return UNKNOWN_VALUE;
    case 'not_yet':
    case 'expired':
      return 40;
    case 'no':
      return 0;
  }
}
