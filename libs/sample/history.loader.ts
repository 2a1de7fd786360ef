import {
  type AwardService,
  destination,
  factsOfPairs,
  type IntroductionMessageService,
  type IntroductionState,
  type IntroductionSteps,
  isWorkingDay,
} from '#lib/introductions';
import { type TransactionContext, type UnitOfWork, systemActor } from '#lib/platform';
import { isMatched, MATCHED_STATES, type RequirementService } from '#lib/requirements';
import { type MatchedRequirement, planHistory, type PlannedStep } from './history.plan.js';

/** What a history needs of the rest of the product. */
export interface HistoryStores {
  /** A unit of work whose clock shows what it is given: what happened is written as of when it happened. */
  unitOfWorkAt: (clock: () => Date) => UnitOfWork;
  steps: Pick<IntroductionSteps, 'take'>;
  awards: Pick<AwardService, 'record'>;
  messages: Pick<IntroductionMessageService, 'send'>;
  requirements: Pick<RequirementService, 'move'>;
}

/** Best matches of each requirement that a history is made of. */
const BEST = 14;
/** Requirements that a supplier with people is brought into. */
const GUEST_OF = 5;
/** Working days between the publication of a requirement and the first that happened to it. */
const PUBLISHED_BEFORE = 2;
/** Hours at which things happen, UTC; another from day to day. */
const HOURS = [9, 11, 15] as const;
const actor = systemActor('sample');

/**
 * Works the matches of the sample as people would have over the last weeks, by the same steps as people take, each as of
 * its day. Does nothing where there is any introduction already.
 * @returns introductions made
 */
export async function loadHistory(
  stores: HistoryStores,
  { now, today, seed = 1 }: { now: Date; today: string; seed?: number },
): Promise<number> {
  let shown = now;
  const unitOfWork = stores.unitOfWorkAt(() => shown);
  const matched = await unitOfWork.transaction({ actor }, readMatched);
  const steps = planHistory(matched, seed);
  await unitOfWork.transaction({ actor }, (ctx) => backdate(ctx, steps, today));
  const run = new HistoryRun(stores);
  for (const [at, due] of byMoment(steps, today)) {
    if (at > now) continue;
    shown = at;
    await unitOfWork.transaction({ actor }, (ctx) => run.take(ctx, due));
  }
  return run.made;
}

/** Steps in the order of their moments: those of one moment are taken together. */
function byMoment(steps: readonly PlannedStep[], today: string): [Date, PlannedStep[]][] {
  const moments = new Map<number, PlannedStep[]>();
  for (const step of steps) {
    const day = workingDayBefore(today, step.daysAgo);
    const time = Date.parse(`${day}T00:00:00Z`) + HOURS[step.daysAgo % HOURS.length]! * 3_600_000;
    moments.set(time, [...(moments.get(time) ?? []), step]);
  }
  return [...moments].sort(([a], [b]) => a - b).map(([time, due]) => [new Date(time), due]);
}

/** The day so many working days before today; a day off counts as the working day before it. */
export function workingDayBefore(today: string, count: number): string {
  const previous = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
  let day = today;
  while (!isWorkingDay(day)) day = previous(day);
  for (let left = count; left > 0; left -= 1) {
    day = previous(day);
    while (!isWorkingDay(day)) day = previous(day);
  }
  return day;
}

/** Takes planned steps, and leaves out what something else has overtaken: an award ends the wait of all others. */
class HistoryRun {
  made = 0;

  constructor(private readonly stores: HistoryStores) {}

  async take(ctx: TransactionContext, steps: readonly PlannedStep[]): Promise<void> {
    const awards: { id: string; award: NonNullable<PlannedStep['award']> }[] = [];
    const shortlisted = new Set<string>();
    const written: { id: string; message: NonNullable<PlannedStep['message']> }[] = [];
    const facts = await factsOfPairs(ctx, steps);
    const ready = steps.flatMap((step) => {
      const found = facts.get(`${step.requirementId}:${step.supplierId}`);
      const to = found && destination(step.action, step.side, found.state);
      if (!found || !to || !isMatched(found.requirementState) || found.supplierId === found.buyerId)
        return [];
      return [{ step, facts: found, to }];
    });
    const moves = ready.filter(({ step }) => !step.award);
    const taken = await this.stores.steps.take(
      ctx,
      moves.map(({ step: { action, side, reasonCode, reason }, facts: found, to }) => ({
        facts: found,
        action,
        side,
        to,
        reasonCode,
        reason,
      })),
    );
    taken.forEach(({ id, to, facts: { state, requirementId, requirementState } }, at) => {
      if (state === null) this.made += 1;
      if (isListed(to) && requirementState === 'OPEN') shortlisted.add(requirementId);
      const { message } = moves[at]!.step;
      if (message) written.push({ id, message });
    });
    for (const id of shortlisted) await this.stores.requirements.move(ctx, id, 'SHORTLISTING');
    for (const { step, facts: found } of ready)
      if (step.award && found.id) awards.push({ id: found.id, award: step.award });
    for (const { id, award } of awards) await this.stores.awards.record(ctx, id, award);
    for (const { id, message } of written)
      await this.stores.messages.send(ctx, id, message.body, message.side);
  }
}

const isListed = (state: IntroductionState): boolean => state === 'SHORTLISTED';

/** Open requirements with the best of their lists; none once people have begun. */
function readMatched(ctx: TransactionContext): Promise<MatchedRequirement[]> {
  return ctx.query<MatchedRequirement>(
    `WITH guests AS (
       -- Of each supplier with people, those whose list it is on, then those that share most capabilities with it.
       SELECT p.organisation_id AS id, near.requirement_id
         FROM supplier_profiles p
         CROSS JOIN LATERAL (
           SELECT n.requirement_id FROM requirement_needs n
             JOIN requirements r ON r.id = n.requirement_id AND r.state = 'OPEN' AND r.visibility = 'OPEN'
             JOIN supplier_capabilities c ON c.organisation_id = p.organisation_id AND c.code = ANY(n.codes)
             LEFT JOIN match_lists l ON l.requirement_id = r.id AND p.no = ANY(l.supplier_nos)
            GROUP BY n.requirement_id, r.no, l.requirement_id
            ORDER BY l.requirement_id IS NULL, count(*) DESC, r.no LIMIT ${GUEST_OF}) AS near
        WHERE EXISTS (SELECT FROM memberships m WHERE m.organisation_id = p.organisation_id))
     SELECT r.id, r.no, r.value_gbp::float8 AS "valueGbp", r.reply_days AS "replyDays", r.visibility = 'OPEN' AS open,
            EXISTS (SELECT FROM memberships m WHERE m.organisation_id = r.buyer_id) AS "buyerSignsIn",
            ARRAY(SELECT p.organisation_id::text FROM unnest(l.supplier_nos) WITH ORDINALITY AS entry (no, place)
                    JOIN supplier_profiles p ON p.no = entry.no
                   WHERE place <= ${BEST} ORDER BY place) AS suppliers,
            ARRAY(SELECT g.id::text FROM guests g WHERE g.requirement_id = r.id ORDER BY g.id) AS guests
       FROM requirements r JOIN match_lists l ON l.requirement_id = r.id
      WHERE r.state = ANY($1) AND NOT EXISTS (SELECT FROM introductions)
      ORDER BY r.no`,
    [MATCHED_STATES],
  );
}

/** What has a history was published before it began, and its list has stood since. */
async function backdate(
  ctx: TransactionContext,
  steps: readonly PlannedStep[],
  today: string,
): Promise<void> {
  const first = new Map<string, number>();
  for (const { requirementId, daysAgo } of steps)
    first.set(requirementId, Math.max(first.get(requirementId) ?? 0, daysAgo));
  const ids = [...first.keys()];
  const days = ids.map((id) => workingDayBefore(today, first.get(id)! + PUBLISHED_BEFORE));
  await ctx.query(
    `WITH published AS (
       UPDATE requirements r SET published_at = d.day + time '08:30', created_at = d.day + time '08:00'
         FROM unnest($1::uuid[], $2::date[]) AS d (id, day) WHERE r.id = d.id
       RETURNING r.id, r.published_at)
     UPDATE match_lists l SET since = array_fill(p.published_at, ARRAY[cardinality(l.since)])
       FROM published p WHERE l.requirement_id = p.id`,
    [ids, days],
  );
}
