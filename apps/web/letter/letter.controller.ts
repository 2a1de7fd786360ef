import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiClient, askingBy } from '../api.client.js';
import { DemoSession } from '../demo.session.js';
import { found, Portal } from '../portal.js';
import { sendLetter } from './letter.frame.js';
import { type LetterPageQuery, letterPageQuery } from './document.operations.js';

type Letter = NonNullable<LetterPageQuery['mail']>;

/** A letter of the outbox, in demo mode. */
@Controller('letters')
export class LetterController {
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
    const letter = await this.read(request, id);
    await this.portal.show(request, reply, 'letter/letter.njk', {
      title: letter.subject,
      caption: `To ${letter.recipient}`,
      written: letter.createdAt,
      frame: `/letters/${letter.id}/content`,
    });
  }

  @Get(':id/content')
  async content(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await sendLetter(reply, (await this.read(request, id)).html);
  }

  private async read(request: FastifyRequest, id: string): Promise<Letter> {
    const answer = await this.demo.asOfficer(askingBy(request), (officer) =>
      this.api.ask(officer, letterPageQuery, { id }),
    );
    return found(answer?.mail);
  }
}
