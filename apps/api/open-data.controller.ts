import {
  catalogueOf,
  DATASETS,
  type DatasetEntry,
  OcdsService,
  OCID_PREFIX,
  openCsv,
  OpenDataService,
  toPackage,
} from '#lib/intelligence';
import { anonymous, AppError, type Context } from '#lib/platform';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Access } from './access.decorator.js';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';
import { openDataPage } from './open-data.page.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Open data, for anybody and any program. */
@Controller()
export class OpenDataController {
  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly data: OpenDataService,
    private readonly ocds: OcdsService,
  ) {}

  @Access('PUBLIC')
  @Get('open-data')
  async page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    void reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
    await answer(request, reply, 'text/html; charset=utf-8', openDataPage(DATASETS));
  }

  @Access('PUBLIC')
  @Get('open-data/:file')
  async dataset(
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { apiPublicUrl } = this.runtime.config;
    const ctx = this.reading();
    if (file === 'index.json') {
      await answer(request, reply, JSON_TYPE, JSON.stringify(catalogueOf(apiPublicUrl, ctx.today())));
      return;
    }
    const [, name, ending] = /^([a-z-]+)\.(csv|json)$/.exec(file) ?? [];
    const entry = DATASETS.find((dataset) => dataset.name === name);
    if (!entry) throw new AppError('NOT_FOUND');
    const rows = await this.data.rows(ctx, entry.name);
    if (ending === 'csv') {
      void reply.header('content-disposition', `attachment; filename="${entry.name}.csv"`);
      await answer(request, reply, 'text/csv; charset=utf-8; header=present', openCsv(entry.columns, rows));
      return;
    }
    const { title, description, columns, controlled }: DatasetEntry = entry;
    const body = { name, title, description, controlled, columns, rows };
    await answer(request, reply, JSON_TYPE, JSON.stringify(body));
  }

  @Access('PUBLIC')
  @Get(['ocds', 'ocds/releases.json'])
  async releases(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('after') after?: string,
  ): Promise<void> {
    const ctx = this.reading();
    const { publicUrl } = this.runtime.config;
    const { releases, next } = await this.ocds.page(ctx, after ?? null, publicUrl);
    const here = this.address(after === undefined ? '' : `?after=${encodeURIComponent(after)}`);
    const following = next === null ? null : this.address(`?after=${encodeURIComponent(next)}`);
    // The date of what it holds, not of the asking: the same releases are the same package.
    const date =
      releases
        .map((release) => release.date)
        .sort()
        .at(-1) ?? `${ctx.today()}T00:00:00Z`;
    await answer(request, reply, JSON_TYPE, JSON.stringify(toPackage(here, date, releases, following)));
  }

  @Access('PUBLIC')
  @Get('ocds/releases.jsonl')
  async lines(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = this.reading();
    const { publicUrl } = this.runtime.config;
    const etag = `W/"${await this.ocds.state(ctx)}"`;
    if (isKnown(request, reply, etag)) return;
    const source = this.ocds.all(ctx, publicUrl);
    async function* text(): AsyncGenerator<string> {
      for await (const release of source) yield `${JSON.stringify(release)}\n`;
    }
    await reply.type('application/jsonl; charset=utf-8').send(Readable.from(text()));
  }

  @Access('PUBLIC')
  @Get('ocds/releases/:file')
  async release(
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const id = file.replace(/\.json$/, '').replace(`${OCID_PREFIX}-`, '');
    if (!UUID.test(id)) throw new AppError('NOT_FOUND');
    const release = await this.ocds.one(this.reading(), id, this.runtime.config.publicUrl);
    if (!release) throw new AppError('NOT_FOUND');
    const uri = `${this.runtime.config.apiPublicUrl}/ocds/releases/${release.ocid}.json`;
    await answer(request, reply, JSON_TYPE, JSON.stringify(toPackage(uri, release.date, [release], null)));
  }

  private address(query: string): string {
    return `${this.runtime.config.apiPublicUrl}/ocds/releases.json${query}`;
  }

  /** Whoever asks, what is open is what anybody may know. */
  private reading(): Context {
    return this.runtime.unitOfWork.reading({ actor: anonymous });
  }
}

/** Sends a body with an entity tag of its content, or says that it is known already. */
async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  body: string,
): Promise<void> {
  if (isKnown(request, reply, `"${createHash('sha256').update(body).digest('base64url')}"`)) return;
  await reply.type(type).send(body);
}

function isKnown(request: FastifyRequest, reply: FastifyReply, etag: string): boolean {
  void reply.headers({
    etag,
    'cache-control': 'public, max-age=300',
    'access-control-allow-origin': '*',
  });
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim());
  if (!known?.includes(etag)) return false;
  void reply.status(304).send();
  return true;
}
