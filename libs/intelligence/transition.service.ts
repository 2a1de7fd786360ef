import { MatchIndexHolder, ownTurn } from '#lib/introductions';
import {
  type Blocker,
  changeKey,
  nearMisses,
  type RequirementRecord,
  type SupplierChange,
} from '#lib/matching';
import { type Context, demand } from '#lib/platform';
import type { Region, SectorCode, SupportProgramme } from '#lib/taxonomy';
import { Injectable } from '@nestjs/common';
import { changeInWords } from './change.words.js';
import { programmesFor } from './support.finder.js';

/** One change that would bring suppliers of other sectors into a sector. */
export interface TransitionStep {
  key: string;
  kind: SupplierChange['kind'];
  words: string;
  /** Suppliers that it alone keeps from a requirement of the sector, and that do not serve the sector yet. */
  suppliers: number;
  eastMidlands: number;
  westMidlands: number;
  /** Requirements of the sector it would open to at least one of them. */
  requirements: number;
  valueGbp: number;
  /** Sectors they serve now, most first. */
  from: { sector: SectorCode; suppliers: number }[];
  programmes: SupportProgramme[];
}

/** Nearest suppliers looked at for one requirement. */
const NEAREST = 200;

interface Gathered {
  change: SupplierChange;
  words: string;
  suppliers: Map<number, { regions: Region[]; sectors: readonly SectorCode[] }>;
  requirements: Map<string, number>;
}

/** What would let suppliers move into a sector, over all of them. */
@Injectable()
export class TransitionService {
  private kept: { revision: number; answers: Map<SectorCode, Promise<TransitionStep[]>> } = {
    revision: -1,
    answers: new Map(),
  };

  constructor(private readonly holder: MatchIndexHolder) {}

  /**
   * Changes that each, alone, would bring suppliers of other sectors into this one, most suppliers first.
   * @throws AppError NOT_FOUND for anybody but officers; NOT_READY while the index loads
   */
  async into(ctx: Context, sector: SectorCode): Promise<TransitionStep[]> {
    demand(ctx.actor, 'platform.operate');
    const { records, revision } = await this.holder.economy();
    if (this.kept.revision !== revision) this.kept = { revision, answers: new Map() };
    const { answers } = this.kept;
    const known = answers.get(sector);
    if (known) return known;
    const made = this.gather(
      [...records.values()].filter(({ sectors }) => sectors.includes(sector)),
      sector,
    );
    answers.set(sector, made);
    made.catch(() => answers.delete(sector));
    return made;
  }

  private async gather(records: readonly RequirementRecord[], sector: SectorCode): Promise<TransitionStep[]> {
    const steps = new Map<string, Gathered>();
    for (const record of records) {
      const { index } = this.holder;
      for (const { match, blocker } of nearMisses(index, record, NEAREST)) {
        const supplier = index.get(match.supplierNo);
        const change = changeFor(record, blocker);
        if (!supplier || !change || supplier.sectors.includes(sector)) continue;
        const key = changeKey(change);
        const step = steps.get(key) ?? {
          change,
          words: changeInWords(change),
          suppliers: new Map(),
          requirements: new Map(),
        };
        steps.set(key, step);
        const regions = [...new Set(supplier.sites.map(({ region }) => region))];
        step.suppliers.set(supplier.no, { regions, sectors: supplier.sectors });
        step.requirements.set(record.id, record.valueGbp ?? 0);
      }
      await ownTurn();
    }
    return [...steps]
      .map(([key, step]) => summed(key, step))
      .sort((a, b) => b.suppliers - a.suppliers || b.valueGbp - a.valueGbp || (a.key < b.key ? -1 : 1));
  }
}

/** The change that lifts a blocker, editions and sizes apart; null for what cannot be changed at will. */
function changeFor(
  { needs, quantity }: RequirementRecord,
  { code, subject }: Blocker,
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

function summed(key: string, { change, words, suppliers, requirements }: Gathered): TransitionStep {
  const from = new Map<SectorCode, number>();
  let eastMidlands = 0;
  let westMidlands = 0;
  for (const { regions, sectors } of suppliers.values()) {
    if (regions.includes('EAST_MIDLANDS')) eastMidlands += 1;
    if (regions.includes('WEST_MIDLANDS')) westMidlands += 1;
    for (const sector of sectors) from.set(sector, (from.get(sector) ?? 0) + 1);
  }
  return {
    key,
    kind: change.kind,
    words,
    suppliers: suppliers.size,
    eastMidlands,
    westMidlands,
    requirements: requirements.size,
    valueGbp: [...requirements.values()].reduce((sum, value) => sum + value, 0),
    from: [...from]
      .map(([sector, count]) => ({ sector, suppliers: count }))
      .sort((a, b) => b.suppliers - a.suppliers || (a.sector < b.sector ? -1 : 1)),
    programmes: programmesFor(change, ['EAST_MIDLANDS', 'WEST_MIDLANDS']),
  };
}
