import { AppError, csvText } from '#lib/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiClient, askingBy, type Step } from '../api.client.js';
import { DemoSession } from '../demo.session.js';
import { type ApiError, type Fields, numberOf, type Problem, problemsOf, textOf } from '../form.fields.js';
import { criteria } from '../match.view.js';
import { doneMessages } from '../introductions/introductions.view.js';
import { found, mayWorkFor, Portal, type Visitor } from '../portal.js';
import { isLive } from '../requirement.life.js';
import { fileOf } from '../upload.js';
import {
  acceptTermsMutation,
  attachMutation,
  cloneMutation,
  closeMutation,
  endingQuery,
  introducedHereQuery,
  detachMutation,
  extendMutation,
  type MatchesFragment,
  matchesToTakeQuery,
  publishMutation,
  requirementMatchesQuery,
  requirementPageQuery,
  reweighedQuery,
  setTermsMutation,
  takeBackMutation,
  togetherQuery,
  weighMutation,
} from './document.operations.js';
import type { WeightInput } from '../schema.types.js';
import { publicationProblems } from '../editor/editor.view.js';
import { regionWords, words } from '../words.js';

/** Matches shown of each region. */
const SHOWN = 10;
/** Sliders go to a hundred, weights add up to a thousand. */
const SCALE = 10;

const messages: Readonly<Record<string, string>> = {
  ...doneMessages,
  saved: 'Saved.',
  published: 'It is published. Suppliers see it, and its matches appear below within seconds.',
  closed: 'It is closed. Every supplier that waited has been answered.',
  weighed: 'The new weights are in force. The order below follows within seconds.',
  extended: 'It closes later now. Suppliers are told.',
  attached: 'The document is attached.',
  detached: 'The document is gone.',
  terms: 'Suppliers accept this before they read the attachments.',
  accepted: 'Accepted. You may read the attachments now.',
  withdrawn: 'It is withdrawn. Every supplier that waited has been answered.',
};

/** As the API takes them. */
const LONGEST_WORDS = 500;

/** The two ways in which a requirement ends without an award. */
const endings = {
  close: {
    verb: 'Close',
    warning:
      'It takes no more answers, and its list of matches goes; what you decided is kept with its reasons.',
    label: 'How did it end?',
    done: 'closed',
  },
  withdraw: {
    verb: 'Withdraw',
    warning:
      'It is taken back, as if the need had gone, and suppliers no longer find it; what you decided is kept.',
    label: 'Why is it taken back?',
    done: 'withdrawn',
  },
} as const;
type Ending = keyof typeof endings;

interface State {
  done?: string;
  problems?: Problem[];
  typed?: Fields;
  /** Weights to look at the matches with, not saved. */
  weights?: WeightInput[];
}

/** What a refused step shows on the page. */
interface Refusal {
  typed?: Fields;
  problemsIn?: (errors: readonly ApiError[]) => Problem[];
}

const problemsOfStep = (errors: readonly ApiError[]): Problem[] =>
  problemsOf(errors, { outcomes: 'outcome', weights: 'CAPABILITY', text: 'terms' });

/** A requirement: for everybody; with its matches and steps for its buyer. In demo mode everybody sees the matches. */
@Controller('requirements')
export class RequirementController {
  constructor(
    private readonly api: ApiClient,
    private readonly demo: DemoSession,
    private readonly portal: Portal,
  ) {}

  @Get(':id')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Fields,
  ): Promise<void> {
    await this.page(request, reply, id, { done: messages[textOf(query, 'done')] });
  }

  @Get(':id/matches.csv')
  async csv(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const { requirement } = await this.portal.ask(request, matchesToTakeQuery, { id });
    const rows = found(requirement?.matches).edges.map(
      ({ rank, score, crossRegional, summary, introduction, node, criteria: parts }) => [
        rank,
        node.name,
        Math.round(score * 1_000) / 1_000,
        node.region && regionWords(node.region),
        node.site?.districtName ?? null,
        node.site?.postcode ?? null,
        crossRegional ? 'yes' : 'no',
        introduction ? words(introduction.state) : null,
        summary,
        ...criteria.flatMap(({ name }) => {
          const part = parts.find((one) => one.name === name);
          return part && part.weight > 0
            ? [Math.round(part.contribution * 1_000) / 1_000, part.reason]
            : [null, null];
        }),
      ],
    );
    const header = [
      'rank',
      'supplier',
      'score',
      'region',
      'district',
      'postcode',
      'cross-regional',
      'introduction',
      'why',
      ...criteria.flatMap(({ label }) => [label.toLowerCase(), `${label.toLowerCase()}: reason`]),
    ];
    await this.portal.giveCsv(reply, 'matches', csvText([header, ...rows]));
  }

  @Post(':id/weights')
  async weigh(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    const action = textOf(body, 'do');
    const weights = criteria.map(({ name }) => ({
      criterion: name,
      weight: (numberOf(body, name) ?? 0) * SCALE,
    }));
    if (action === 'preview') {
      await this.portal.demandVisitor(request);
      return this.page(request, reply, id, { weights });
    }
    const input = { id, weights: action === 'usual' ? null : weights };
    await this.step(request, reply, id, weighMutation, { input }, 'weighed');
  }

  @Post(':id/publish')
  async publish(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.step(request, reply, id, publishMutation, { id }, 'published', {
      problemsIn: (errors) => publicationProblems(id, errors),
    });
  }

  @Get(':id/close')
  async closing(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.askEnding(request, reply, id, 'close');
  }

  @Post(':id/close')
  async close(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    const outcome = textOf(body, 'outcome') || null;
    await this.end(request, reply, 'close', closeMutation, { id, outcome });
  }

  @Get(':id/withdraw')
  async withdrawing(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.askEnding(request, reply, id, 'withdraw');
  }

  @Post(':id/withdraw')
  async withdraw(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    const outcome = textOf(body, 'outcome') || null;
    await this.end(request, reply, 'withdraw', takeBackMutation, { id, outcome });
  }

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
      return this.page(request, reply, id, { problems: [{ field, message: 'Choose a file first.' }] });
    const { announced } = await this.portal.ask(request, attachMutation, {
      input: { requirementId: id, name: file.name, bytes: file.size, mediaType: file.type },
    });
    const refused =
      announced.uploadUrl === null ? undefined : await this.portal.put(request, announced.uploadUrl, file);
    const problems = announced.errors.map(({ message }) => ({ field, message }));
    if (refused !== undefined) problems.push({ field, message: refused });
    if (problems.length) await this.page(request, reply, id, { problems });
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
    await this.step(request, reply, id, detachMutation, { id: file }, 'detached');
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
      return this.step(
        request,
        reply,
        id,
        acceptTermsMutation,
        { input: { requirementId: id, organisationId, text } },
        'accepted',
      );
    await this.step(request, reply, id, setTermsMutation, { requirementId: id, text }, 'terms', {
      typed: body,
    });
  }

  @Post(':id/extend')
  async extend(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    const closesOn = textOf(body, 'closesOn');
    if (closesOn === '') {
      await this.portal.demandVisitor(request);
      const problems = [{ field: 'closesOn', message: 'Enter the day it closes.' }];
      return this.page(request, reply, id, { problems });
    }
    await this.step(request, reply, id, extendMutation, { id, closesOn }, 'extended', { typed: body });
  }

  @Post(':id/clone')
  async clone(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const { done } = await this.portal.ask(request, cloneMutation, { id });
    if (!done.requirement) throw new AppError('BAD_INPUT', done.errors[0]?.message);
    await this.portal.leadTo(reply, `/requirements/${done.requirement.id}/edit`);
  }

  private async end(
    request: FastifyRequest,
    reply: FastifyReply,
    ending: Ending,
    operation: Step<{ id: string; outcome?: string | null }>,
    { id, outcome }: { id: string; outcome: string | null },
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const problems =
      (outcome?.length ?? 0) > LONGEST_WORDS
        ? [{ field: 'outcome', message: `At most ${LONGEST_WORDS} characters. Shorten it.` }]
        : problemsOf((await this.portal.ask(request, operation, { id, outcome })).done.errors, {
            '': 'outcome',
            reason: 'outcome',
            state: 'outcome',
          });
    if (problems.length) await this.askEnding(request, reply, id, ending, { words: outcome ?? '', problems });
    else await this.portal.leadTo(reply, `/requirements/${id}?done=${endings[ending].done}`);
  }

  /** Asks before it ends for good, and for what the suppliers that wait are told. */
  private async askEnding(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    ending: Ending,
    { words = '', problems }: { words?: string; problems?: Problem[] } = {},
  ): Promise<void> {
    const { requirement } = await this.portal.ask(request, endingQuery, { id });
    const { title, state, buyer, introductions } = found(requirement);
    await this.portal.demandWorker(request, found(buyer).id);
    if (!isLive(state)) return this.portal.leadTo(reply, `/requirements/${id}`);
    const { verb, warning, label } = endings[ending];
    const waiting = introductions.totalCount;
    const told =
      waiting === 0
        ? 'No supplier waits for word.'
        : waiting === 1
          ? 'The one supplier that waits for word is told that it is over.'
          : `The ${waiting} suppliers that wait for word are told that it is over.`;
    await this.portal.confirm(request, reply, {
      title: `${verb} this requirement?`,
      caption: title,
      warning: `${warning} ${told} This cannot be undone; you can make a copy of it.`,
      words: {
        name: 'outcome',
        label,
        hint: 'Optional. Whoever could see the requirement reads it.',
        value: words,
      },
      button: `${verb} it`,
      keep: 'Leave it open',
      back: `/requirements/${id}`,
      backText: 'The requirement',
      problems,
    });
  }

  private async step<Variables>(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    operation: Step<Variables>,
    variables: Variables,
    said: string,
    { typed = {}, problemsIn = problemsOfStep }: Refusal = {},
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const { done } = await this.portal.ask(request, operation, variables);
    const problems = problemsIn(done.errors);
    if (problems.length) await this.page(request, reply, id, { problems, typed });
    else await this.portal.leadTo(reply, `/requirements/${id}?done=${said}`);
  }

  private async page(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    { problems = [], typed = {}, done, weights: tried }: State,
  ): Promise<void> {
    const requirement = found((await this.portal.ask(request, requirementPageQuery, { id })).requirement);
    const visitor = await this.portal.visitor(request);
    const mine = requirement.buyer !== null && mayWorkFor(visitor, requirement.buyer.id);
    const looking = isLive(requirement.state);
    const [sides, suppliers, tried_, consortia] = await Promise.all([
      looking ? this.sides(request, id, mine) : undefined,
      mine || !visitor ? [] : this.suppliers(request, visitor, id),
      tried && mine ? this.reweighed(request, id, tried) : undefined,
      mine && looking ? this.together(request, id) : undefined,
    ]);
    const view = {
      title: requirement.title,
      requirement,
      sides: sides && tried_ ? bySide(sides, tried_) : sides,
      trying: tried_ && { moved: tried_.filter(({ movedBy }) => movedBy !== 0).length, count: tried_.length },
      consortia:
        consortia && sides && sides.east.eligibleCount + sides.west.eligibleCount === 0 ? consortia : null,
      mine,
      suppliers,
      weights: tried ? triedItems(tried) : weightItems(sides, requirement.weights ?? []),
      problems,
      typed,
      done,
    };
    await this.portal.show(request, reply, 'requirement/requirement.njk', view, problems.length ? 400 : 200);
  }

  /** The suppliers that the visitor works for, each with its introduction to the requirement. */
  private async suppliers(request: FastifyRequest, visitor: Visitor, id: string) {
    const all = (await this.portal.organisations(request, visitor)).filter(({ supplier }) => supplier);
    if (all.length === 0) return [];
    const { requirement } = await this.portal.ask(request, introducedHereQuery, { id });
    const known = new Map(
      (requirement?.introductions.edges ?? []).map(({ node }) => [node.supplierId, node]),
    );
    return all.map((one) => {
      const introduction = known.get(one.id);
      const mayBegin = introduction?.steps.includes('EXPRESS_INTEREST') ?? true;
      return { ...one, introduction, mayBegin };
    });
  }

  /** The matches in the order of weights that are not saved. */
  private async reweighed(
    request: FastifyRequest,
    id: string,
    weights: WeightInput[],
  ): Promise<readonly Edge[]> {
    const { requirement } = await this.portal.ask(request, reweighedQuery, { id, weights });
    return requirement?.reweigh?.edges ?? [];
  }

  /** Suppliers that could do together what none can alone. */
  private async together(request: FastifyRequest, id: string): Promise<object | null> {
    const answer = await this.portal.ask(request, togetherQuery, { id });
    return answer.requirement?.consortia ?? null;
  }

  private async sides(request: FastifyRequest, id: string, mine: boolean): Promise<Sides | undefined> {
    const variables = { id, first: SHOWN };
    const answer = mine
      ? await this.portal.ask(request, requirementMatchesQuery, variables)
      : await this.demo.asOfficer(askingBy(request), (officer) =>
          this.api.ask(officer, requirementMatchesQuery, variables),
        );
    const requirement = answer?.requirement;
    return requirement?.east && requirement.west
      ? { east: requirement.east, west: requirement.west }
      : undefined;
  }
}

/** A match, as it stands or with other weights. */
type Edge = Omit<MatchesFragment['edges'][number], 'summary'> & { movedBy?: number | null };
type Sides = Record<'east' | 'west', { eligibleCount: number; edges: readonly Edge[] }>;

/** The best of each region in another order. */
function bySide({ east, west }: Sides, edges: readonly Edge[]): Sides {
  const of = (region: string): Edge[] => edges.filter(({ node }) => node.region === region).slice(0, SHOWN);
  return { east: { ...east, edges: of('EAST_MIDLANDS') }, west: { ...west, edges: of('WEST_MIDLANDS') } };
}

/** The sliders as they were moved. */
const triedItems = (tried: readonly WeightInput[]) =>
  criteria.map(({ name, label }) => {
    const weight = tried.find(({ criterion }) => criterion === name)?.weight ?? 0;
    return { name, label, value: Math.round(weight / SCALE) };
  });

/** The weights in force, in hundredths: those of any match. Without a match, those that were set. */
function weightItems(sides: Sides | undefined, set: readonly WeightInput[]) {
  const [edge] = [...(sides?.east.edges ?? []), ...(sides?.west.edges ?? [])];
  const inForce = edge?.criteria ?? set.map(({ criterion, weight }) => ({ name: criterion, weight }));
  const sum = inForce.reduce((total, { weight }) => total + weight, 0);
  return criteria.map(({ name, label }) => {
    const weight = inForce.find((item) => item.name === name)?.weight ?? 0;
    return { name, label, value: sum > 0 ? Math.round((weight / sum) * 100) : 50 };
  });
}
