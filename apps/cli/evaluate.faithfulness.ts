/** Whether reasons are the real ones: take away what a criterion cites, and the score must fall by what it claimed. */
import {
  CRITERIA,
  type CriterionName,
  explain,
  type Explanation,
  MatchIndex,
  rank,
  type RequirementRecord,
  SCORE_UNITS,
  type SupplierRecord,
} from '#lib/matching';
import { capabilityTree, sicCapabilityHints } from '#lib/taxonomy';

export interface Faithfulness {
  checks: number;
  kept: number;
}

/** Matches of a query that are put to the test. */
const MATCHES = 3;

/** A supplier without the facts that one criterion's reason cites; null where the reason cites no fact of its own. */
function withoutReason(
  supplier: SupplierRecord,
  criterion: CriterionName,
  { needs }: Explanation,
): SupplierRecord | null {
  switch (criterion) {
    case 'capability': {
      const cited = new Set(needs.flatMap(({ metBy }) => metBy));
      if (cited.size === 0) return null;
      return {
        ...supplier,
        capabilities: supplier.capabilities.filter(({ code }) => !cited.has(code)),
        sicCodes: supplier.sicCodes.filter((sic) => !sicCapabilityHints(sic).some((code) => cited.has(code))),
      };
    }
    case 'certification':
      return { ...supplier, certificates: [] };
    case 'sector':
      return { ...supplier, sectors: [] };
    case 'capacity':
      return { ...supplier, batch: null, turnoverGbp: null, leadTimeDays: null };
    case 'reach':
      return { ...supplier, sites: [] };
    case 'text':
      return { ...supplier, name: '', summary: '', phrases: [], pastWork: [], sicCodes: [] };
    case 'standing':
      return { ...supplier, verified: false, completeness: 0 };
  }
}

interface Check {
  requirement: RequirementRecord;
  criterion: CriterionName;
  before: Explanation;
  /** Number of the supplier without what the reason cites. */
  bareNo: number;
  /** Whether a SIC code that hints at a capability is gone, and the words of its activity with it. */
  takesCode: boolean;
}

/** Tests the reasons of the best matches of each requirement. */
export function testFaithfulness(
  index: MatchIndex,
  requirements: readonly RequirementRecord[],
): Faithfulness {
  const bare: SupplierRecord[] = [];
  const checks: Check[] = [];
  for (const requirement of requirements) {
    for (const { supplierNo } of rank(index, requirement, { limit: MATCHES }).matches) {
      const before = explain(index, requirement, supplierNo);
      CRITERIA.forEach((criterion, at) => {
        if (before.criteria[at]!.contribution === 0) return;
        const supplier = index.get(supplierNo)!;
        const without = withoutReason(supplier, criterion, before);
        if (!without) return;
        const takesCode = without.sicCodes.length < supplier.sicCodes.length;
        bare.push({ ...without, no: bare.length + 1 });
        checks.push({ requirement, criterion, before, bareNo: bare.length, takesCode });
      });
    }
  }
  const trial = MatchIndex.build(bare, {
    capabilities: capabilityTree().nodes,
    analyse: index.analyse,
    drive: index.drive,
    statistics: index.statistics,
  });
  return { checks: checks.length, kept: checks.filter((check) => holds(trial, check)).length };
}

/** Words also top up the fit of a need, so capability may fall with them, as both do with a SIC code; nothing else may move. */
function holds(trial: MatchIndex, { requirement, criterion, before, bareNo, takesCode }: Check): boolean {
  const after = explain(trial, requirement, bareNo);
  const falls = before.criteria.map(
    ({ contribution }, at) => contribution - after.criteria[at]!.contribution,
  );
  const together: readonly string[] = ['text', 'capability'];
  const allowed = criterion === 'text' || takesCode ? together : [criterion];
  const claimed = Math.round(falls.reduce((sum, fall) => sum + fall, 0) * SCORE_UNITS);
  return (
    before.score - after.score === claimed &&
    CRITERIA.every((name, at) => falls[at] === 0 || allowed.includes(name))
  );
}
