import type { Notice } from '#lib/notifications';
import { toOpaqueId } from '#lib/platform';
import type { MergePlan } from './merge.plan.js';
import type { MergeRecord } from './merge.record.js';

const pageOf = ({ view }: MergeRecord): string => `/suppliers/${toOpaqueId('org', view.id)}`;

/** Told to everybody of both: two records are one, and what that means for them. */
export function mergedNotices(
  plan: MergePlan,
  mergerId: string,
  reason: string,
  byId: string | null,
): Notice[] {
  const { stays, goes } = plan;
  const [its, others] = [stays.view.organisation.name, goes.view.organisation.name];
  const people = [...new Set([...stays.members, ...goes.members].map(({ personId }) => personId))];
  const told: Notice = {
    organisationId: stays.view.id,
    kind: 'ACCESS',
    title: `Two records of ${its} are one now`,
    body: [
      `An officer has found that “${others}” was “${its}” a second time, and merged the two. Its people, certificates, introductions and history are with “${its}” now; its old addresses lead there.`,
      `“${reason}”`,
      'If these are two businesses, write to the officers soon: it can be undone until something of it is changed.',
    ].join('\n\n'),
    link: pageOf(stays),
    dedupKey: `merger:${mergerId}:merged`,
    personIds: people.filter((id) => id !== byId),
  };
  return [told, ...plan.introductions.joins.map((join) => joinedNotice(plan, mergerId, join.kept, byId))];
}

/** Told to a buyer who was in touch with both. */
function joinedNotice(
  { stays, goes }: MergePlan,
  mergerId: string,
  kept: { id: string; buyerId: string; requirementTitle: string },
  byId: string | null,
): Notice {
  const [its, others] = [stays.view.organisation.name, goes.view.organisation.name];
  return {
    organisationId: kept.buyerId,
    kind: 'INTRODUCTION',
    title: `One supplier, not two: ${its}`,
    body: `“${its}” and “${others}” were one business. What you have agreed with either for “${kept.requirementTitle}” stands in one introduction, as it was further along; the steps and messages of both are in it.`,
    link: `/introductions/${toOpaqueId('intro', kept.id)}`,
    dedupKey: `merger:${mergerId}:introduction:${kept.id}`,
    exceptPersonId: byId,
  };
}

/** Told to everybody of both: the two records are two again. */
export const undoneNotices = (
  records: readonly MergeRecord[],
  mergerId: string,
  byId: string | null,
): Notice[] =>
  records.map((record) => ({
    organisationId: record.view.id,
    kind: 'ACCESS',
    title: `${record.view.organisation.name} is a record of its own again`,
    body: 'An officer has taken back the merging of two records. Each has again what it had before.',
    link: pageOf(record),
    dedupKey: `merger:${mergerId}:undone:${record.view.id}`,
    personIds: record.members.map(({ personId }) => personId).filter((id) => id !== byId),
  }));
