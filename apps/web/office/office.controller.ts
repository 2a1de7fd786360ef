import { activityOf, SHOWN_WEEKS } from '../activity/activity.view.js';
import { wholeActivityQuery } from '../activity/document.operations.js';
import { AppError } from '#lib/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Step } from '../api.client.js';
import { decisionItems, regionItems } from '../choices.js';
import { choiceOf, chosenOf, type Fields, type Problem, problemsOf, textOf } from '../form.fields.js';
import { type ImportKind, importKinds, readImport } from '../import.upload.js';
import { Portal } from '../portal.js';
import {
  decideRequestMutation,
  importMutation,
  importRequirementsMutation,
  makeClusterBodyMutation,
  officeQuery,
  rankAllMutation,
  templateQuery,
  undoDecisionMutation,
  workbookTemplateQuery,
} from './document.operations.js';

interface State {
  problems?: Problem[];
  done?: string;
  /** A request whose decision may be taken back. */
  undo?: string;
  typed?: Fields;
}

const messages: Readonly<Record<string, string>> = {
  approved: 'Approved, and told so.',
  refused: 'Refused, and told so.',
  undone: 'The decision is taken back.',
};

/** The desk of the authority: what waits for a decision, long work, and how the service does. */
@Controller('office')
export class OfficeController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    await this.page(request, reply, {
      done: messages[textOf(query, 'done')],
      undo: textOf(query, 'undo') || undefined,
    });
  }

  @Post('requests/:id')
  async decide(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandOfficer(request);
    const approve = chosenOf(body, 'do', decisionItems) === 'approve';
    const problems = await this.run(
      request,
      decideRequestMutation,
      { input: { id, approve, reason: textOf(body, `reason-${id}`) || null } },
      `reason-${id}`,
    );
    if (problems.length) return this.page(request, reply, { problems, typed: body });
    const done = approve ? 'approved' : 'refused';
    await this.portal.leadTo(reply, `/office?done=${done}&undo=${encodeURIComponent(id)}`);
  }

  @Post('requests/:id/undo')
  async undo(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandOfficer(request);
    const reason = textOf(body, 'undo-reason') || 'Decided by mistake.';
    const problems = await this.run(request, undoDecisionMutation, { id, reason }, 'undo-reason');
    if (problems.length) await this.page(request, reply, { problems, undo: id });
    else await this.portal.leadTo(reply, '/office?done=undone');
  }

  @Post('rank')
  async rank(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.portal.demandOfficer(request);
    const { started } = await this.portal.ask(request, rankAllMutation);
    if (!started.run) throw new AppError('BAD_INPUT', started.errors[0]?.message);
    await this.portal.leadTo(reply, `/runs/${started.run.id}`);
  }

  @Post('clusters')
  async makeCluster(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandOfficer(request);
    const address = textOf(body, 'digestAddress');
    const { made } = await this.portal.ask(request, makeClusterBodyMutation, {
      input: {
        name: textOf(body, 'clusterName'),
        description: textOf(body, 'clusterDescription') || null,
        region: choiceOf(body, 'clusterRegion', regionItems) ?? null,
        digestAddresses: address ? [address] : null,
      },
    });
    if (made.id !== null) return this.portal.leadTo(reply, `/clusters/${made.id}`);
    const problems = problemsOf(made.errors, {
      '': 'clusterName',
      name: 'clusterName',
      description: 'clusterDescription',
      digestAddresses: 'digestAddress',
    });
    await this.page(request, reply, { problems, typed: body });
  }

  @Get('template.csv')
  async template(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.portal.demandOfficer(request);
    const answer = await this.portal.ask(request, templateQuery);
    await this.portal.giveCsv(reply, 'suppliers', answer.supplierCsvTemplate);
  }

  @Get('template.xlsx')
  async workbookTemplate(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.portal.demandOfficer(request);
    const { supplierWorkbookTemplate } = await this.portal.ask(request, workbookTemplateQuery);
    await this.portal.giveWorkbook(reply, 'suppliers', supplierWorkbookTemplate);
  }

  @Post('import')
  async import(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Record<string, unknown>,
  ): Promise<void> {
    await this.portal.demandOfficer(request);
    const kind: ImportKind = textOf(body, 'what') === 'requirements' ? 'ocds' : 'csv';
    const sent = await readImport(body, kind);
    if ('message' in sent) return this.page(request, reply, { problems: [sent], typed: body });
    const { name } = sent;
    const { started } =
      'workbook' in sent || kind === 'csv'
        ? await this.portal.askPatiently(request, importMutation, {
            input: {
              ...('workbook' in sent ? { file: sent.workbook } : { csv: sent.text }),
              name,
              inBackground: true,
            },
          })
        : await this.portal.askPatiently(request, importRequirementsMutation, {
            input: { content: sent.text, format: 'OCDS', name, inBackground: true },
          });
    if (started.run) return this.portal.leadTo(reply, `/runs/${started.run.id}`);
    const field = name === undefined ? kind : importKinds[kind].file;
    const problems = started.errors.map(({ message }) => ({ field, message }));
    await this.page(request, reply, { problems, typed: body });
  }

  private async run<Variables>(
    request: FastifyRequest,
    operation: Step<Variables>,
    variables: Variables,
    field: string,
  ): Promise<Problem[]> {
    const { done } = await this.portal.ask(request, operation, variables);
    return done.errors.map(({ message }) => ({ message, field }));
  }

  private async page(request: FastifyRequest, reply: FastifyReply, state: State): Promise<void> {
    await this.portal.demandOfficer(request);
    const began = performance.now();
    const answer = await this.portal.ask(request, officeQuery);
    const whole = await this.portal.ask(request, wholeActivityQuery, { weeks: SHOWN_WEEKS });
    const view = {
      title: 'Office',
      ...answer,
      tookMs: Math.round(performance.now() - began),
      weeks: activityOf(whole.activity),
      typed: {},
      regionItems,
      ...state,
    };
    await this.portal.show(request, reply, 'office/office.njk', view, state.problems?.length ? 400 : 200);
  }
}
