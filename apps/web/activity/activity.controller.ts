import { csvText } from '#lib/platform';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { found, Portal } from '../portal.js';
import { activityRows, type Week } from './activity.view.js';
import { clusterActivityQuery, supplierActivityQuery, wholeActivityQuery } from './document.operations.js';

/** Weeks of the file. */
const YEAR = 53;

/** The figures behind the charts, a year of them, to keep. */
@Controller()
export class ActivityController {
  constructor(private readonly portal: Portal) {}

  @Get('clusters/:id/activity.csv')
  async cluster(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.portal.demandWorker(request, id);
    const { clusterBody } = await this.portal.ask(request, clusterActivityQuery, { id, weeks: YEAR });
    await this.give(reply, 'members-activity', found(clusterBody).activity);
  }

  @Get('work/:id/activity.csv')
  async supplier(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.portal.demandWorker(request, id);
    const { supplier } = await this.portal.ask(request, supplierActivityQuery, { id, weeks: YEAR });
    await this.give(reply, 'activity', found(supplier).activity);
  }

  @Get('office/activity.csv')
  async whole(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.portal.demandOfficer(request);
    const { activity } = await this.portal.ask(request, wholeActivityQuery, { weeks: YEAR });
    await this.give(reply, 'activity', activity);
  }

  private async give(reply: FastifyReply, name: string, weeks: readonly Week[]): Promise<void> {
    await this.portal.giveCsv(reply, name, csvText(activityRows(weeks)));
  }
}
