import type { FastifyReply, FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import { ApiClient, askingBy, type Step } from '../api.client.js';
import { DemoSession } from '../demo.session.js';
import { type ApiError, type Fields, type Problem, problemsOf } from '../form.fields.js';
import { criteria } from '../match.view.js';
import { found, mayWorkFor, Portal, type Visitor } from '../portal.js';
import { isLive } from '../requirement.life.js';
import type { WeightInput } from '../schema.types.js';
import {
  introducedHereQuery,
  type MatchesFragment,
  requirementMatchesQuery,
  requirementPageQuery,
  reweighedQuery,
  togetherQuery,
} from './document.operations.js';

/** Matches shown of each region. */
const SHOWN = 10;
/** Sliders go to a hundred, weights add up to a thousand. */
export const SCALE = 10;

export interface State {
  done?: string;
  problems?: Problem[];
  typed?: Fields;
  /** Weights to look at the matches with, not saved. */
  weights?: WeightInput[];
}

/** What a refused step shows on the page. */
export interface Refusal {
  typed?: Fields;
  problemsIn?: (errors: readonly ApiError[]) => Problem[];
}

const problemsOfStep = (errors: readonly ApiError[]): Problem[] =>
  problemsOf(errors, { outcomes: 'outcome', weights: 'CAPABILITY', text: 'terms' });

/** The page of a requirement, and the steps that are taken on it: each leads back to it, with what was wrong or what was done. */
@Injectable()
export class RequirementPage {
  constructor(
    private readonly api: ApiClient,
    private readonly demo: DemoSession,
    private readonly portal: Portal,
  ) {}

  /** Takes a step, and shows what was wrong with it on the page; `said` is the word for what was done. */
  async step<Variables>(
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
    if (problems.length) await this.show(request, reply, id, { problems, typed });
    else await this.portal.leadTo(reply, `/requirements/${id}?done=${said}`);
  }

  async show(
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
