import { inTurns, MatchIndexHolder } from '#lib/match-lists';
import { changeKey, type SupplierChange, type Transition, transitionsInPieces } from '#lib/matching';
import { type Context, demand } from '#lib/platform';
import type { SectorCode, SupportProgramme } from '#lib/taxonomy';
import { Injectable } from '@nestjs/common';
import { changeInWords } from './change.words.js';
import { programmesFor } from './support.finder.js';

/** One change that would bring suppliers of other sectors into a sector. */
export interface TransitionStep extends Omit<Transition, 'change'> {
  key: string;
  kind: SupplierChange['kind'];
  words: string;
  programmes: SupportProgramme[];
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
    const { index, standing, revision } = await this.holder.economy();
    if (this.kept.revision !== revision) this.kept = { revision, answers: new Map() };
    const { answers } = this.kept;
    const known = answers.get(sector);
    if (known) return known;
    const made = inTurns(transitionsInPieces(index, standing, sector)).then((found) => found.map(toStep));
    answers.set(sector, made);
    made.catch(() => answers.delete(sector));
    return made;
  }
}

const toStep = ({ change, ...counted }: Transition): TransitionStep => ({
  ...counted,
  key: changeKey(change),
  kind: change.kind,
  words: changeInWords(change),
  programmes: programmesFor(change, ['EAST_MIDLANDS', 'WEST_MIDLANDS']),
});
