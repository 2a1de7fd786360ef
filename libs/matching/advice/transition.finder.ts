/**
 * Steps into a sector: what alone keeps suppliers of other sectors from its requirements, counted over everybody. Bits
 * first, then columns: no record is read, and nothing is scored.
 */
import type { Region, SectorCode } from '#lib/taxonomy';
import { type BlockerKind, blockerKindsAt } from '../ranking/blocker.kinds.js';
import { needColumnsOf } from '../ranking/candidate.finder.js';
import { eachBit } from '../index/found.slots.js';
import type { MatchIndex } from '../index/match.index.js';
import type { RequirementRecord } from '../model/model.types.js';
import { isOneStep, missesOf, sieve } from '../standing/near-miss.sieve.js';
import type { RequirementIndex } from '../standing/requirement.index.js';
import { changeKey, type SupplierChange } from './supplier.change.js';
import { regionBits, SECTORS, sectorBits } from '../index/supplier.columns.js';
import type { Evaluator } from '../ranking/supplier.evaluation.js';
import { atOnce, type Pieces } from '../model/work.pieces.js';

/** One change that would bring suppliers of other sectors into a sector. */
export interface Transition {
  change: SupplierChange;
  /** Suppliers that it alone keeps from a requirement of which they do half, and that do not serve the sector. */
  suppliers: number;
  eastMidlands: number;
  westMidlands: number;
  /** Requirements it would open to at least one of them. */
  requirements: number;
  /** Pounds a year over these. */
  valueGbp: number;
  /** Sectors they serve now, most first. */
  from: { sector: SectorCode; suppliers: number }[];
}

/** Most suppliers first, then by value, then by key. */
export const findTransitions = (
  index: MatchIndex,
  standing: RequirementIndex,
  sector: SectorCode,
): Transition[] => atOnce(transitionsInPieces(index, standing, sector));

/** The same as findTransitions, in pieces of one requirement. */
export function* transitionsInPieces(
  index: MatchIndex,
  standing: RequirementIndex,
  sector: SectorCode,
): Pieces<Transition[]> {
  const found = new Map<string, Gathered>();
  for (const no of standing.numbersIn(sector)) {
    const evaluator = standing.evaluatorFor(no);
    if (evaluator) gather(evaluator, outside(index, sector), found);
    yield;
  }
  return [...found.entries()]
    .map(([key, gathered]) => ({ key, ...summed(index, gathered) }))
    .sort((a, b) => b.suppliers - a.suppliers || b.valueGbp - a.valueGbp || (a.key < b.key ? -1 : 1))
    .map(({ key: _key, ...transition }) => transition);
}

interface Gathered {
  change: SupplierChange;
  /** By number: between pieces a supplier may move to another slot. */
  suppliers: Set<number>;
  values: Map<number, number>;
}

/** Bits of the suppliers that do not serve a sector. */
function outside({ columns }: MatchIndex, sector: SectorCode): Uint32Array {
  const { alive, sectors, slots } = columns;
  const wanted = sectorBits([sector]);
  const found = alive.words.slice();
  for (let slot = 0; slot < slots; slot += 1)
    if ((sectors.data[slot]! & wanted) !== 0) found[slot >>> 5]! &= ~(1 << (slot & 31));
  return found;
}

function gather(evaluator: Evaluator, among: Uint32Array, found: Map<string, Gathered>): void {
  const { index, plan } = evaluator;
  const asked = { among, least: 0, stepsOnly: true };
  const sieved = sieve(evaluator, needColumnsOf(index, plan), asked);
  if (!sieved) return;
  const { no, valueGbp } = plan.requirement;
  const nos = index.columns.nos.data;
  eachBit(sieved.atMostOnce, (slot) => {
    if (missesOf(evaluator, slot, sieved.once, true) !== 1) return;
    evaluator.countBlockers(slot);
    const [blocker] = blockerKindsAt(evaluator, slot);
    const change = blocker && stepOver(plan.requirement, blocker);
    if (!change || !isOneStep(evaluator, slot, blocker)) return;
    const key = changeKey(change);
    let gathered = found.get(key);
    if (!gathered) found.set(key, (gathered = { change, suppliers: new Set(), values: new Map() }));
    gathered.suppliers.add(nos[slot]!);
    gathered.values.set(no, valueGbp ?? 0);
  });
}

/** The change that lifts a blocker, editions apart; null for what is no such step. */
function stepOver(
  { needs, quantity }: RequirementRecord,
  { code, subject }: BlockerKind,
): SupplierChange | null {
  switch (code) {
    case 'MISSING_CAPABILITY': {
      const [wanted] = needs.find(({ phrase }) => phrase === subject)?.codes ?? [];
      return wanted === undefined ? null : { kind: 'CAPABILITY', code: wanted };
    }
    case 'CERTIFICATE_MISSING':
    case 'CERTIFICATE_EXPIRED':
    case 'CERTIFICATE_NOT_YET_VALID':
    case 'CERTIFICATE_UNKNOWN':
      return subject === undefined ? null : { kind: 'CERTIFICATE', certificate: { scheme: subject } };
    case 'BATCH_TOO_SMALL':
      return { kind: 'SMALLER_BATCH', min: quantity?.batch ?? 1 };
    case 'BATCH_TOO_LARGE':
      return { kind: 'LARGER_BATCH', max: quantity?.batch ?? 1 };
    case 'TOO_FAR':
    case 'OUT_OF_REGION':
    case 'TURNOVER_TOO_SMALL':
    case 'NOT_ACCEPTING_WORK':
    case 'EXCLUDED':
      return null;
  }
}

function summed(index: MatchIndex, { change, suppliers, values }: Gathered): Transition {
  const { sectors, siteStart, siteRegion } = index.columns;
  const [east, west] = (['EAST_MIDLANDS', 'WEST_MIDLANDS'] satisfies Region[]).map((one) =>
    regionBits([one]),
  );
  const counts = SECTORS.map((sector) => ({ sector, suppliers: 0 }));
  let [all, eastMidlands, westMidlands] = [0, 0, 0];
  for (const no of suppliers) {
    const slot = index.slotOf(no);
    if (slot < 0) continue;
    all += 1;
    let regions = 0;
    for (let at = siteStart.data[slot]!; at < siteStart.data[slot + 1]!; at += 1)
      regions |= siteRegion.data[at]!;
    if ((regions & east!) !== 0) eastMidlands += 1;
    if ((regions & west!) !== 0) westMidlands += 1;
    const served = sectors.data[slot]!;
    for (const count of counts) if ((served & sectorBits([count.sector])) !== 0) count.suppliers += 1;
  }
  return {
    change,
    suppliers: all,
    eastMidlands,
    westMidlands,
    requirements: values.size,
    valueGbp: [...values.values()].reduce((sum, value) => sum + value, 0),
    from: counts
      .filter((count) => count.suppliers > 0)
      .sort((a, b) => b.suppliers - a.suppliers || (a.sector < b.sector ? -1 : 1)),
  };
}
