import { AppError, csvText } from '#lib/platform';
import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Fields, listOf, textOf } from '../form.fields.js';
import { found, Portal, safePath } from '../portal.js';
import {
  CSV_SIZE,
  PAGE_SIZE,
  type Relaxation,
  relaxationsOf,
  type Found,
  type SearchRequest,
  searchRequest,
  searchView,
} from './search.view.js';
import {
  compareSupplierQuery,
  relaxedQuery,
  saveSearchMutation,
  searchQuery,
  suggestQuery,
} from './document.operations.js';
import { regionWords } from '../words.js';

const MOST_COMPARED = 6;
const SHORTEST_SUGGESTION = 2;
/** So few answers that a looser search is worth a look. */
const FEW = 3;

const messages: Readonly<Record<string, string>> = {
  kept: 'Saved. You will be told of suppliers that are new to this search.',
};

/** Searching suppliers, comparing them, and taking the list along. */
@Controller()
export class SearchController {
  constructor(private readonly portal: Portal) {}

  @Get('suppliers')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    const search = searchRequest(query);
    const answer = await this.search(request, search, PAGE_SIZE);
    const [relaxations, mine] = await Promise.all([
      answer.totalCount <= FEW ? this.relax(request, search) : [],
      this.organisations(request),
    ]);
    await this.portal.show(request, reply, 'search/search.njk', {
      ...searchView(search, answer, relaxations),
      mine,
      done: messages[textOf(query, 'done')],
    });
  }

  /** What the words being typed may become. */
  @Get('suppliers/suggest')
  async suggest(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    const text = textOf(query, 'q').slice(0, 200);
    const proposed =
      text.length < SHORTEST_SUGGESTION
        ? []
        : (
            await this.portal.ask(request, suggestQuery, {
              typed: text,
            })
          ).suggestQueries;
    await reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send({ suggestions: proposed.map((one) => one.text) });
  }

  /** Goes on looking: whoever works for an organisation is told of suppliers that are new to a search. */
  @Post('suppliers/save')
  async save(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const search = searchRequest(Object.fromEntries(new URLSearchParams(textOf(body, 'search'))));
    const { saved } = await this.portal.ask(request, saveSearchMutation, {
      input: {
        organisationId: textOf(body, 'organisation'),
        name: textOf(body, 'name') || search.query || 'All suppliers',
        query: search.query,
        filter: search.filter,
        without: search.without,
      },
    });
    if (saved.errors.length) throw new AppError('BAD_INPUT', saved.errors[0]!.message);
    const back = safePath(textOf(body, 'back'), '/suppliers');
    await this.portal.leadTo(reply, `${back}${back.includes('?') ? '&' : '?'}done=kept`);
  }

  @Get('suppliers.csv')
  async csv(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    const { edges } = await this.search(request, searchRequest(query), CSV_SIZE);
    const rows = edges.map(({ score, likely, node, explanation }) => [
      node.name,
      Math.round(score * 1_000) / 1_000,
      likely ? 'yes' : 'no',
      node.region && regionWords(node.region),
      node.site?.districtName ?? null,
      node.site?.postcode ?? null,
      explanation.summary,
    ]);
    await this.portal.giveCsv(
      reply,
      'suppliers',
      csvText([['supplier', 'score', 'likely', 'region', 'district', 'postcode', 'why'], ...rows]),
    );
  }

  @Get('suppliers/compare')
  async compare(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    const ids = [...new Set(listOf(query, 'id'))].slice(0, MOST_COMPARED);
    const suppliers = await Promise.all(
      ids.map(async (id) => {
        return found((await this.portal.ask(request, compareSupplierQuery, { id })).supplier);
      }),
    );
    const shared = (suppliers[0]?.capabilities ?? []).filter(({ code }) =>
      suppliers.every(({ capabilities }) => capabilities.some((one) => one.code === code)),
    );
    await this.portal.show(request, reply, 'search/compare.njk', {
      title: 'Compare suppliers',
      suppliers,
      shared,
    });
  }

  /** The organisations a search may be saved for. */
  private async organisations(request: FastifyRequest): Promise<{ id: string; name: string }[]> {
    const visitor = await this.portal.visitor(request);
    return visitor ? this.portal.organisations(request, visitor) : [];
  }

  /** No dead ends: what a search with few answers could leave out. */
  private async relax(request: FastifyRequest, search: SearchRequest): Promise<Relaxation[]> {
    const { query, without, filter } = search;
    const { searchSuppliers } = await this.portal.ask(request, relaxedQuery, { query, without, filter });
    return relaxationsOf(search, searchSuppliers.relaxations);
  }

  private async search(request: FastifyRequest, search: SearchRequest, first: number): Promise<Found> {
    const { query, without, filter, orderBy, after } = search;
    const { searchSuppliers } = await this.portal.ask(request, searchQuery, {
      query,
      without,
      filter,
      orderBy,
      after,
      first,
    });
    return searchSuppliers;
  }
}
