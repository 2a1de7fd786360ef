import { AppError, type Context, type TransactionContext } from '#lib/platform';
import { EVIDENCE_LEVELS, type EvidenceLevel, findCapability } from '#lib/taxonomy';
import type { CheckFinding, Claim, ClaimBefore } from './claim.types.js';

interface Table {
  table: string;
  column: string;
  role: string;
  dated: string;
  value: string;
}

const tableOf = (claim: Claim): Table =>
  'capabilityCode' in claim
    ? {
        table: 'supplier_capabilities',
        column: 'code',
        role: 'role',
        dated: 'evidence_on',
        value: claim.capabilityCode,
      }
    : {
        table: 'certificates',
        column: 'id::text',
        role: 'NULL::text',
        dated: 'checked_on',
        value: claim.certificateId,
      };

/** What a check leaves a claim with: what could not be confirmed is stated by its holder and nobody else. */
const evidenceAfter = (finding: CheckFinding): EvidenceLevel =>
  finding === 'REFUSED' ? 'SELF_DECLARED' : finding;

/**
 * How a claim stands, held until the transaction ends.
 * @throws AppError NOT_FOUND when the supplier does not make it
 */
export async function holdClaim(
  ctx: TransactionContext,
  supplierId: string,
  claim: Claim,
): Promise<ClaimBefore[]> {
  const { table, column, role, dated, value } = tableOf(claim);
  const rows = await ctx.query<ClaimBefore>(
    `SELECT ${role} AS role, evidence, ${dated}::text AS dated, refused_on::text AS "refusedOn" FROM ${table}
      WHERE organisation_id = $1 AND ${column} = $2 FOR UPDATE`,
    [supplierId, value],
  );
  if (rows.length === 0) throw new AppError('NOT_FOUND');
  return rows;
}

/** Lifts a claim to a rung, dated today; what stands higher stays. */
export async function liftClaim(
  ctx: TransactionContext,
  supplierId: string,
  claim: Claim,
  level: EvidenceLevel,
): Promise<void> {
  const { table, column, dated, value } = tableOf(claim);
  await ctx.query(
    `UPDATE ${table} SET evidence = $3, ${dated} = $4, refused_on = NULL
      WHERE organisation_id = $1 AND ${column} = $2 AND array_position($5::text[], evidence) <= $6`,
    [supplierId, value, level, ctx.today(), EVIDENCE_LEVELS, EVIDENCE_LEVELS.indexOf(level) + 1],
  );
}

/** Marks a claim as one that could not be confirmed: it counts for nothing until it is put right. */
export async function refuseClaim(ctx: TransactionContext, supplierId: string, claim: Claim): Promise<void> {
  const { table, column, dated, value } = tableOf(claim);
  await ctx.query(
    `UPDATE ${table} SET evidence = 'SELF_DECLARED', ${dated} = NULL, refused_on = $3
      WHERE organisation_id = $1 AND ${column} = $2`,
    [supplierId, value, ctx.today()],
  );
}

/**
 * Puts a claim back as it stood before a check, unless it has changed since.
 * @returns whether anything was put back
 */
export async function restoreClaim(
  ctx: TransactionContext,
  supplierId: string,
  claim: Claim,
  { finding, before }: { finding: CheckFinding; before: readonly ClaimBefore[] },
): Promise<boolean> {
  const { table, column, role, dated, value } = tableOf(claim);
  const restored = await ctx.query(
    `UPDATE ${table} AS c SET evidence = b.evidence, ${dated} = b.dated, refused_on = b."refusedOn"
       FROM json_to_recordset($3) AS b (role text, evidence text, dated date, "refusedOn" date)
      WHERE c.organisation_id = $1 AND c.${column} = $2 AND b.role IS NOT DISTINCT FROM ${role === 'role' ? 'c.role' : role}
        AND c.evidence = $4 AND (c.refused_on IS NOT NULL) = $5 RETURNING 1`,
    [supplierId, value, JSON.stringify(before), evidenceAfter(finding), finding === 'REFUSED'],
  );
  return restored.length > 0;
}

/** A claim as people call it. */
export async function nameOfClaim(ctx: Context, claim: Claim): Promise<string> {
  if ('capabilityCode' in claim) return findCapability(claim.capabilityCode)?.label ?? claim.capabilityCode;
  const [row] = await ctx.query<{ stated: string }>(`SELECT stated FROM certificates WHERE id = $1`, [
    claim.certificateId,
  ]);
  return row?.stated ?? 'a certificate';
}
