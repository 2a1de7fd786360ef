import {
  AppError,
  type CallOptions,
  type Context,
  fail,
  MailSeal,
  newId,
  type Result,
  succeed,
  type TransactionContext,
  type UnitOfWork,
  userError,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { calledOf, endingAs, looksLike, MEDIA_TYPES_CALLED, mediaTypeOf } from './media.types.js';

export interface FileDraft {
  name: string;
  mediaType: string;
  bytes: number;
}

export interface FileView extends FileDraft {
  id: string;
  requirementId: string | null;
  certificateId: string | null;
  addedAt: Date;
  storedAt: Date | null;
}

/** Largest file, bytes: 20 MB. */
export const LARGEST_FILE = 20 * 1024 * 1024;
export const MOST_FILES = 20;
const LONGEST_NAME = 200;
const CHUNK = 256 * 1024;
const UPLOAD_MS = 15 * 60_000;
const DOWNLOAD_MS = 10 * 60_000;
/** A sender who has been silent this long has gone. */
const LEASE_MS = 10 * 60_000;
const ABANDONED_MS = 86_400_000;

/** Rounded up, so that what is too much never reads as what is taken. */
const inMegabytes = (bytes: number): string =>
  (Math.ceil((bytes / 1024 / 1024) * 10) / 10).toLocaleString('en-GB');

const uploadTicket = z.object({ id: z.uuid(), until: z.number() });
const downloadTicket = z.object({
  id: z.uuid(),
  until: z.number(),
  personId: z.uuid().nullable(),
  organisationId: z.uuid().nullable(),
});
export type DownloadTicket = z.infer<typeof downloadTicket>;

const columns = `f.id, f.requirement_id AS "requirementId", f.certificate_id AS "certificateId", f.name,
  f.media_type AS "mediaType", f.bytes::int AS bytes, f.created_at AS "addedAt", f.stored_at AS "storedAt"`;

/**
 * Files in Postgres, in chunks: neither coming nor going is one held in memory, and no transaction stays open while a
 * slow sender sends. Who may is decided by those who give out the tickets.
 */
@Injectable()
export class FileStore {
  /** Makes room for a file, and a ticket with which its content may be sent once, within a quarter of an hour. */
  async begin(
    ctx: TransactionContext,
    owner: { requirementId: string } | { certificateId: string },
    { name, mediaType: said, bytes }: FileDraft,
  ): Promise<Result<{ id: string; ticket: string }>> {
    const plain = name.replace(/[\p{C}/\\]/gu, ' ').trim();
    const mediaType = mediaTypeOf(said, plain);
    const label = plain === '' || mediaType === undefined ? plain : endingAs(mediaType, plain);
    const errors = [
      label === '' || label.length > LONGEST_NAME
        ? userError('INVALID_VALUE', `Name the file in 1 to ${LONGEST_NAME} characters.`, ['name'])
        : [],
      mediaType === undefined
        ? userError('UNKNOWN_MEDIA_TYPE', `Send one of these: ${MEDIA_TYPES_CALLED.join(', ')}.`, [
            'mediaType',
          ])
        : [],
      bytes >= 1 && bytes <= LARGEST_FILE
        ? []
        : userError(
            'OUT_OF_RANGE',
            bytes < 1
              ? 'The file is empty. Send one with something in it.'
              : `The file has ${inMegabytes(bytes)} MB, and ${inMegabytes(LARGEST_FILE)} MB are taken. Send a smaller one.`,
            ['bytes'],
          ),
    ].flat();
    if (errors.length > 0) return fail(...errors);
    const [column, ownerId] =
      'requirementId' in owner
        ? ['requirement_id', owner.requirementId]
        : ['certificate_id', owner.certificateId];
    await ctx.query(`DELETE FROM files WHERE stored_at IS NULL AND created_at < $1`, [
      new Date(ctx.now().getTime() - ABANDONED_MS),
    ]);
    const [count] = await ctx.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM files WHERE ${column} = $1`,
      [ownerId],
    );
    if (count!.n >= MOST_FILES) {
      return fail(userError('TOO_MANY', `There are ${MOST_FILES} files already: remove one first.`));
    }
    const id = newId();
    await ctx.query(
      `INSERT INTO files (id, ${column}, name, media_type, bytes, added_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        id,
        ownerId,
        label,
        mediaType,
        bytes,
        ctx.actor.kind === 'person' ? ctx.actor.personId : null,
        ctx.now(),
      ],
    );
    const ticket = (await MailSeal.of(ctx)).seal('file upload', {
      id,
      until: ctx.now().getTime() + UPLOAD_MS,
    });
    return succeed({ id, ticket });
  }

  /**
   * Takes the content that belongs to a ticket, checks its length and its first bytes, and keeps it.
   * @throws AppError NOT_FOUND for a ticket that is none or has been used, TOO_LARGE, BAD_INPUT
   */
  async receive(
    unitOfWork: UnitOfWork,
    call: CallOptions,
    ticket: string,
    content: AsyncIterable<Buffer>,
    onStored: (ctx: TransactionContext, file: FileView) => Promise<void>,
  ): Promise<FileView> {
    const file = await unitOfWork.transaction(call, (ctx) => this.lease(ctx, ticket));
    const hash = createHash('sha256');
    let received = 0;
    let no = 0;
    const keep = async (chunk: Buffer): Promise<void> => {
      if (no === 0 && !looksLike(file.mediaType, chunk)) {
        throw new AppError(
          'BAD_INPUT',
          `What is in the file is not ${calledOf(file.mediaType)}, whatever its name says. Save it as one, and send that.`,
        );
      }
      const at = no++;
      await unitOfWork.transaction(call, (ctx) =>
        ctx.query(`INSERT INTO file_chunks (file_id, no, content) VALUES ($1, $2, $3)`, [file.id, at, chunk]),
      );
    };
    try {
      for await (const chunk of inChunks(content)) {
        received += chunk.length;
        if (received > file.bytes) throw new AppError('TOO_LARGE', 'More came than was announced.');
        hash.update(chunk);
        await keep(chunk);
      }
      if (received !== file.bytes) throw new AppError('BAD_INPUT', 'Less came than was announced.');
      return await unitOfWork.transaction(call, async (ctx) => {
        const storedAt = ctx.now();
        await ctx.query(`UPDATE files SET sha256 = $2, stored_at = $3, receiving_at = NULL WHERE id = $1`, [
          file.id,
          hash.digest('hex'),
          storedAt,
        ]);
        const stored = { ...file, storedAt };
        await onStored(ctx, stored);
        return stored;
      });
    } catch (error) {
      await unitOfWork.transaction(call, async (ctx) => {
        await ctx.query(`DELETE FROM file_chunks WHERE file_id = $1`, [file.id]);
        await ctx.query(`UPDATE files SET receiving_at = NULL WHERE id = $1`, [file.id]);
      });
      throw error;
    }
  }

  private async lease(ctx: TransactionContext, ticket: string): Promise<FileView> {
    const { id, until } = uploadTicket.parse((await MailSeal.of(ctx)).open('file upload', ticket));
    if (until < ctx.now().getTime()) throw new AppError('NOT_FOUND');
    const [file] = await ctx.query<FileView>(
      `UPDATE files f SET receiving_at = $2
        WHERE id = $1 AND stored_at IS NULL AND (receiving_at IS NULL OR receiving_at < $3) RETURNING ${columns}`,
      [id, ctx.now(), new Date(ctx.now().getTime() - LEASE_MS)],
    );
    if (!file) throw new AppError('NOT_FOUND');
    await ctx.query(`DELETE FROM file_chunks WHERE file_id = $1`, [id]);
    return file;
  }

  /** Files of requirements or certificates, by owner, oldest first; those whose content has not come yet are left out. */
  async of(
    ctx: Context,
    owner: 'requirement' | 'certificate',
    ids: readonly string[],
  ): Promise<Map<string, FileView[]>> {
    const rows = await ctx.query<FileView & { owner: string }>(
      `SELECT f.${owner}_id AS owner, ${columns} FROM files f
        WHERE f.${owner}_id = ANY($1) AND f.stored_at IS NOT NULL ORDER BY f.created_at, f.id`,
      [ids],
    );
    const found = new Map<string, FileView[]>();
    for (const { owner: id, ...file } of rows) {
      const files = found.get(id) ?? [];
      files.push(file);
      found.set(id, files);
    }
    return found;
  }

  async find(ctx: Context, id: string): Promise<FileView | undefined> {
    const [file] = await ctx.query<FileView>(`SELECT ${columns} FROM files f WHERE f.id = $1`, [id]);
    return file;
  }

  /** Who announced a file; null when no person did, or has been erased since. */
  async addedBy(ctx: Context, id: string): Promise<string | null> {
    const [file] = await ctx.query<{ addedBy: string | null }>(
      `SELECT added_by AS "addedBy" FROM files WHERE id = $1`,
      [id],
    );
    return file?.addedBy ?? null;
  }

  async remove(ctx: TransactionContext, id: string): Promise<void> {
    await ctx.query(`DELETE FROM files WHERE id = $1`, [id]);
  }

  /** A ticket with which one reader may take a file for some minutes. */
  async downloadTicket(ctx: Context, id: string, organisationId: string | null): Promise<string> {
    const personId = ctx.actor.kind === 'person' ? ctx.actor.personId : null;
    const ticket: DownloadTicket = { id, personId, organisationId, until: ctx.now().getTime() + DOWNLOAD_MS };
    return (await MailSeal.of(ctx)).seal('file download', ticket);
  }

  /** @throws AppError NOT_FOUND for a ticket that is none, or has run out */
  async openTicket(ctx: Context, ticket: string): Promise<DownloadTicket> {
    const opened = downloadTicket.parse((await MailSeal.of(ctx)).open('file download', ticket));
    if (opened.until < ctx.now().getTime()) throw new AppError('NOT_FOUND');
    return opened;
  }

  /** Notes that a file is being taken. */
  async noteDownload(
    ctx: TransactionContext,
    { id, organisationId, personId }: DownloadTicket,
  ): Promise<void> {
    await ctx.query(
      `INSERT INTO file_downloads (id, file_id, organisation_id, person_id, at) VALUES ($1, $2, $3, $4, $5)`,
      [newId(), id, organisationId, personId, ctx.now()],
    );
  }

  /** The content of a file, a chunk at a time. */
  async *content(ctx: Context, id: string): AsyncGenerator<Buffer, void, undefined> {
    for (let no = 0; ; no++) {
      const [row] = await ctx.query<{ content: Buffer }>(
        `SELECT content FROM file_chunks WHERE file_id = $1 AND no = $2`,
        [id, no],
      );
      if (!row) return;
      yield row.content;
    }
  }
}

/** Whatever comes, in pieces of one size. */
async function* inChunks(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const piece of content) {
    for (let from = 0; from < piece.length;) {
      const part = piece.subarray(from, from + CHUNK - length);
      waiting.push(part);
      length += part.length;
      from += part.length;
      if (length < CHUNK) continue;
      yield Buffer.concat(waiting);
      [waiting, length] = [[], 0];
    }
  }
  if (length > 0) yield Buffer.concat(waiting);
}
