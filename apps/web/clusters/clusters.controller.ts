import { AppError } from '#lib/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { activityOf, SHOWN_WEEKS } from '../activity/activity.view.js';
import { clusterActivityQuery } from '../activity/document.operations.js';
import { sectorItems } from '../choices.js';
import {
  allProblems,
  type Choice,
  choicesOf,
  chosenOf,
  type Fields,
  linesOf,
  listOf,
  numberOf,
  numbersToSend,
  type Problem,
  problemsOf,
  textOf,
} from '../form.fields.js';
import { sendLetter, UNWRITTEN, withSubject } from '../letter/letter.frame.js';
import { found, mayManageMembers, mayWorkFor, Portal } from '../portal.js';
import {
  clusterMembersQuery,
  type ClusterPageQuery,
  clusterPageQuery,
  clustersQuery,
  nextDigestQuery,
  previewQuery,
  resumeAddressMutation,
  scheduleMutation,
} from './document.operations.js';
import { nextDigestInWords } from './clusters.view.js';
import type { DigestFrequency } from '../schema.types.js';

type Cluster = NonNullable<ClusterPageQuery['clusterBody']>;

export const frequencyItems: readonly Choice<DigestFrequency>[] = [
  { value: 'WEEKLY', text: 'Every week' },
  { value: 'FORTNIGHTLY', text: 'Every second week' },
  { value: 'MONTHLY', text: 'Once a month' },
  { value: 'NEVER', text: 'Never' },
];
export const weekdayItems = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
].map((text, at) => ({ value: String(at + 1), text }));

const messages: Readonly<Record<string, string>> = {
  saved: 'Saved. The next digest follows it.',
  resumed: 'Letters go to that address again, from the next digest on.',
};

/** The controls of a schedule as they stand on the page. */
const order = ['frequency', 'weekday', 'hour', 'leastScore', 'sectors', 'tellWhenQuiet', 'addresses'];

/** Cluster bodies: for everybody; with members, digests and settings for those who work for one. */
@Controller('clusters')
export class ClustersController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const answer = await this.portal.ask(request, clustersQuery);
    await this.portal.show(request, reply, 'clusters/clusters.njk', { title: 'Cluster bodies', ...answer });
  }

  @Get(':id')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Fields,
  ): Promise<void> {
    const done = messages[textOf(query, 'done')];
    await this.page(request, reply, id, textOf(query, 'after') || null, { done });
  }

  @Post(':id/schedule')
  async schedule(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandWorker(request, id);
    const numbers = { hour: numberOf(body, 'hour'), leastScore: numberOf(body, 'leastScore') };
    const { done } = await this.portal.ask(request, scheduleMutation, {
      input: {
        clusterId: id,
        frequency: chosenOf(body, 'frequency', frequencyItems),
        weekday: Number(textOf(body, 'weekday')),
        ...numbersToSend(numbers),
        sectors: choicesOf(body, 'sectors', sectorItems),
        tellWhenQuiet: textOf(body, 'tellWhenQuiet') === 'yes',
        addresses: linesOf(body, 'addresses'),
      },
    });
    const problems = allProblems(problemsOf(done.errors, { '': 'frequency' }), numbers, order);
    if (problems.length) await this.page(request, reply, id, null, { problems, typed: body });
    else await this.portal.leadTo(reply, `/clusters/${id}?done=saved`);
  }

  @Post(':id/addresses')
  async resume(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandWorker(request, id);
    const address = textOf(body, 'address');
    const { done } = await this.portal.ask(request, resumeAddressMutation, { id, address });
    if (done.errors.length) throw new AppError('BAD_INPUT', done.errors[0]!.message);
    await this.portal.leadTo(reply, `/clusters/${id}?done=resumed`);
  }

  @Get(':id/preview')
  async preview(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.portal.demandWorker(request, id);
    const { name, digestSchedule } = found(
      (await this.portal.ask(request, nextDigestQuery, { id })).clusterBody,
    );
    await this.portal.show(request, reply, 'clusters/preview.njk', {
      title: `Next digest of ${name}`,
      id,
      name,
      next: nextDigestInWords(digestSchedule),
    });
  }

  /** The letter, written for this frame: the page about it is there at once, and says that this takes a while. */
  @Get(':id/preview/content')
  async content(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    try {
      await this.portal.demandWorker(request, id);
      const { preview } = await this.portal.askPatiently(request, previewQuery, { id });
      await sendLetter(reply, withSubject(preview.html, preview.subject));
    } catch (error) {
      if (!(error instanceof AppError) || !['NOT_READY', 'INTERNAL'].includes(error.code)) throw error;
      // A page of ours shows in no frame, not even one that says what went wrong.
      await sendLetter(reply.code(503), UNWRITTEN);
    }
  }

  private async cluster(request: FastifyRequest, id: string): Promise<Cluster> {
    return found((await this.portal.ask(request, clusterPageQuery, { id })).clusterBody);
  }

  private async page(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    after: string | null,
    { typed, ...state }: { done?: string; problems?: Problem[]; typed?: Fields },
  ): Promise<void> {
    const cluster = await this.cluster(request, id);
    const visitor = await this.portal.visitor(request);
    const inside = mayWorkFor(visitor, id)
      ? (await this.portal.ask(request, clusterMembersQuery, { id, after })).clusterBody
      : null;
    const weeks =
      inside && (await this.portal.ask(request, clusterActivityQuery, { id, weeks: SHOWN_WEEKS }));
    const view = {
      title: cluster.name,
      cluster,
      inside,
      members: inside?.members,
      schedule: typed
        ? { ...typed, sectors: listOf(typed, 'sectors'), tellWhenQuiet: textOf(typed, 'tellWhenQuiet') }
        : inside && { ...inside.digestSchedule, addresses: inside.digestSchedule.addresses.join('\n') },
      activity: weeks && activityOf(found(weeks.clusterBody).activity),
      next: inside && nextDigestInWords(inside.digestSchedule),
      manages: visitor !== null && mayManageMembers(visitor, id),
      frequencyItems,
      weekdayItems,
      sectorItems,
      ...state,
    };
    await this.portal.show(request, reply, 'clusters/cluster.njk', view, state.problems?.length ? 400 : 200);
  }
}
