import {
  BuyerService,
  ClusterBodyService,
  PlaceService,
  type SupplierDraft,
  SupplierService,
} from '#lib/directory';
import { changeHorizon, type Result, type TransactionContext } from '#lib/platform';
import { eventually, type TestDatabase } from '#lib/platform/testing';
import { type RequirementDraft, RequirementService } from '#lib/requirements';

/** The value of a result that must be a success. */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`A failure where none was expected: ${JSON.stringify(result.errors)}`);
}

/** Builds small economies through the services, as the outside would. */
export class EconomyBuilder {
  private readonly places = new PlaceService();
  readonly suppliers = new SupplierService(this.places);
  readonly buyers = new BuyerService(this.places);
  readonly clusters = new ClusterBodyService();
  readonly requirements = new RequirementService(this.places);
  private made = 0;

  constructor(private readonly db: TestDatabase) {}

  /** Writes as the system, and waits until readers of the change log can see it. */
  async write<T>(work: (ctx: TransactionContext) => Promise<T>): Promise<T> {
    const value = await this.db.writing(work);
    await this.settled();
    return value;
  }

  /**
   * Waits until the change log hides nothing that is committed: entries stay hidden while any older transaction of
   * this database runs.
   */
  async settled(): Promise<void> {
    await eventually('the change log to show everything', async () => {
      const hidden = await this.db
        .reading()
        .query(`SELECT FROM change_log WHERE xid >= ${changeHorizon} LIMIT 1`);
      return hidden.length === 0;
    });
  }

  /** A machine shop in Derby that holds AS9100, unless said otherwise. */
  supplier(draft: Partial<SupplierDraft> = {}): Promise<string> {
    return this.write((ctx) => this.register(ctx, draft));
  }

  /** The same in a transaction of the caller's. */
  async register(ctx: TransactionContext, draft: Partial<SupplierDraft> = {}): Promise<string> {
    this.made += 1;
    const { id } = valueOf(
      await this.suppliers.register(ctx, {
        name: `Machine Shop ${this.made} Ltd`,
        postcode: 'DE24 9FU',
        summary: 'Subcontract machining for aerospace.',
        phrases: ['5-axis milling', 'CNC turning'],
        certificates: [{ stated: 'AS9100 Rev D', validFrom: '2025-01-01', validTo: '2028-01-01' }],
        markets: ['ADVANCED_MANUFACTURING'],
        annualTurnoverGbp: 4_000_000,
        employees: 40,
        origin: 'REGISTERED',
        ...draft,
      }),
    );
    return id;
  }

  async buyer(name: string, postcode = 'B7 4BB'): Promise<string> {
    return this.write(async (ctx) => {
      const { id } = valueOf(await this.buyers.register(ctx, { name, postcode, origin: 'REGISTERED' }));
      return id;
    });
  }

  /** A draft that asks for five-axis milling to AS9100, unless said otherwise. */
  async draft(buyerId: string, draft: Partial<RequirementDraft> = {}): Promise<string> {
    return this.write(async (ctx) => {
      const { id } = valueOf(
        await this.requirements.create(ctx, {
          buyerId,
          title: 'Five-axis machined brackets',
          needs: [{ phrase: '5-axis milling', importance: 'must' }],
          certifications: { required: ['AS9100'] },
          sectors: ['ADVANCED_MANUFACTURING'],
          valueGbp: 250_000,
          origin: 'REGISTERED',
          ...draft,
        }),
      );
      return id;
    });
  }

  async publish(requirementId: string): Promise<void> {
    await this.write(async (ctx) => valueOf(await this.requirements.publish(ctx, requirementId)));
  }

  /** A published requirement. */
  async requirement(buyerId: string, draft: Partial<RequirementDraft> = {}): Promise<string> {
    const id = await this.draft(buyerId, draft);
    await this.publish(id);
    return id;
  }

  async cluster(name: string, memberIds: readonly string[], digestAddresses: string[]): Promise<string> {
    return this.write(async (ctx) => {
      const { id } = valueOf(await this.clusters.create(ctx, { name, digestAddresses }));
      await this.clusters.addMembers(ctx, id, memberIds);
      return id;
    });
  }

  /** Lets the supplier's certificates run out on the day given. */
  async expire(supplierId: string, validTo: string): Promise<void> {
    await this.write(async (ctx) =>
      valueOf(
        await this.suppliers.setCertificates(ctx, supplierId, [
          { stated: 'AS9100 Rev D', validFrom: '2020-01-01', validTo },
        ]),
      ),
    );
  }
}
