import {
  type BuyerDraft,
  BuyerService,
  type LikeOrganisation,
  type SupplierDraft,
  SupplierService,
} from '#lib/directory';
import {
  fail,
  isFailure,
  organisationsOf,
  recordAudit,
  type Result,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { PersonService } from './person.service.js';

/** A registration; one that failed names the organisations that may be the one meant, to join or to claim. */
export type Registered = Result<{ id: string }> & { alike?: LikeOrganisation[] };

interface Likeness {
  /** The registrant has seen who is alike, and is another. */
  distinct?: boolean | null;
}

/** Registration by a signed-in person, who becomes the owner of what they register. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly people: PersonService,
    private readonly suppliers: SupplierService,
    private readonly buyers: BuyerService,
  ) {}

  /** Registers a supplier as SupplierService does; its registrant owns it. */
  async registerSupplier(
    ctx: TransactionContext,
    draft: SupplierDraft,
    { distinct }: Likeness = {},
  ): Promise<Registered> {
    return this.own(ctx, 'supplier', draft, distinct, () => this.suppliers.register(ctx, draft));
  }

  /** Registers a buyer as BuyerService does; its registrant owns it. */
  async registerBuyer(
    ctx: TransactionContext,
    draft: BuyerDraft,
    { distinct }: Likeness = {},
  ): Promise<Registered> {
    return this.own(ctx, 'buyer', draft, distinct, () => this.buyers.register(ctx, draft));
  }

  private async own(
    ctx: TransactionContext,
    subjectKind: 'supplier' | 'buyer',
    draft: SupplierDraft | BuyerDraft,
    distinct: boolean | null | undefined,
    register: () => Promise<Result<{ id: string }>>,
  ): Promise<Registered> {
    const { actor } = ctx;
    if (actor.kind !== 'person') return register();
    const alike = await this.alikeOf(ctx, draft);
    if (!distinct && alike.some(({ because }) => because === 'NAME_AND_PLACE')) {
      const message =
        'A business of this name is here already. Join or claim it, or say that yours is another one.';
      return { ...fail(userError('LOOKS_REGISTERED', message, ['name'])), alike };
    }
    const registered = await register();
    if (isFailure(registered)) return { ...registered, alike };
    const { id } = registered.value;
    await this.people.makeFirstOwner(ctx, actor.personId, id);
    await recordAudit(ctx, [
      { organisationId: id, subjectKind, subjectId: id, action: 'REGISTERED', after: draft },
    ]);
    return registered;
  }

  /** Organisations that may be the one meant, without the registrant's own and bare entries of a register. */
  private async alikeOf(
    ctx: TransactionContext,
    { name, companyNumber, postcode }: SupplierDraft | BuyerDraft,
  ): Promise<LikeOrganisation[]> {
    if (name.trim() === '') return [];
    const own = new Set(organisationsOf(ctx.actor));
    const found = await this.suppliers.findLikeness(ctx, { name, companyNumber, postcode });
    return found.filter(({ id, claimed, supplier, buyer }) => !own.has(id) && (claimed || supplier || buyer));
  }
}
