import { AttachmentService, CertificateDocumentService, FileStore, type FileView } from '#lib/files';
import {
  type Context,
  fromOpaqueId,
  isFailure,
  may,
  type Result,
  succeed,
  toOpaqueId,
  type TransactionContext,
} from '#lib/platform';
import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { Access } from './access.decorator.js';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';
import {
  AcceptConfidentialityInput,
  AddAttachmentInput,
  AddCertificateDocumentInput,
  Attachment,
  AttachmentDownload,
  Confidentiality,
  UploadPayload,
} from './attachment.types.js';
import { ShownOnce } from './idempotency.js';
import { Loaders } from './loaders.js';
import { DonePayload } from './organisation.types.js';
import { Ctx } from './request.context.js';
import { Requirement } from './requirement.types.js';
import { Certificate } from './supplier.types.js';

type Uploading = Promise<Result<{ id: string; uploadUrl: string }>>;
type Asked = Pick<Requirement, 'uuid' | 'buyerId' | 'disclosure'>;

/** Documents of requirements and certificates. */
@Resolver(() => Requirement)
export class AttachmentResolver {
  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly attached: AttachmentService,
    private readonly documents: CertificateDocumentService,
    private readonly loaders: Loaders,
  ) {}

  @ResolveField(() => [Attachment], {
    description: 'Documents of a requirement that you see in full, oldest first.',
  })
  async attachments(@Ctx() ctx: Context, @Parent() requirement: Requirement): Promise<Attachment[]> {
    if (requirement.disclosure !== 'FULL') return [];
    const files = this.loaders.of(ctx, 'attachments', (ids) => this.attached.of(ctx, ids));
    const [found, reader] = await Promise.all([
      files.load(requirement.uuid),
      this.readers(ctx).load(requirement),
    ]);
    return (found ?? []).map((view) => ({
      ...toAttachment(view, reader ?? null),
      buyerId: requirement.buyerId,
    }));
  }

  @ResolveField(() => Confidentiality, {
    nullable: true,
    description:
      'What has to be accepted before its attachments may be read; null unless you see it in full.',
  })
  async confidentiality(
    @Ctx() ctx: Context,
    @Parent() requirement: Requirement,
  ): Promise<Confidentiality | null> {
    if (requirement.disclosure !== 'FULL') return null;
    const { uuid } = requirement;
    const terms = this.loaders.of(ctx, 'terms', (ids) => this.attached.terms(ctx, ids));
    const [text, reader, acceptances] = await Promise.all([
      terms.load(uuid),
      this.readers(ctx).load(requirement),
      this.acceptances(ctx).load(requirement),
    ]);
    return {
      text: text!,
      accepted: reader !== undefined,
      acceptances: acceptances.map((each) => ({
        ...each,
        organisationId: toOpaqueId('org', each.organisationId),
      })),
    };
  }

  @Access('SIGNED_IN')
  @ShownOnce()
  @Mutation(() => UploadPayload, {
    description: 'Announces a document of a requirement; its content is sent apart.',
  })
  async addAttachment(
    @Ctx() ctx: TransactionContext,
    @Args('input') { requirementId, ...draft }: AddAttachmentInput,
  ): Uploading {
    return this.uploading(await this.attached.add(ctx, fromOpaqueId('req', requirementId), draft));
  }

  @Access('SIGNED_IN')
  @ShownOnce()
  @Mutation(() => UploadPayload, {
    description: 'Announces a document that shows a certificate, which then counts as evidenced by it.',
  })
  async addCertificateDocument(
    @Ctx() ctx: TransactionContext,
    @Args('input') { certificateId, ...draft }: AddCertificateDocumentInput,
  ): Uploading {
    return this.uploading(await this.documents.add(ctx, fromOpaqueId('cert', certificateId), draft));
  }

  @Access('SIGNED_IN')
  @Mutation(() => DonePayload, { description: 'Takes a document of a requirement away.' })
  async removeAttachment(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ id: string }>> {
    await this.attached.remove(ctx, fromOpaqueId('file', id));
    return succeed({ id });
  }

  @Access('SIGNED_IN')
  @Mutation(() => DonePayload, {
    description: 'Sets what suppliers must accept before they may read the attachments of a requirement.',
  })
  async setConfidentialityText(
    @Ctx() ctx: TransactionContext,
    @Args('requirementId', { type: () => ID }) requirementId: string,
    @Args('text', { type: () => String }) text: string,
  ): Promise<Result<{ id: string }>> {
    const set = await this.attached.setTerms(ctx, fromOpaqueId('req', requirementId), text);
    return isFailure(set) ? set : succeed({ id: requirementId });
  }

  @Access('SIGNED_IN')
  @Mutation(() => DonePayload, {
    description: 'Accepts confidentiality for an organisation, so that its people may read the attachments.',
  })
  async acceptConfidentiality(
    @Ctx() ctx: TransactionContext,
    @Args('input') { requirementId, organisationId, text }: AcceptConfidentialityInput,
  ): Promise<Result<{ id: string }>> {
    const accepted = await this.attached.accept(
      ctx,
      fromOpaqueId('req', requirementId),
      fromOpaqueId('org', organisationId),
      text,
    );
    return isFailure(accepted) ? accepted : succeed({ id: requirementId });
  }

  private uploading(
    begun: Result<{ id: string; ticket: string }>,
  ): Result<{ id: string; uploadUrl: string }> {
    if (isFailure(begun)) return begun;
    const { id, ticket } = begun.value;
    const uploadUrl = `${this.runtime.config.apiPublicUrl}/files?t=${ticket}`;
    return succeed({ id: toOpaqueId('file', id), uploadUrl });
  }

  private readers(ctx: Context): DataLoader<Asked, { organisationId: string | null } | undefined, string> {
    return byRequirement(ctx, 'attachment readers', (asked) => this.attached.readers(ctx, asked));
  }

  private acceptances(ctx: Context) {
    const loader = byRequirement(ctx, 'acceptances', (asked) => this.attached.acceptances(ctx, asked));
    return { load: async (asked: Asked) => (await loader.load(asked)) ?? [] };
  }
}

function byRequirement<Value>(
  ctx: Context,
  kind: string,
  find: (
    asked: { id: string; buyerId: string; disclosure: Asked['disclosure'] }[],
  ) => Promise<Map<string, Value>>,
): DataLoader<Asked, Value | undefined, string> {
  return ctx.once(
    `loader:${kind}`,
    () =>
      new DataLoader<Asked, Value | undefined, string>(
        async (asked) => {
          const found = await find(
            asked.map(({ uuid, buyerId, disclosure }) => ({ id: uuid, buyerId, disclosure })),
          );
          return asked.map(({ uuid }) => found.get(uuid));
        },
        { cacheKeyFn: ({ uuid }) => uuid },
      ),
  );
}

function toAttachment(view: FileView, reader: Attachment['reader']): Attachment {
  const { name, mediaType, bytes, addedAt } = view;
  return { view, reader, id: toOpaqueId('file', view.id), name, mediaType, bytes, addedAt };
}

@Resolver(() => Attachment)
export class AttachmentReadingResolver {
  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly files: FileStore,
    private readonly attached: AttachmentService,
    private readonly loaders: Loaders,
  ) {}

  @ResolveField(() => String, {
    nullable: true,
    description:
      'Where to take it within 10 minutes; null until confidentiality has been accepted. It is noted who does.',
  })
  async downloadUrl(@Ctx() ctx: Context, @Parent() { view, reader }: Attachment): Promise<string | null> {
    if (!reader) return null;
    const ticket = await this.files.downloadTicket(ctx, view.id, reader.organisationId);
    return `${this.runtime.config.apiPublicUrl}/files?t=${ticket}`;
  }

  @ResolveField(() => [AttachmentDownload], {
    description: 'Who took it, latest first; for the buyer and officers, empty for others.',
  })
  async downloads(
    @Ctx() ctx: Context,
    @Parent() { view, buyerId }: Attachment,
  ): Promise<AttachmentDownload[]> {
    if (buyerId === undefined || !may(ctx.actor, 'requirement.view-private', buyerId)) return [];
    const found = this.loaders.of(ctx, 'downloads', (ids) => this.attached.downloads(ctx, ids));
    return (await found.load(view.id)) ?? [];
  }
}

@Resolver(() => Certificate)
export class CertificateDocumentResolver {
  constructor(
    private readonly documentService: CertificateDocumentService,
    private readonly loaders: Loaders,
  ) {}

  @ResolveField(() => [Attachment], {
    description: 'Documents that show it; for the organisation itself and officers, empty for others.',
  })
  async documents(@Ctx() ctx: Context, @Parent() { id }: Certificate): Promise<Attachment[]> {
    const found = this.loaders.of(ctx, 'certificate documents', (ids) => this.documentService.of(ctx, ids));
    return ((await found.load(fromOpaqueId('cert', id))) ?? []).map((view) =>
      toAttachment(view, { organisationId: null }),
    );
  }
}
