import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Fields, listOf, textOf } from '../form.fields.js';
import { Portal, safePath } from '../portal.js';
import { markReadMutation, newsQuery } from './document.operations.js';

/** What has happened, for who is signed in. */
@Controller('news')
export class NewsController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const unreadOnly = textOf(query, 'unread') === 'yes';
    const { notifications } = await this.portal.ask(request, newsQuery, {
      after: textOf(query, 'after') || null,
      unreadOnly,
    });
    await this.portal.show(request, reply, 'news/news.njk', { title: 'News', notifications, unreadOnly });
  }

  /** Opens a piece of news, which is read then; or marks all of it. */
  @Post()
  async read(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const ids = listOf(body, 'id');
    await this.portal.ask(request, markReadMutation, { ids: ids.length ? ids : null });
    await this.portal.leadTo(reply, safePath(textOf(body, 'next'), '/news'));
  }
}
