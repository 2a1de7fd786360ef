import {
  BuyerService,
  type BuyerView,
  ClusterBodyService,
  type ClusterBodyView,
  type SupplierCard,
  SupplierService,
  type SupplierView,
} from '#lib/directory';
import type { Actor, Context } from '#lib/platform';
import { RequirementService, type RequirementView } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';

/**
 * Names a caller among those who read the same committed rows: what they may see rests on rows about them, and on their
 * token's scopes.
 */
export const callerKey = (actor: Actor): string =>
  actor.kind === 'person' ? `${actor.personId} ${actor.scopes?.join() ?? ''}` : actor.kind;

type FindMany<V> = (ids: readonly string[]) => Promise<Map<string, V>>;

/** Batches look-ups by id: however many are asked for, each kind costs a fixed number of statements a request. */
@Injectable()
export class Loaders {
  constructor(
    private readonly suppliers: SupplierService,
    private readonly buyers: BuyerService,
    private readonly requirements: RequirementService,
    private readonly clusters: ClusterBodyService,
  ) {}

  supplier(ctx: Context, id: string): Promise<SupplierView | undefined> {
    return ctx.shared(`supplier:${id}`, () =>
      this.of(ctx, 'suppliers', (ids) => this.suppliers.find(ctx, ids)).load(id),
    );
  }

  /** What lists show of a supplier. */
  supplierCard(ctx: Context, id: string): Promise<SupplierCard | undefined> {
    return ctx.shared(`supplier-card:${id}`, () =>
      this.of(ctx, 'supplier cards', (ids) => this.suppliers.cards(ctx, ids)).load(id),
    );
  }

  buyer(ctx: Context, id: string): Promise<BuyerView | undefined> {
    return ctx.shared(`buyer:${id}`, () =>
      this.of(ctx, 'buyers', (ids) => this.buyers.find(ctx, ids)).load(id),
    );
  }

  requirement(ctx: Context, id: string): Promise<RequirementView | undefined> {
    // How much of it is shown depends on who asks.
    return ctx.shared(`requirement:${id}:${callerKey(ctx.actor)}`, () =>
      this.of(ctx, 'requirements', (ids) => this.requirements.find(ctx, ids)).load(id),
    );
  }

  cluster(ctx: Context, id: string): Promise<ClusterBodyView | undefined> {
    return this.of(ctx, 'clusters', (ids) => this.clusters.find(ctx, ids)).load(id);
  }

  /** Batches anything else that is found by ids; `kind` names it, with what else the answer depends on. */
  of<V>(ctx: Context, kind: string, find: FindMany<V>): DataLoader<string, V | undefined> {
    return ctx.once(
      `loader:${kind}`,
      () =>
        new DataLoader<string, V | undefined>(async (ids) => {
          const found = await find(ids);
          return ids.map((id) => found.get(id));
        }),
    );
  }
}
