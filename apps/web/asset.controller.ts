import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#lib/platform';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { PageRenderer } from './page.renderer.js';
import type { Asset } from './stylesheet.js';

type Encoding = 'br' | 'gzip';

/** What pages load, under names that change with the content; and whether the process lives. */
@Controller()
export class AssetController {
  /** Packed once, as small as can be. */
  private readonly packed = new Map<string, Buffer>();

  constructor(private readonly pages: PageRenderer) {}

  @Get('assets/*')
  async asset(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const found = this.pages.assets.find(({ path }) => path === request.url);
    if (!found) throw new AppError('NOT_FOUND');
    void reply
      .type(found.type)
      .headers({ 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' });
    const encoding = found.type.startsWith('text/') ? accepted(request) : undefined;
    if (encoding) void reply.header('content-encoding', encoding);
    await reply.send(encoding ? this.pack(found, encoding) : found.content);
  }

  @Get('livez')
  livez(): { status: string } {
    return { status: 'alive' };
  }

  private pack({ path, content }: Asset, encoding: Encoding): Buffer {
    const key = `${encoding} ${path}`;
    const packed =
      this.packed.get(key) ?? (encoding === 'br' ? brotliCompressSync(content) : gzipSync(content));
    this.packed.set(key, packed);
    return packed;
  }
}

function accepted(request: FastifyRequest): Encoding | undefined {
  const header = String(request.headers['accept-encoding'] ?? '');
  return /\bbr\b/.test(header) ? 'br' : /\bgzip\b/.test(header) ? 'gzip' : undefined;
}
