import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Fields, textOf } from '../form.fields.js';
import { found, Portal } from '../portal.js';
import { fileOf } from '../upload.js';
import {
  acceptTermsMutation,
  attachMutation,
  detachMutation,
  requirementPageQuery,
  setTermsMutation,
} from './document.operations.js';
import { RequirementPage } from './requirement.page.js';

/** Documents of a requirement, and the terms under which suppliers read them. */
@Controller('requirements')
export class AttachmentController {
  constructor(
    private readonly portal: Portal,
    private readonly page: RequirementPage,
  ) {}

  /** A drawing or a specification beside the words. */
  @Post(':id/attachments')
  async attach(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Record<string, unknown>,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const field = 'file';
    const file = fileOf(body, field);
    if (!file)
      return this.page.show(request, reply, id, { problems: [{ field, message: 'Choose a file first.' }] });
    const { announced } = await this.portal.ask(request, attachMutation, {
      input: { requirementId: id, name: file.name, bytes: file.size, mediaType: file.type },
    });
    const refused =
      announced.uploadUrl === null ? undefined : await this.portal.put(request, announced.uploadUrl, file);
    const problems = announced.errors.map(({ message }) => ({ field, message }));
    if (refused !== undefined) problems.push({ field, message: refused });
    if (problems.length) await this.page.show(request, reply, id, { problems });
    else await this.portal.leadTo(reply, `/requirements/${id}?done=attached`);
  }

  @Get(':id/attachments/:file')
  async detaching(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('file') file: string,
  ): Promise<void> {
    const { requirement } = await this.portal.ask(request, requirementPageQuery, { id });
    const { title, buyer, attachments } = found(requirement);
    await this.portal.demandWorker(request, found(buyer).id);
    const { name } = found(attachments.find((one) => one.id === file));
    await this.portal.confirm(request, reply, {
      title: `Take away ${name}`,
      caption: title,
      warning: `${name} is deleted, and suppliers who may read it now no longer can. This cannot be undone; you can attach it again.`,
      button: 'Take it away',
      keep: 'Keep it',
      back: `/requirements/${id}`,
      backText: 'The requirement',
    });
  }

  @Post(':id/attachments/:file')
  async detach(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('file') file: string,
  ): Promise<void> {
    await this.page.step(request, reply, id, detachMutation, { id: file }, 'detached');
  }

  @Post(':id/terms')
  async terms(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    const text = textOf(body, 'terms');
    const organisationId = textOf(body, 'organisation');
    if (organisationId)
      return this.page.step(
        request,
        reply,
        id,
        acceptTermsMutation,
        { input: { requirementId: id, organisationId, text } },
        'accepted',
      );
    await this.page.step(request, reply, id, setTermsMutation, { requirementId: id, text }, 'terms', {
      typed: body,
    });
  }
}
