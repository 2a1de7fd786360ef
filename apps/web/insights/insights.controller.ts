import { AppError, csvText } from '#lib/platform';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { regionItems, sectorItems } from '../choices.js';
import { everyPage } from '../every.page.js';
import { choiceOf, type Fields, textOf } from '../form.fields.js';
import { Portal } from '../portal.js';
import { FEWEST_TOLD, gapRows, gapsHeader, insightTables, measures, scorecardRows } from './insights.view.js';
import { gapsQuery, insightsQuery, scorecardQuery, transitionQuery } from './document.operations.js';

/** A year, a financial year or a quarter. */
const PERIOD = /^\d{4}(?:\/\d{2}|-Q[1-4])?$/;
/** Rows of the chart of gaps. */
const CELLS = 15;
/** Pages of gaps that a file holds, at most. */
const MOST_PAGES = 50;

/** Which gaps an address asks for. */
function gapsAsked(query: Fields) {
  const sector = choiceOf(query, 'sector', sectorItems);
  const region = choiceOf(query, 'region', regionItems);
  return { sector, region, filter: { sectors: sector ? [sector] : null, region: region ?? null } };
}

/** Figures of the two regions for everybody, each to take along. */
@Controller('insights')
export class InsightsController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { overview, west, east } = await this.portal.ask(request, insightsQuery);
    await this.portal.show(request, reply, 'insights/insights.njk', {
      title: 'Open insights',
      overview,
      tables: insightTables(west, east),
      fewest: FEWEST_TOLD,
    });
  }

  /** The annual figures of working across the two regions. */
  @Get('scorecard')
  async scorecard(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    const period = textOf(query, 'period');
    const known = PERIOD.test(period) ? period : null;
    const { scorecard } = await this.portal.ask(request, scorecardQuery, { period: known });
    await this.portal.show(request, reply, 'insights/scorecard.njk', {
      title: `Scorecard ${scorecard.period.label}`,
      scorecard,
      typed: period,
      measures,
      rows: scorecardRows(scorecard),
    });
  }

  @Get('scorecard.csv')
  async scorecardCsv(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    const period = textOf(query, 'period');
    const { scorecard } = await this.portal.ask(request, scorecardQuery, {
      period: PERIOD.test(period) ? period : null,
    });
    await this.portal.giveCsv(
      reply,
      'scorecard',
      csvText([
        [
          'period',
          'measure',
          'total',
          'within a region',
          'across the regions',
          'share across',
          'period before',
        ],
        ...scorecardRows(scorecard).map(({ label, now, before }) => [
          scorecard.period.label,
          label,
          now?.total ?? null,
          now?.within ?? null,
          now?.across ?? null,
          now?.crossRegionalShare ?? null,
          before?.total ?? null,
        ]),
      ]),
    );
  }

  /** What is asked for and nobody in the two regions meets. */
  @Get('gaps')
  async gaps(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const { sector, region, filter } = gapsAsked(query);
    const { supplyGaps } = await this.portal.ask(request, gapsQuery, {
      filter,
      after: textOf(query, 'after') || null,
    });
    const address = new URLSearchParams({ ...(sector && { sector }), ...(region && { region }) }).toString();
    await this.portal.show(request, reply, 'insights/gaps.njk', {
      title: 'Gaps in supply',
      gaps: supplyGaps,
      cells: supplyGaps.cells.slice(0, CELLS),
      most: Math.max(1, ...supplyGaps.cells.map(({ requirementCount }) => requirementCount)),
      sector,
      sectorItems,
      region,
      regionItems,
      address,
    });
  }

  /** All of them that one may see, biggest first, to take along. */
  @Get('gaps.csv')
  async gapsCsv(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const { filter } = gapsAsked(query);
    const pages = await everyPage(
      MOST_PAGES,
      async (after) => (await this.portal.ask(request, gapsQuery, { filter, after })).supplyGaps,
    );
    await this.portal.giveCsv(reply, 'gaps', csvText([gapsHeader, ...pages.flatMap(gapRows)]));
  }

  /** Over all suppliers: the changes that would bring those of other sectors into one. */
  @Get('transition')
  async transition(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    await this.portal.demandOfficer(request);
    const sector = (sectorItems.find(({ value }) => value === textOf(query, 'sector')) ?? sectorItems[2]!)
      .value;
    const { transitionSteps } = await this.portal.ask(request, transitionQuery, { sector });
    await this.portal.show(request, reply, 'insights/transition.njk', {
      title: 'Steps into a sector',
      steps: transitionSteps,
      sector,
      sectorItems,
    });
  }

  @Get(':table.csv')
  async csv(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('table') name: string,
  ): Promise<void> {
    const { west, east } = await this.portal.ask(request, insightsQuery);
    const table = insightTables(west, east).find((one) => one.name === name);
    if (!table) throw new AppError('NOT_FOUND');
    await this.portal.giveCsv(
      reply,
      name,
      csvText([
        ['code', table.title.toLowerCase(), 'West Midlands', 'East Midlands'],
        ...table.rows.map((row) => [row.value, row.label, row.west, row.east]),
      ]),
    );
  }
}
