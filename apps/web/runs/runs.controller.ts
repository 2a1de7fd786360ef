import { AppError, csvText } from '#lib/platform';
import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Step } from '../api.client.js';
import { runTitles } from '../jobs/jobs.view.js';
import { found, isOfficer, Portal } from '../portal.js';
import { readOf } from './runs.view.js';
import {
  findingsQuery,
  retryImportMutation,
  type RunPageQuery,
  runPageQuery,
  undoImportMutation,
} from './document.operations.js';

type Run = NonNullable<RunPageQuery['run']>;

/** How far a piece of long work is; its address says it again after a reload. */
@Controller('runs')
export class RunsController {
  constructor(private readonly portal: Portal) {}

  @Get(':id')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const visitor = await this.portal.demandVisitor(request);
    const run = await this.read(request, id);
    const running = run.state === 'QUEUED' || run.state === 'RUNNING';
    await this.portal.show(request, reply, 'runs/run.njk', {
      title: `${progressOf(run)}${runTitles[run.kind]}`,
      heading: runTitles[run.kind],
      run,
      running,
      mayAct: isOfficer(visitor) || run.buyerId !== null,
      read: readOf(run),
    });
  }

  /** What was found in a file, to be put right beside it. */
  @Get(':id/findings.csv')
  async findings(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const { importFindings, run } = await this.portal.ask(request, findingsQuery, { id });
    const sheet = run?.importSummary?.sheet ?? undefined;
    const rows = found(importFindings).map(({ row, column, value, message, rejected, code }) => [
      ...(sheet === undefined ? [] : [sheet]),
      row,
      column,
      value,
      rejected ? 'refused' : 'taken',
      message,
      code,
    ]);
    const header = [
      ...(sheet === undefined ? [] : ['sheet']),
      'row',
      'column',
      'value',
      'the row was',
      'what to do',
      'code',
    ];
    await this.portal.giveCsv(reply, 'findings', csvText([header, ...rows]));
  }

  @Post(':id/retry')
  async retry(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.step(request, reply, id, retryImportMutation);
  }

  @Get(':id/undo')
  async undoing(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const run = await this.read(request, id);
    if (!run.undoable || !run.importSummary) throw new AppError('NOT_FOUND');
    const { created, updated } = run.importSummary;
    const changed = updated === 0 ? '' : ' What it changed in records that were there before stays.';
    await this.portal.confirm(request, reply, {
      title: 'Take this import back?',
      caption: run.subject,
      warning: `Of the ${created.toLocaleString('en-GB')} records it made, those go that nobody has had to do with since.${changed}`,
      button: 'Take it back',
      keep: 'Keep it',
      back: `/runs/${id}`,
      backText: 'The import',
    });
  }

  @Post(':id/undo')
  async undo(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.step(request, reply, id, undoImportMutation);
  }

  private async step(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    operation: Step<{ id: string }>,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const { done } = await this.portal.askPatiently(request, operation, { id });
    if (done.errors.length) throw new AppError('BAD_INPUT', done.errors[0]!.message);
    await this.portal.leadTo(reply, `/runs/${id}`);
  }

  private async read(request: FastifyRequest, id: string): Promise<Run> {
    await this.portal.demandVisitor(request);
    return found((await this.portal.ask(request, runPageQuery, { id })).run);
  }
}

/** How far it is, first: a tab shows little of a title. */
function progressOf({ state, done, total }: Run): string {
  switch (state) {
    case 'QUEUED':
      return 'Waiting: ';
    case 'RUNNING':
      return total ? `${Math.floor((done / total) * 100)} %: ` : 'Begun: ';
    case 'DONE':
      return 'Done: ';
    case 'FAILED':
      return 'Failed: ';
    case 'CANCELLED':
      return 'Stopped: ';
  }
}
