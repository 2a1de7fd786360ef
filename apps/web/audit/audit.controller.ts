import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { everyPage } from '../every.page.js';
import type { Fields } from '../form.fields.js';
import { Portal } from '../portal.js';
import { type AuditQuery, auditQuery } from './document.operations.js';
import {
  auditAsked,
  type AuditAsked,
  auditCsv,
  auditFilter,
  auditHref,
  auditProblems,
} from './audit.view.js';
import { subjectItems, told } from './audit.words.js';

const PAGE_SIZE = 25;
/** The most the API gives at once, and how often it is asked for a file. */
const CSV_SIZE = 100;
const CSV_PAGES = 50;

const nothing: AuditQuery['auditTrail'] = {
  totalCount: 0,
  pageInfo: { hasNextPage: false, endCursor: null },
  edges: [],
};

/** Who changed what of any organisation, for officers. */
@Controller('office')
export class AuditController {
  constructor(private readonly portal: Portal) {}

  @Get('audit')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    await this.portal.demandOfficer(request);
    const asked = auditAsked(query);
    const problems = auditProblems(asked);
    const { edges, pageInfo, totalCount } = problems.length
      ? nothing
      : await this.ask(request, asked, PAGE_SIZE);
    const view = {
      title: 'Who changed what',
      asked,
      problems,
      total: totalCount,
      entries: edges.map(({ node }) => told(node)),
      subjectItems,
      isNarrowed: Object.keys(auditFilter(asked)).length > 0,
      most: CSV_SIZE * CSV_PAGES,
      csvHref: auditHref({ ...asked, after: null }, 'audit.csv'),
      firstHref: asked.after === null ? null : auditHref({ ...asked, after: null }),
      nextHref: pageInfo.hasNextPage ? auditHref({ ...asked, after: pageInfo.endCursor }) : null,
    };
    await this.portal.show(request, reply, 'audit/audit.njk', view, problems.length ? 400 : 200);
  }

  /** The newest entries that fit, as far as a spreadsheet is of use. */
  @Get('audit.csv')
  async csv(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    await this.portal.demandOfficer(request);
    const asked = auditAsked(query);
    if (auditProblems(asked).length) return this.portal.leadTo(reply, auditHref(asked));
    const pages = await everyPage(CSV_PAGES, (after) => this.ask(request, { ...asked, after }, CSV_SIZE));
    const entries = pages.flatMap(({ edges }) => edges.map(({ node }) => node));
    await this.portal.giveCsv(reply, 'audit', auditCsv(entries));
  }

  private async ask(
    request: FastifyRequest,
    asked: AuditAsked,
    first: number,
  ): Promise<AuditQuery['auditTrail']> {
    const variables = { filter: auditFilter(asked), first, after: asked.after };
    return (await this.portal.ask(request, auditQuery, variables)).auditTrail;
  }
}
