import { rankSuppliers } from '#lib/directory';
import { type Notice, NotificationService } from '#lib/notifications';
import {
  AppError,
  demand,
  enqueue,
  fail,
  may,
  mayEverywhere,
  newId,
  recordAudit,
  recordChange,
  type Result,
  succeed,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { EVIDENCE_LEVELS, type EvidenceLevel } from '#lib/taxonomy';
import { Injectable } from '@nestjs/common';
import { holdClaim, liftClaim, nameOfClaim, refuseClaim, restoreClaim } from './claim.rows.js';
import type { CheckFinding, Claim, ClaimBefore } from './claim.types.js';
import { confirmedAfterAll, refused } from './evidence.notices.js';

const LONGEST_REASON = 1_000;

/** What was done: of which supplier, and the check that can be undone. */
export interface CheckDone {
  supplierId: string;
  checkId: string;
}

interface StoredCheck {
  id: string;
  supplierId: string;
  certificateId: string | null;
  capabilityCode: string | null;
  clusterId: string | null;
  finding: CheckFinding;
  before: ClaimBefore[];
  undone: boolean;
  later: boolean;
}

/** The evidence ladder: who may lift a claim, and how far; who may refuse one. Each step is dated and can be undone. */
@Injectable()
export class EvidenceService {
  constructor(private readonly notifications: NotificationService) {}

  /**
   * A cluster body vouches for a claim of a member.
   * @throws AppError NOT_FOUND unless the actor manages the cluster body, the supplier is its member and makes the claim
   */
  async vouch(
    ctx: TransactionContext,
    clusterId: string,
    supplierId: string,
    claim: Claim,
  ): Promise<Result<CheckDone>> {
    demand(ctx.actor, 'cluster.manage', clusterId);
    const member = await ctx.query(
      `SELECT 1 FROM cluster_memberships WHERE cluster_id = $1 AND member_id = $2`,
      [clusterId, supplierId],
    );
    if (member.length === 0 || clusterId === supplierId) throw new AppError('NOT_FOUND');
    const before = await holdClaim(ctx, supplierId, claim);
    if (before.some(({ refusedOn }) => refusedOn !== null)) {
      return fail(
        userError(
          'REFUSED_ALREADY',
          'An officer could not confirm this claim. Ask the officer to look at it again first.',
        ),
      );
    }
    return this.lift(ctx, supplierId, claim, before, 'CLUSTER_VOUCHED', clusterId);
  }

  /**
   * An officer records what was found when a claim was checked: against a register, or on site.
   * @throws AppError NOT_FOUND for anybody else, or when the supplier does not make the claim
   */
  async verify(
    ctx: TransactionContext,
    supplierId: string,
    claim: Claim,
    level: 'REGISTER_CHECKED' | 'SITE_AUDITED',
  ): Promise<Result<CheckDone>> {
    demand(ctx.actor, 'evidence.vouch');
    return this.lift(ctx, supplierId, claim, await holdClaim(ctx, supplierId, claim), level);
  }

  /**
   * An officer could not confirm a claim. It is shown to nobody but its holder and counts for nothing until the holder
   * corrects it or somebody confirms it; the holder is told why.
   * @throws AppError NOT_FOUND for anybody else, or when the supplier does not make the claim
   */
  async refuse(
    ctx: TransactionContext,
    supplierId: string,
    claim: Claim,
    reason: string,
  ): Promise<Result<CheckDone>> {
    demand(ctx.actor, 'evidence.vouch');
    const said = reason.trim();
    const before = await holdClaim(ctx, supplierId, claim);
    if (said === '' || said.length > LONGEST_REASON) {
      const message = `Say why it could not be confirmed, in 1 to ${LONGEST_REASON} characters. The supplier reads it.`;
      return fail(userError('REQUIRED', message, ['reason']));
    }
    if (before.every(({ refusedOn }) => refusedOn !== null)) {
      return fail(userError('REFUSED_ALREADY', 'It is refused already. Undo that to change the reason.'));
    }
    await refuseClaim(ctx, supplierId, claim);
    const checkId = await this.record(ctx, { supplierId, claim, before, finding: 'REFUSED', reason: said });
    await this.tell(ctx, refused(supplierId, claim, await nameOfClaim(ctx, claim), said, checkId));
    return succeed({ supplierId, checkId });
  }

  /**
   * Takes a check back: the claim stands as it did before. An officer may take back any, who manages a cluster body what
   * it vouched for.
   * @throws AppError NOT_FOUND for anybody else
   */
  async undo(ctx: TransactionContext, checkId: string): Promise<Result<CheckDone>> {
    const check = await this.hold(ctx, checkId);
    const own = check?.clusterId != null && may(ctx.actor, 'cluster.manage', check.clusterId);
    if (!check || !(own || mayEverywhere(ctx.actor, 'evidence.vouch'))) throw new AppError('NOT_FOUND');
    if (check.undone) return fail(userError('UNDONE_ALREADY', 'This was undone already.'));
    if (check.later) {
      return fail(userError('LATER_CHECK', 'Something later is recorded for this claim. Undo that first.'));
    }
    const claim = claimOf(check);
    const { supplierId } = check;
    if (!(await restoreClaim(ctx, supplierId, claim, check))) {
      return fail(
        userError('CHANGED_SINCE', 'The supplier has changed this claim since: there is nothing to undo.'),
      );
    }
    await ctx.query(`UPDATE claim_checks SET undone_at = $2 WHERE id = $1`, [checkId, ctx.now()]);
    const name = await nameOfClaim(ctx, claim);
    await this.audit(ctx, supplierId, claim, 'CHECK_UNDONE', { claim: name, finding: check.finding });
    if (check.finding === 'REFUSED')
      await this.tell(ctx, confirmedAfterAll(supplierId, claim, name, checkId));
    return succeed({ supplierId, checkId });
  }

  private async lift(
    ctx: TransactionContext,
    supplierId: string,
    claim: Claim,
    before: ClaimBefore[],
    level: Exclude<CheckFinding, 'REFUSED'>,
    clusterId?: string,
  ): Promise<Result<CheckDone>> {
    const rung = (evidence: EvidenceLevel): number => EVIDENCE_LEVELS.indexOf(evidence);
    if (before.every(({ evidence }) => rung(evidence) > rung(level))) {
      return fail(userError('BETTER_ALREADY', 'This claim is better vouched for already.'));
    }
    await liftClaim(ctx, supplierId, claim, level);
    const checkId = await this.record(ctx, { supplierId, claim, before, finding: level, clusterId });
    return succeed({ supplierId, checkId });
  }

  /** Keeps the check, says it in the audit trail, and has the supplier ranked by how its claims stand now. */
  private async record(
    ctx: TransactionContext,
    check: {
      supplierId: string;
      claim: Claim;
      before: ClaimBefore[];
      finding: CheckFinding;
      reason?: string;
      clusterId?: string;
    },
  ): Promise<string> {
    const { supplierId, claim, before, finding, reason, clusterId } = check;
    const id = newId();
    await ctx.query(
      `INSERT INTO claim_checks (id, organisation_id, certificate_id, capability_code, finding, reason, person_id,
                                 cluster_id, before, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        supplierId,
        'certificateId' in claim ? claim.certificateId : null,
        'capabilityCode' in claim ? claim.capabilityCode : null,
        finding,
        reason ?? null,
        ctx.actor.kind === 'person' ? ctx.actor.personId : null,
        clusterId ?? null,
        JSON.stringify(before),
        ctx.now(),
      ],
    );
    const name = await nameOfClaim(ctx, claim);
    await this.audit(ctx, supplierId, claim, finding, { claim: name, ...(reason ? { reason } : {}) });
    return id;
  }

  private async audit(
    ctx: TransactionContext,
    supplierId: string,
    claim: Claim,
    action: string,
    after: object,
  ): Promise<void> {
    const subject =
      'certificateId' in claim
        ? ({ subjectKind: 'certificate', subjectId: claim.certificateId } as const)
        : ({ subjectKind: 'capability', subjectId: supplierId } as const);
    await recordAudit(ctx, [{ organisationId: supplierId, ...subject, action, after }]);
    await recordChange(ctx, 'supplier', { ids: [supplierId] });
    await enqueue(ctx, rankSuppliers, { supplierIds: [supplierId] });
  }

  private async tell(ctx: TransactionContext, notice: Notice): Promise<void> {
    await this.notifications.notify(ctx, [notice]);
  }

  private async hold(ctx: TransactionContext, checkId: string): Promise<StoredCheck | undefined> {
    const [check] = await ctx.query<StoredCheck>(
      `SELECT k.id, k.organisation_id AS "supplierId", k.certificate_id AS "certificateId",
              k.capability_code AS "capabilityCode", k.cluster_id AS "clusterId", k.finding, k.before,
              k.undone_at IS NOT NULL AS undone,
              EXISTS (SELECT FROM claim_checks l WHERE l.organisation_id = k.organisation_id AND l.id > k.id
                AND l.undone_at IS NULL AND l.certificate_id IS NOT DISTINCT FROM k.certificate_id
                AND l.capability_code IS NOT DISTINCT FROM k.capability_code) AS later
         FROM claim_checks k WHERE k.id = $1 FOR UPDATE OF k`,
      [checkId],
    );
    return check;
  }
}

const claimOf = ({ certificateId, capabilityCode }: StoredCheck): Claim =>
  certificateId === null ? { capabilityCode: capabilityCode! } : { certificateId };
