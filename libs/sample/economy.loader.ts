import {
  type BuyerService,
  type ClusterBodyService,
  type PreparedSupplier,
  type ProfileLookups,
  readSupplierDraft,
  type SupplierService,
} from '#lib/directory';
import type { PersonService } from '#lib/identity';
import {
  isFailure,
  recordChange,
  type TransactionContext,
  type UnitOfWork,
  type UserError,
  systemActor,
} from '#lib/platform';
import { type PreparedRequirement, readRequirementDraft, type RequirementService } from '#lib/requirements';
import type { Economy, SamplePerson, SampleSupplier } from './economy.types.js';

/** What a load needs of the rest of the product. */
export interface EconomyStores {
  unitOfWork: UnitOfWork;
  suppliers: Pick<SupplierService, 'upsertMany'>;
  buyers: Pick<BuyerService, 'ensureMany'>;
  clusterBodies: Pick<ClusterBodyService, 'create' | 'addMembers'>;
  requirements: Pick<RequirementService, 'upsertMany'>;
  people: Pick<PersonService, 'ensure' | 'addMembership'>;
}

/** How far a load is: records stored and to store, of all kinds together. */
export type LoadProgress = (progress: { done: number; total: number }) => void;

/** What a load found and did. A second load of the same economy creates and updates nothing. */
export interface LoadReport {
  created: { suppliers: number; buyers: number; requirements: number; members: number };
  updated: { suppliers: number; requirements: number };
  unchanged: { suppliers: number; requirements: number };
  /** Ids of those a demonstration signs in to. */
  people: { email: string; id: string }[];
}

/** Records a transaction: large enough to be set-based, small enough to show progress. */
const BATCH = 1_000;

/**
 * Writes an economy through the services, in transactions of up to a thousand records, marked as sample and found again
 * by natural key: an interrupted load is resumed by loading again. Records that somebody has claimed are left alone.
 * At its end it says "everything" to the engine when anything changed.
 *
 * @throws Error when a record of the economy is refused, which is a fault of the generator
 */
export async function loadEconomy(
  stores: EconomyStores,
  economy: Economy,
  onProgress: LoadProgress = () => undefined,
): Promise<LoadReport> {
  const load = new EconomyLoad(stores, economy, onProgress);
  await load.clusterBodies();
  await load.buyers();
  await load.suppliers();
  await load.requirements();
  await load.people();
  return load.report;
}

class EconomyLoad {
  readonly report: LoadReport = {
    created: { suppliers: 0, buyers: 0, requirements: 0, members: 0 },
    updated: { suppliers: 0, requirements: 0 },
    unchanged: { suppliers: 0, requirements: 0 },
    people: [],
  };
  readonly #clusterIds = new Map<string, string>();
  #buyerIds: readonly string[] = [];
  /** Of the first batch, in order: the demonstration's is among them. */
  #firstSupplierIds: readonly string[] = [];
  #done = 0;
  readonly #total: number;

  constructor(
    private readonly stores: EconomyStores,
    private readonly economy: Economy,
    private readonly onProgress: LoadProgress,
  ) {
    const { suppliers, requirements, buyers, clusterBodies } = economy.counts;
    this.#total = suppliers + requirements + buyers + clusterBodies;
  }

  async clusterBodies(): Promise<void> {
    const bodies = this.economy.clusterBodies();
    await this.#write(async (ctx) => {
      for (const { key, draft } of bodies) {
        const made = await this.stores.clusterBodies.create(ctx, draft);
        if (isFailure(made)) throw refused(draft.name, made.errors);
        this.#clusterIds.set(key, made.value.id);
      }
    });
    this.#advance(bodies.length);
  }

  async buyers(): Promise<void> {
    const drafts = [...this.economy.buyers()].map(({ draft }) => draft);
    if (drafts.length === 0) return;
    await this.#write(async (ctx) => {
      const { ids, created, rejected } = await this.stores.buyers.ensureMany(ctx, drafts);
      if (rejected[0]) throw refused(`buyer ${rejected[0].index}`, rejected[0].errors);
      this.#buyerIds = ids.map((id, at) => held(id, `buyer ${at}`));
      this.report.created.buyers += created;
    });
    this.#advance(drafts.length);
  }

  async suppliers(): Promise<void> {
    for (const batch of batches(this.economy.suppliers())) {
      // Reading takes longer than writing: it is done before the transaction begins.
      const prepared = batch.map((sample) => prepareSupplier(sample));
      await this.#write(async (ctx) => {
        const upserted = await this.stores.suppliers.upsertMany(ctx, prepared, { recordChanges: false });
        if (upserted.rejected[0])
          throw refused(`supplier ${upserted.rejected[0].index}`, upserted.rejected[0].errors);
        const ids = upserted.ids.map((id, at) => held(id, `supplier ${at}`));
        if (this.#firstSupplierIds.length === 0) this.#firstSupplierIds = ids;
        const added = await this.#join(ctx, batch, ids);
        if (upserted.created + upserted.updated + added > 0) await recordChange(ctx, 'everything', {});
        this.report.created.suppliers += upserted.created;
        this.report.updated.suppliers += upserted.updated;
        this.report.unchanged.suppliers += upserted.unchanged + upserted.kept;
        this.report.created.members += added;
      });
      this.#advance(batch.length);
    }
  }

  async #join(
    ctx: TransactionContext,
    batch: readonly SampleSupplier[],
    ids: readonly string[],
  ): Promise<number> {
    let added = 0;
    for (const [key, clusterId] of this.#clusterIds) {
      const members = ids.filter((_, at) => batch[at]?.clusterBodies.includes(key));
      if (members.length === 0) continue;
      added += (await this.stores.clusterBodies.addMembers(ctx, clusterId, members, this.economy.today))
        .added;
    }
    return added;
  }

  async requirements(): Promise<void> {
    for (const batch of batches(this.economy.requirements())) {
      await this.#write(async (ctx) => {
        const prepared = batch.map(({ draft, buyer }): PreparedRequirement => {
          const buyerId = held(this.#buyerIds[buyer] ?? null, `buyer ${buyer}`);
          const { requirement, errors } = readRequirementDraft({ ...draft, buyerId });
          if (!requirement) throw refused(draft.title, errors);
          return requirement;
        });
        const upserted = await this.stores.requirements.upsertMany(ctx, prepared);
        const [first] = upserted.rejected;
        if (first) throw refused(prepared[first.index]?.title ?? 'requirement', first.errors);
        this.report.created.requirements += upserted.created;
        this.report.updated.requirements += upserted.updated;
        this.report.unchanged.requirements += upserted.unchanged + upserted.kept;
      });
      this.#advance(batch.length);
    }
  }

  async people(): Promise<void> {
    await this.#write(async (ctx) => {
      for (const { email, name, staffRoles, membership } of this.economy.people()) {
        const person = await this.stores.people.ensure(ctx, { email, name, staffRoles });
        if (membership) {
          await this.stores.people.addMembership(
            ctx,
            person.id,
            this.#organisationOf(membership),
            membership.role,
          );
        }
        this.report.people.push({ email, id: person.id });
      }
    });
  }

  #organisationOf(membership: NonNullable<SamplePerson['membership']>): string {
    switch (membership.of) {
      case 'buyer':
        return held(this.#buyerIds[membership.index] ?? null, 'the buyer of the demonstration');
      case 'supplier':
        return held(this.#firstSupplierIds[membership.index] ?? null, 'the supplier of the demonstration');
      case 'clusterBody':
        return held(this.#clusterIds.get(membership.key) ?? null, `cluster body ${membership.key}`);
    }
  }

  async #write(work: (ctx: TransactionContext) => Promise<void>): Promise<void> {
    await this.stores.unitOfWork.transaction({ actor: systemActor('sample') }, work);
  }

  #advance(records: number): void {
    this.#done += records;
    this.onProgress({ done: this.#done, total: this.#total });
  }
}

/** A sample supplier as the directory stores it. @throws Error when the directory would refuse it */
export function prepareSupplier({ draft }: SampleSupplier, lookups?: ProfileLookups): PreparedSupplier {
  const { supplier, errors } = readSupplierDraft(draft, lookups);
  if (!supplier) throw refused(draft.name, errors);
  return supplier;
}

function* batches<T>(items: Iterable<T>): Generator<T[], void, undefined> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function held(id: string | null, what: string): string {
  if (id === null) throw new Error(`The sample economy has no id for ${what}.`);
  return id;
}

const refused = (what: string, errors: readonly UserError[]): Error =>
  new Error(
    `The sample economy holds a record that is refused (${what}): ${errors.map(({ message }) => message).join(' ')}`,
  );
