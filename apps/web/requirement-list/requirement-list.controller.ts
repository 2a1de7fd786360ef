import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '../form.fields.js';
import { importKinds, readImport } from '../import.upload.js';
import { found, Portal } from '../portal.js';
import {
  importRequirementListMutation,
  requirementListPageQuery,
  requirementListQuery,
  requirementTemplateQuery,
  requirementWorkbookQuery,
} from './document.operations.js';

/** A buyer's requirements as a spreadsheet: the template, the list in, and the list out. */
@Controller('work/:buyer/requirements')
export class RequirementListController {
  constructor(private readonly portal: Portal) {}

  @Get('import')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('buyer') buyerId: string,
  ): Promise<void> {
    await this.page(request, reply, buyerId, [], {});
  }

  @Post('import')
  async import(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('buyer') buyerId: string,
    @Body() body: Record<string, unknown>,
  ): Promise<void> {
    await this.portal.demandEditor(request, buyerId);
    const sent = await readImport(body, 'list');
    if ('message' in sent) return this.page(request, reply, buyerId, [sent], body);
    const { started } = await this.portal.askPatiently(request, importRequirementListMutation, {
      input: {
        format: 'REQUIREMENT_CSV',
        buyerId,
        ...('workbook' in sent ? { file: sent.workbook } : { content: sent.text }),
        name: sent.name ?? 'pasted rows',
        inBackground: true,
      },
    });
    if (started.run) return this.portal.leadTo(reply, `/runs/${started.run.id}`);
    const field = sent.name === undefined ? 'list' : importKinds.list.file;
    const problems = started.errors.map(({ message }) => ({ field, message }));
    await this.page(request, reply, buyerId, problems, body);
  }

  @Get('template.csv')
  async template(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { requirementCsvTemplate } = await this.portal.ask(request, requirementTemplateQuery);
    await this.portal.giveCsv(reply, 'requirements', requirementCsvTemplate);
  }

  @Get('template.xlsx')
  async workbook(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { requirementWorkbookTemplate } = await this.portal.ask(request, requirementWorkbookQuery);
    await this.portal.giveWorkbook(reply, 'requirements', requirementWorkbookTemplate);
  }

  @Get('list.csv')
  async list(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('buyer') buyerId: string,
  ): Promise<void> {
    await this.portal.demandWorker(request, buyerId);
    const { requirementCsv } = await this.portal.ask(request, requirementListQuery, { buyerId });
    await this.portal.giveCsv(reply, 'our-requirements', found(requirementCsv));
  }

  private async page(
    request: FastifyRequest,
    reply: FastifyReply,
    buyerId: string,
    problems: readonly Problem[],
    typed: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.portal.demandEditor(request, buyerId);
    const answer = await this.portal.ask(request, requirementListPageQuery, { buyerId });
    const view = {
      title: 'Requirements from a spreadsheet',
      buyer: found(answer.organisation),
      count: answer.requirements.totalCount,
      columns: answer.requirementTemplateColumns,
      problems,
      typed,
    };
    const status = problems.length ? 400 : 200;
    await this.portal.show(request, reply, 'requirement-list/requirement-list.njk', view, status);
  }
}
