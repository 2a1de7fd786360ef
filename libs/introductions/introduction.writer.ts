import { AppError, newId, recordAudit, type TransactionContext } from '#lib/platform';
import {
  effectsOf,
  type IntroductionAction,
  type IntroductionSide,
  type IntroductionState,
  type ReasonCode,
} from './introduction.rules.js';
import type { AwardView, IntroductionFacts, Standing } from './introduction.types.js';
import { addWorkingDays } from './working-days.js';

/** A step that has been found to be allowed. */
export interface Step {
  facts: IntroductionFacts;
  action: IntroductionAction;
  side: IntroductionSide;
  to: IntroductionState;
  reasonCode?: ReasonCode | null;
  reason?: string | null;
  /** Day by which the other side should answer, when not the requirement's usual one. */
  dueOn?: string | null;
  award?: AwardView | null;
  /** How the supplier stands as the buyer decides. */
  standing?: Standing;
}

/** A step that has been taken. */
export interface TakenStep extends Step {
  id: string;
  dueOn: string | null;
}

const factsSelection = `SELECT i.id, i.state, s.id AS "supplierId", s.name AS "supplierName", r.id AS "requirementId",
    r.title AS "requirementTitle", r.state AS "requirementState", r.visibility, r.reply_days AS "replyDays",
    r.buyer_id AS "buyerId", b.name AS "buyerName", coalesce(p.two_person_awards, false) AS "twoPersonAwards",
    r.region AS "requirementRegion", ss.region AS "supplierRegion", i.award_proposed_by AS "awardProposedBy",
    CASE WHEN i.award_value_gbp IS NOT NULL THEN json_build_object('valueGbp', i.award_value_gbp,
      'jobs', i.award_jobs, 'awardedOn', i.awarded_on, 'startsOn', i.award_starts_on) END AS award
  FROM requirements r
  JOIN organisations b ON b.id = r.buyer_id
  LEFT JOIN buyer_profiles p ON p.organisation_id = r.buyer_id`;
const supplierJoin = `JOIN organisations s ON s.id = %s JOIN supplier_profiles sp ON sp.organisation_id = s.id
  LEFT JOIN sites ss ON ss.organisation_id = s.id AND ss.is_primary`;

/** Locks a requirement: steps of its introductions, its changes and its closing follow one another. */
export const lockRequirement = (ctx: TransactionContext, requirementId: string): Promise<unknown[]> =>
  ctx.query(`SELECT 1 FROM requirements WHERE id = $1 FOR UPDATE`, [requirementId]);

/** The facts of a pair, whether or not it has been introduced; undefined when either side is not there. */
export async function factsOfPair(
  ctx: TransactionContext,
  requirementId: string,
  supplierId: string,
): Promise<IntroductionFacts | undefined> {
  await lockRequirement(ctx, requirementId);
  const [row] = await ctx.query<IntroductionFacts>(
    `${factsSelection} ${supplierJoin.replace('%s', '$2')}
       LEFT JOIN introductions i ON i.requirement_id = r.id AND i.supplier_id = s.id
      WHERE r.id = $1`,
    [requirementId, supplierId],
  );
  return row;
}

/**
 * The facts of many pairs by `requirement:supplier`, as `factsOfPair` has them of one. Two statements; pairs of which a
 * side is not there are missing.
 */
export async function factsOfPairs(
  ctx: TransactionContext,
  pairs: readonly { requirementId: string; supplierId: string }[],
): Promise<Map<string, IntroductionFacts>> {
  const [requirementIds, supplierIds] = [
    pairs.map(({ requirementId }) => requirementId),
    pairs.map(({ supplierId }) => supplierId),
  ];
  await ctx.query(`SELECT 1 FROM requirements WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`, [
    requirementIds,
  ]);
  const rows = await ctx.query<IntroductionFacts>(
    `${factsSelection} JOIN unnest($1::uuid[], $2::uuid[]) AS pair (requirement_id, supplier_id) ON pair.requirement_id = r.id
       ${supplierJoin.replace('%s', 'pair.supplier_id')}
       LEFT JOIN introductions i ON i.requirement_id = r.id AND i.supplier_id = s.id`,
    [requirementIds, supplierIds],
  );
  return new Map(rows.map((row) => [`${row.requirementId}:${row.supplierId}`, row]));
}

/** The facts of an introduction; undefined when there is none. */
export async function factsOf(ctx: TransactionContext, id: string): Promise<IntroductionFacts | undefined> {
  const [known] = await ctx.query<{ requirementId: string; supplierId: string }>(
    `SELECT requirement_id AS "requirementId", supplier_id AS "supplierId" FROM introductions WHERE id = $1`,
    [id],
  );
  return known && factsOfPair(ctx, known.requirementId, known.supplierId);
}

/** The facts of every introduction of a requirement in one of the states; the caller has locked the requirement. */
export function factsOfRequirement(
  ctx: TransactionContext,
  requirementId: string,
  states: readonly IntroductionState[],
): Promise<IntroductionFacts[]> {
  return ctx.query<IntroductionFacts>(
    `${factsSelection} JOIN introductions i ON i.requirement_id = r.id
       ${supplierJoin.replace('%s', 'i.supplier_id')}
      WHERE r.id = $1 AND i.state = ANY($2) ORDER BY i.id`,
    [requirementId, states],
  );
}

const isCrossRegional = ({ requirementRegion, supplierRegion }: IntroductionFacts): boolean =>
  (requirementRegion === 'EAST_MIDLANDS' && supplierRegion === 'WEST_MIDLANDS') ||
  (requirementRegion === 'WEST_MIDLANDS' && supplierRegion === 'EAST_MIDLANDS');

/**
 * Takes steps: introductions that are new are made, the others moved, and each step recorded with who took it and
 * why. Three statements however many steps there are. The caller has locked the requirements.
 * @throws AppError CONFLICT when an introduction has moved since its facts were read
 */
export async function takeSteps(ctx: TransactionContext, steps: readonly Step[]): Promise<TakenStep[]> {
  if (steps.length === 0) return [];
  const taken = steps.map((step): TakenStep => {
    const awaited = step.to === 'INVITED' || step.to === 'INTERESTED';
    return {
      ...step,
      id: step.facts.id ?? newId(),
      dueOn: awaited ? (step.dueOn ?? addWorkingDays(ctx.today(), step.facts.replyDays)) : null,
    };
  });
  const rows = taken.map(({ id, facts, action, side, to, reasonCode, reason, dueOn, award, standing }) => {
    const effects = effectsOf(action, side, facts.state);
    return {
      id,
      event_id: newId(),
      requirement_id: facts.requirementId,
      supplier_id: facts.supplierId,
      before: facts.state,
      state: to,
      action,
      side,
      reason_code: reasonCode ?? null,
      reason: reason?.trim() || null,
      due_on: dueOn,
      cross_regional: isCrossRegional(facts),
      supplier_agrees: effects.supplierAgrees,
      buyer_agrees: effects.buyerAgrees,
      supplier_replies: effects.supplierReplies,
      buyer_replies: effects.buyerReplies,
      invites: effects.invites,
      interests: effects.interests,
      award_value_gbp: award?.valueGbp ?? null,
      award_jobs: award?.jobs ?? null,
      awarded_on: award?.awardedOn ?? null,
      award_starts_on: award?.startsOn ?? null,
      standing: standing ?? null,
    };
  });
  const columns = `id uuid, event_id uuid, requirement_id uuid, supplier_id uuid, before text, state text, action text,
    side text, reason_code text, reason text, due_on date, cross_regional boolean, supplier_agrees boolean,
    buyer_agrees boolean, supplier_replies boolean, buyer_replies boolean, invites boolean, interests boolean,
    award_value_gbp bigint, award_jobs int, awarded_on date, award_starts_on date, standing jsonb`;
  const json = JSON.stringify(rows);
  await ctx.query(
    `INSERT INTO introductions (id, requirement_id, supplier_id, state, cross_regional, created_at, updated_at)
     SELECT id, requirement_id, supplier_id, 'SUGGESTED', cross_regional, $2, $2
       FROM json_to_recordset($1) AS d(${columns}) WHERE before IS NULL`,
    [json, ctx.now()],
  );
  const moved = await ctx.query(
    `UPDATE introductions i
        SET state = d.state, reason_code = d.reason_code, reason = d.reason, due_on = d.due_on, updated_at = $2,
            supplier_agreed_at = CASE WHEN d.supplier_agrees THEN coalesce(i.supplier_agreed_at, $2) ELSE i.supplier_agreed_at END,
            buyer_agreed_at = CASE WHEN d.buyer_agrees THEN coalesce(i.buyer_agreed_at, $2) ELSE i.buyer_agreed_at END,
            invited_at = CASE WHEN d.invites THEN $2 ELSE i.invited_at END,
            supplier_replied_at = CASE WHEN d.supplier_replies THEN $2 WHEN d.invites THEN NULL ELSE i.supplier_replied_at END,
            interested_at = CASE WHEN d.interests THEN $2 ELSE i.interested_at END,
            buyer_replied_at = CASE WHEN d.buyer_replies THEN $2 WHEN d.interests THEN NULL ELSE i.buyer_replied_at END,
            award_value_gbp = coalesce(d.award_value_gbp, i.award_value_gbp),
            award_jobs = coalesce(d.award_jobs, i.award_jobs), awarded_on = coalesce(d.awarded_on, i.awarded_on),
            award_starts_on = coalesce(d.award_starts_on, i.award_starts_on)
       FROM json_to_recordset($1) AS d(${columns})
      WHERE i.id = d.id AND i.state = coalesce(d.before, 'SUGGESTED') RETURNING i.id`,
    [json, ctx.now()],
  );
  if (moved.length !== taken.length) throw new AppError('CONFLICT');
  await ctx.query(
    `INSERT INTO introduction_events (id, introduction_id, state, action, side, person_id, reason_code, reason, standing, at)
     SELECT event_id, id, state, action, side, $3, reason_code, reason, standing, $2
       FROM json_to_recordset($1) AS d(${columns})`,
    [json, ctx.now(), ctx.actor.kind === 'person' ? ctx.actor.personId : null],
  );
  await recordAudit(
    ctx,
    taken.flatMap(({ id, facts, to, side, award }) =>
      [facts.buyerId, facts.supplierId].map((organisationId) => ({
        organisationId,
        subjectKind: 'introduction',
        subjectId: id,
        action: to,
        before: { state: facts.state },
        after: { state: to, side, ...(award ? { award } : {}) },
      })),
    ),
  );
  return taken;
}
