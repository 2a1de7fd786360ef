import { explainMatch, type MatchIndexHolder } from '#lib/match-lists';
import { ENGINE_VERSION, type RequirementRecord } from '#lib/matching';
import type { TransactionContext } from '#lib/platform';
import { ENDED_STATES, loadRequirementRecords, MATCHED_STATES } from '#lib/requirements';
import type { Standing } from './introduction.types.js';
import type { Step } from './introduction.writer.js';

/** What a buyer decides is accounted for later; what a supplier or the clock does is not the buyer's to explain. */
const isDecision = ({ side }: Pick<Step, 'side'>): boolean => side === 'BUYER';

/**
 * How the suppliers of the buyer's decisions among these steps stand now, in the order of the steps. Two statements,
 * none without a decision. Undefined for other steps, for a supplier the engine does not hold, and in a process
 * that holds no index.
 */
export async function standingsOf(
  ctx: TransactionContext,
  holder: MatchIndexHolder,
  steps: readonly Step[],
): Promise<(Standing | undefined)[]> {
  const decisions = steps.filter(isDecision);
  if (decisions.length === 0 || !holder.ready) return steps.map(() => undefined);
  const ids = [...new Set(decisions.map(({ facts }) => facts.requirementId))];
  const records = new Map<string, RequirementRecord>();
  const states = [...MATCHED_STATES, ...ENDED_STATES];
  for await (const batch of loadRequirementRecords(ctx, { ids, today: ctx.today(), states })) {
    for (const record of batch) records.set(record.id, record);
  }
  const lists = await ctx.query<{ id: string; nos: number[] }>(
    `SELECT requirement_id AS id, supplier_nos AS nos FROM match_lists WHERE requirement_id = ANY($1::uuid[])`,
    [ids],
  );
  const listed = new Map(lists.map(({ id, nos }) => [id, nos]));
  return steps.map((step) => {
    const record = records.get(step.facts.requirementId);
    const no = holder.noOf(step.facts.supplierId);
    if (!isDecision(step) || !record || no === undefined) return undefined;
    const match = explainMatch(holder.index, record, no);
    if (!match) return undefined;
    const { requirementId: _, supplierId: __, supplierNo: ___, ...standing } = match;
    const place = listed.get(record.id)?.indexOf(no) ?? -1;
    return { ...standing, rank: place < 0 ? null : place + 1, engineVersion: ENGINE_VERSION };
  });
}
