import { AppError } from '#lib/platform';
import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Fields, textOf } from '../form.fields.js';
import { Portal } from '../portal.js';
import { shownPart } from '../service.parts.js';
import {
  dueDigestsMutation,
  jobsQuery,
  resendMutation,
  resumeSuspendedMutation,
} from './document.operations.js';
import { jobsAsked, jobsHref, kindItems, shownRun, stateItems } from './jobs.view.js';

const messages: Readonly<Record<string, string>> = {
  none: 'No digest is due: every cluster body has this week’s, or its hour has not come.',
  resent: 'The letter is tried again.',
  resumed: 'Letters go to that address again.',
};

/** Long work over time, and how the parts of the service do. */
@Controller('office/jobs')
export class JobsController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    await this.portal.demandOfficer(request);
    const asked = jobsAsked(query);
    const { kind, state, after } = asked;
    const { serviceHealth, runs, outbox, suspendedAddresses } = await this.portal.ask(request, jobsQuery, {
      filter: { ...(kind && { kind }), ...(state && { state }) },
      after,
    });
    await this.portal.show(request, reply, 'jobs/jobs.njk', {
      title: 'Jobs and health',
      done: messages[textOf(query, 'done')],
      asked,
      kindItems,
      stateItems,
      health: serviceHealth,
      parts: serviceHealth.parts.map(shownPart),
      total: runs.totalCount,
      runs: runs.edges.map(({ node }) => shownRun(node)),
      isNarrowed: kind !== undefined || state !== undefined,
      firstHref: after === null ? null : jobsHref({ ...asked, after: null }),
      nextHref: runs.pageInfo.hasNextPage ? jobsHref({ ...asked, after: runs.pageInfo.endCursor }) : null,
      letters: outbox,
      suspended: suspendedAddresses,
    });
  }

  @Post('digests')
  async digests(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.portal.demandOfficer(request);
    const { started } = await this.portal.ask(request, dueDigestsMutation);
    if (started.errors.length) throw new AppError('BAD_INPUT', started.errors[0]!.message);
    await this.portal.leadTo(reply, started.run ? `/runs/${started.run.id}` : '/office/jobs?done=none');
  }

  @Post('addresses')
  async resume(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandOfficer(request);
    const address = textOf(body, 'address');
    const { done } = await this.portal.ask(request, resumeSuspendedMutation, { address });
    if (done.errors.length) throw new AppError('BAD_INPUT', done.errors[0]!.message);
    await this.portal.leadTo(reply, '/office/jobs?done=resumed');
  }

  @Post('letters')
  async resend(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandOfficer(request);
    const { done } = await this.portal.ask(request, resendMutation, { id: textOf(body, 'letter') });
    if (done.errors.length) throw new AppError('BAD_INPUT', done.errors[0]!.message);
    await this.portal.leadTo(reply, '/office/jobs?done=resent');
  }
}
