import { AppError } from '#lib/platform';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiClient, type Asking, askingBy } from '../api.client.js';
import { DemoSession } from '../demo.session.js';
import { sendLetter } from '../letter/letter.frame.js';
import { found, Portal } from '../portal.js';
import { type DigestPageQuery, digestPageQuery } from './document.operations.js';

type DigestRead = NonNullable<DigestPageQuery['digest']>;

/** A digest in full, for its cluster body and officers; in demo mode for whoever looks in. */
@Controller('digests')
export class DigestController {
  constructor(
    private readonly api: ApiClient,
    private readonly demo: DemoSession,
    private readonly portal: Portal,
  ) {}

  @Get(':id')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const digest = await this.read(request, id);
    await this.portal.show(request, reply, 'digest/digest.njk', {
      title: digest.subject,
      digest,
      frame: `/digests/${digest.id}/content`,
    });
  }

  @Get(':id/content')
  async content(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await sendLetter(reply, (await this.read(request, id)).page);
  }

  private async read(request: FastifyRequest, id: string): Promise<DigestRead> {
    const ask = (asking: Asking): Promise<DigestPageQuery> => this.api.ask(asking, digestPageQuery, { id });
    const asking = await this.portal.asking(request);
    const answer =
      asking.token === undefined ? await this.demo.asOfficer(askingBy(request), ask) : await ask(asking);
    if (!answer) throw new AppError('UNAUTHENTICATED');
    return found(answer.digest);
  }
}
