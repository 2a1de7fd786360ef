import { CertificateDocumentService, FileStore, LARGEST_FILE } from '#lib/files';
import { AppError, systemActor } from '#lib/platform';
import { Controller, Get, Inject, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Access } from './access.decorator.js';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';

const actor = systemActor('files');

/** Files on their way in and out: a sealed ticket in the address, given to who may, takes the place of signing in. */
@Controller('files')
export class FileController {
  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly files: FileStore,
    private readonly documents: CertificateDocumentService,
  ) {}

  @Access('PUBLIC')
  @Put()
  async receive(
    @Query('t') ticket = '',
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (Number(request.headers['content-length'] ?? 0) > LARGEST_FILE) throw new AppError('TOO_LARGE');
    if (!(request.body instanceof Readable)) {
      throw new AppError('BAD_INPUT', 'Send the content as application/octet-stream.');
    }
    const { body } = request;
    const call = { actor, requestId: request.id, log: this.runtime.log };
    try {
      const stored = await this.files.receive(
        this.runtime.unitOfWork,
        call,
        ticket,
        body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>,
        async (ctx, file) => {
          if (file.certificateId) await this.documents.lift(ctx, file.certificateId, file);
        },
      );
      await reply.status(201).send({ bytes: stored.bytes });
    } finally {
      // Who is refused while still sending hears why only once all has been read.
      body.resume();
    }
  }

  @Access('PUBLIC')
  @Get()
  async give(
    @Query('t') ticket = '',
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { unitOfWork, log } = this.runtime;
    const call = { actor, requestId: request.id, log };
    const reading = unitOfWork.reading(call);
    const opened = await this.files.openTicket(reading, ticket);
    const file = await this.files.find(reading, opened.id);
    if (!file?.storedAt) throw new AppError('NOT_FOUND');
    await unitOfWork.transaction(call, (ctx) => this.files.noteDownload(ctx, opened));
    await reply
      .headers({
        'content-type': file.mediaType,
        'content-length': file.bytes,
        // Never shown in place: what others have sent must not run in our name.
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, no-store',
      })
      .send(Readable.from(this.files.content(reading, file.id)));
  }
}
