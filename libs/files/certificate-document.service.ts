import { rankSuppliers } from '#lib/directory';
import {
  AppError,
  type Context,
  demand,
  enqueue,
  may,
  recordAudit,
  recordChange,
  type Result,
  type TransactionContext,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { type FileDraft, FileStore, type FileView } from './file.store.js';

/** Documents that show a certificate: the second rung of the evidence ladder. */
@Injectable()
export class CertificateDocumentService {
  constructor(private readonly files: FileStore) {}

  /** @throws AppError NOT_FOUND unless the actor may edit the supplier that holds the certificate */
  async add(
    ctx: TransactionContext,
    certificateId: string,
    draft: FileDraft,
  ): Promise<Result<{ id: string; ticket: string }>> {
    demand(ctx.actor, 'organisation.edit', await this.holderOf(ctx, certificateId));
    return this.files.begin(ctx, { certificateId }, draft);
  }

  /** A document has come: the claim now rests on it, dated, unless it rests on something stronger. */
  async lift(ctx: TransactionContext, certificateId: string, { id, name }: FileView): Promise<void> {
    const holder = await this.holderOf(ctx, certificateId);
    await ctx.query(
      `UPDATE certificates SET evidence = 'DOCUMENT', checked_on = $2 WHERE id = $1 AND evidence = 'SELF_DECLARED'`,
      [certificateId, ctx.today()],
    );
    await recordAudit(ctx, [
      {
        organisationId: holder,
        subjectKind: 'certificate',
        subjectId: certificateId,
        action: 'DOCUMENT_ADDED',
        after: { name },
        personId: await this.files.addedBy(ctx, id),
      },
    ]);
    await recordChange(ctx, 'supplier', { ids: [holder] });
    await enqueue(ctx, rankSuppliers, { supplierIds: [holder] });
  }

  /** Documents by certificate, of those whose holder's private data the actor may see. Two statements. */
  async of(ctx: Context, certificateIds: readonly string[]): Promise<Map<string, FileView[]>> {
    const rows = await ctx.query<{ id: string; holder: string }>(
      `SELECT id, organisation_id AS holder FROM certificates WHERE id = ANY($1)`,
      [certificateIds],
    );
    const seen = rows.filter(({ holder }) => may(ctx.actor, 'organisation.view-private', holder));
    return this.files.of(
      ctx,
      'certificate',
      seen.map(({ id }) => id),
    );
  }

  private async holderOf(ctx: Context, certificateId: string): Promise<string> {
    const [row] = await ctx.query<{ holder: string }>(
      `SELECT organisation_id AS holder FROM certificates WHERE id = $1`,
      [certificateId],
    );
    if (!row) throw new AppError('NOT_FOUND');
    return row.holder;
  }
}
