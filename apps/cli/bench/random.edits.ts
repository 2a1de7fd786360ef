/** Suppliers come, change and go, at random and in equal measure; the same numbers each time. */
import { rankSuppliers } from '#lib/directory';
import { enqueue, recordChange, type TransactionContext } from '#lib/platform';
import { findCapability } from '#lib/taxonomy';
import type { Services } from '../services.js';

/** Edits of a kind that were made. */
export interface EditsMade {
  added: number;
  changed: number;
  deleted: number;
}

/** The same numbers for the same seed. */
export function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** Makes edits of suppliers of which it knows the ids. */
export class RandomEdits {
  readonly made: EditsMade = { added: 0, changed: 0, deleted: 0 };

  constructor(
    private readonly suppliers: Services['suppliers'],
    private readonly ids: string[],
    private readonly roll: (sides: number) => number,
  ) {}

  /** One edit, in the caller's transaction. */
  async make(ctx: TransactionContext): Promise<void> {
    const at = this.roll(this.ids.length);
    const id = this.ids[at]!;
    const kind = this.roll(10);
    // As many come as go, so that what is rare among suppliers stays as it was counted.
    if (kind === 0) await this.add(ctx, id);
    else if (kind === 1) await this.remove(ctx, id, at);
    else await this.change(ctx, id);
  }

  private async add(ctx: TransactionContext, id: string): Promise<void> {
    const like = (await this.suppliers.find(ctx, [id])).get(id)!;
    const added = await this.suppliers.register(ctx, {
      name: `Newcomer ${id.slice(-12)} ${this.made.added} Ltd`,
      postcode: like.site?.postcode ?? 'DE24 9FU',
      summary: like.profile.summary,
      phrases: like.profile.phrases,
      certificates: like.certificates.map(({ stated, validTo }) => ({ stated, validTo })),
      markets: like.profile.marketsServed,
      origin: 'REGISTERED',
    });
    if (!added.ok) throw new Error(JSON.stringify(added.errors));
    this.ids.push(added.value.id);
    this.made.added += 1;
  }

  private async remove(ctx: TransactionContext, id: string, at: number): Promise<void> {
    await ctx.query(`DELETE FROM organisations WHERE id = $1`, [id]);
    await recordChange(ctx, 'supplier', { ids: [id] });
    await enqueue(ctx, rankSuppliers, { supplierIds: [id] });
    this.ids[at] = this.ids.at(-1)!;
    this.ids.pop();
    this.made.deleted += 1;
  }

  /** Says what another one says: its words, one of its capabilities picked from the tree, its certificates. */
  private async change(ctx: TransactionContext, id: string): Promise<void> {
    const otherId = this.ids[this.roll(this.ids.length)]!;
    const { profile, capabilities, certificates } = (await this.suppliers.find(ctx, [otherId])).get(otherId)!;
    const codes = capabilities.map(({ code }) => code).filter((code) => findCapability(code));
    const picked = codes.length > 0 ? [codes[this.roll(codes.length)]!] : [];
    const { phrases, acceptingWork } = profile;
    const changed = await this.suppliers.update(ctx, id, {
      phrases,
      acceptingWork,
      ...(this.roll(3) === 0 && { capabilityCodes: picked }),
      ...(this.roll(3) === 0 && {
        certificates: certificates.map(({ stated, validTo }) => ({ stated, validTo })),
      }),
    });
    if (!changed.ok) throw new Error(JSON.stringify(changed.errors));
    this.made.changed += 1;
  }
}
