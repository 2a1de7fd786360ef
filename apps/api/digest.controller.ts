import { DigestFeedService } from '#lib/digests';
import { AppError, type Context, type IdKind, systemActor, tryFromOpaqueId } from '#lib/platform';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from './access.decorator.js';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';

/** Digests for feed readers and spreadsheets; a sealed token in the address takes the place of signing in. */
@Controller()
export class DigestController {
  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly feeds: DigestFeedService,
  ) {}

  @Access('PUBLIC')
  @Get('feeds/clusters/:file')
  async feed(@Param('file') file: string, @Query('t') token = '', @Res() reply: FastifyReply): Promise<void> {
    const feed = await this.feeds.feed(this.reading(), idIn(file, 'org', '.atom'), token);
    await send(reply, 'application/atom+xml; charset=utf-8', feed);
  }

  @Access('PUBLIC')
  @Get('digests/:file')
  async csv(@Param('file') file: string, @Query('t') token = '', @Res() reply: FastifyReply): Promise<void> {
    const csv = await this.feeds.csv(this.reading(), idIn(file, 'digest', '.csv'), token);
    void reply.header('content-disposition', `attachment; filename="${file.replace(/[^\w.]/g, '')}"`);
    await send(reply, 'text/csv; charset=utf-8', csv);
  }

  private reading(): Context {
    return this.runtime.unitOfWork.reading({ actor: systemActor('digest links') });
  }
}

/** @throws AppError NOT_FOUND */
function idIn(file: string, kind: IdKind, ending: string): string {
  const id = file.endsWith(ending) ? tryFromOpaqueId(kind, file.slice(0, -ending.length)) : undefined;
  if (id === undefined) throw new AppError('NOT_FOUND');
  return id;
}

/** @throws AppError NOT_FOUND */
async function send(reply: FastifyReply, type: string, body: string | undefined): Promise<void> {
  if (body === undefined) throw new AppError('NOT_FOUND');
  await reply.type(type).header('cache-control', 'private, max-age=300').send(body);
}
