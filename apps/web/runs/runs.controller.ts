import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { runTitles } from '../jobs/jobs.view.js';
import { found, Portal } from '../portal.js';
import { type RunPageQuery, runPageQuery } from './document.operations.js';

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
    await this.portal.demandVisitor(request);
    const run = found((await this.portal.ask(request, runPageQuery, { id })).run);
    const running = run.state === 'QUEUED' || run.state === 'RUNNING';
    await this.portal.show(request, reply, 'runs/run.njk', {
      title: `${progressOf(run)}${runTitles[run.kind]}`,
      heading: runTitles[run.kind],
      run,
      running,
    });
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
