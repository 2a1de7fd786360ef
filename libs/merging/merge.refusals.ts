import { type UserError, userError } from '#lib/platform';
import type { MergeRecord } from './merge.record.js';

const awarded = ({ introductions }: MergeRecord): string[] =>
  introductions.filter(({ state }) => state === 'AWARDED').map(({ requirementId }) => requirementId);

/** Why a record must be the one that stays, in words that follow its name; undefined when it need not. */
function mustStay(record: MergeRecord, other: MergeRecord): { code: string; because: string } | undefined {
  const { buyer, clusterBody } = record.view.organisation;
  if (clusterBody || record.authority) {
    return { code: 'BODY_STAYS', because: 'is a cluster body or an authority as well' };
  }
  if (buyer) return { code: 'BUYER_STAYS', because: 'is a buyer as well, with requirements of its own' };
  if (awarded(record).length > 0 && awarded(other).length === 0) {
    return { code: 'AWARD_STAYS', because: 'has been awarded work' };
  }
  return undefined;
}

/** That one of two records has been merged since the list was shown. */
export const mergedAlready = (field: string): UserError =>
  userError('MERGED_ALREADY', 'One of the two has been merged in the meantime. Look at the list again.', [
    field,
  ]);

/** Why two records cannot be merged in this way, and what to do instead. */
export function refusalsOf(stays: MergeRecord, goes: MergeRecord, alike: boolean): UserError[] {
  const [its, others] = [stays.view.organisation, goes.view.organisation];
  if (stays.view.id === goes.view.id) {
    return [userError('SAME_RECORD', 'This is one record. Choose two.', ['goesId'])];
  }
  const errors: UserError[] = [];
  if (!alike) {
    const both = its.companyNumber !== null && others.companyNumber !== null;
    const message = both
      ? `The two have different company numbers, ${its.companyNumber} and ${others.companyNumber}: they are two firms. Correct the wrong number first.`
      : 'Only records of one name in one postal district can be merged. Correct the name or the postcode of one of them first.';
    errors.push(userError('NOT_ALIKE', message, ['goesId']));
  }
  const reason = mustStay(goes, stays);
  if (reason) {
    const counter = mustStay(stays, goes);
    errors.push(
      counter
        ? userError(
            'NEITHER_CAN_GO',
            `“${others.name}” ${reason.because}, and “${its.name}” ${counter.because}: neither can go. Keep both.`,
            ['goesId'],
          )
        : userError(
            reason.code,
            `“${others.name}” ${reason.because}: keep that record, and merge the other into it.`,
            ['goesId'],
          ),
    );
  }
  const theirs = new Set(awarded(stays));
  for (const { requirementId, requirementTitle, state } of goes.introductions) {
    if (state !== 'AWARDED' || !theirs.has(requirementId)) continue;
    const message = `Both were awarded “${requirementTitle}”, and two awards of one requirement cannot become one. Keep both records.`;
    errors.push(userError('BOTH_AWARDED', message, ['goesId']));
  }
  const facing = [
    ...stays.introductions.filter(({ buyerId }) => buyerId === goes.view.id),
    ...goes.introductions.filter(({ buyerId }) => buyerId === stays.view.id),
  ];
  if (facing.length > 0) {
    const message = `The two are introduced to each other, for “${facing[0]!.requirementTitle}”: they are two firms.`;
    errors.push(userError('INTRODUCED_TO_EACH_OTHER', message, ['goesId']));
  }
  return errors;
}
