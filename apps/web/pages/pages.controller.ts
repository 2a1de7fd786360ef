import { AppError } from '#lib/platform';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiClient, askingBy } from '../api.client.js';
import { DemoSession } from '../demo.session.js';
import { Portal } from '../portal.js';
import { silence, shownPart } from '../service.parts.js';
import { figuresQuery, outboxQuery, type StatusQuery, statusQuery } from './document.operations.js';

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
    const parts = await this.parts(request);
    // How much there is may be missing where the parts can still be told.
    const overview = parts && (await this.portal.ask(request, figuresQuery).catch(() => null))?.overview;
    const view = {
      title: 'Status',
      parts: parts?.map(shownPart) ?? silence,
      well: parts?.every(({ state }) => state === 'WORKING') ?? false,
      overview,
      at: new Date().toISOString(),
    };
    await this.portal.show(request, reply, 'pages/status.njk', view, parts ? 200 : 503);
  }

  /** Letters that were written, in demo mode. */
  @Get('outbox')
  async outbox(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const answer = await this.demo.asOfficer(askingBy(request), (officer) =>
      this.api.ask(officer, outboxQuery),
    );
    if (!answer) throw new AppError('NOT_FOUND');
    await this.portal.show(request, reply, 'pages/outbox.njk', { title: 'Outbox', ...answer });
  }

  /** Null when the API does not answer: this page is for just that. */
  private async parts(request: FastifyRequest): Promise<StatusQuery['serviceStatus'] | null> {
    try {
      return (await this.portal.ask(request, statusQuery)).serviceStatus;
    } catch (error) {
      if (error instanceof AppError && error.code === 'NOT_READY') return null;
      throw error;
    }
  }
}
