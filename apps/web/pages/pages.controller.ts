import { AppError } from '#lib/platform';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiClient } from '../api.client.js';
import { DemoSession } from '../demo.session.js';
import { Portal } from '../portal.js';
import { outboxQuery, statusQuery } from './document.operations.js';

/** What a public service says about itself. */
@Controller()
export class PagesController {
  constructor(
    private readonly api: ApiClient,
    private readonly demo: DemoSession,
    private readonly portal: Portal,
  ) {}

  @Get('accessibility')
  async accessibility(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.portal.show(request, reply, 'pages/accessibility.njk', { title: 'Accessibility statement' });
  }

  @Get('privacy')
  async privacy(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.portal.show(request, reply, 'pages/privacy.njk', { title: 'Privacy and cookies' });
  }

  @Get('status')
  async status(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const began = performance.now();
    const { overview } = await this.portal.ask(request, statusQuery);
    const tookMs = Math.round(performance.now() - began);
    await this.portal.show(request, reply, 'pages/status.njk', { title: 'Status', overview, tookMs });
  }

  /** Letters that were written, in demo mode. */
  @Get('outbox')
  async outbox(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const answer = await this.demo.asOfficer({ requestId: request.id }, (officer) =>
      this.api.ask(officer, outboxQuery),
    );
    if (!answer) throw new AppError('NOT_FOUND');
    await this.portal.show(request, reply, 'pages/outbox.njk', { title: 'Outbox', ...answer });
  }
}
