import { inTurns, MatchIndexHolder } from '#lib/match-lists';
import { readTreeInPieces, readVocabularyInPieces, search, understandQuery } from '#lib/matching';
import { type Context, newId, systemActor } from '#lib/platform';
import type { ApolloDriver } from '@nestjs/apollo';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { setTimeout as sleep } from 'node:timers/promises';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';
import { type CommonNames, queriesOf } from './economy.queries.js';
import type { GraphqlContext } from './request.context.js';
import { contextOf, labelOf } from './supplier.search.js';

/** Searches after which one costs about what it will ever cost: code is compiled, connections are open. */
const SEARCHES = 80;
/** So many of them come before readiness: the first take ten times as long as the last. */
const BEFORE_READY = 24;
/** From this on, in milliseconds, readiness waits for no other search. */
const LONGEST_WAIT_MS = 400;

const document = `query Warming($query: String!) {
  searchSuppliers(query: $query, first: 20) {
    totalCount
    facets { dimension values { value label count } }
    edges { score node { id name region } explanation { summary criteria { name value reason } } }
  }
}`;

/**
 * Searches before anybody does. The first search of a process reads the names of the whole tree, and the first hundred
 * run through code that is not compiled yet: whoever comes first would wait for all that.
 */
@Injectable()
export class SearchWarming implements OnApplicationShutdown {
  private stopped = false;
  private rest: Promise<void> = Promise.resolve();
  private words: Promise<void> | undefined;
  private warm = false;

  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly holder: MatchIndexHolder,
    private readonly modules: ModuleRef,
  ) {}

  /** Whether the process can take what comes: some searches have been made, whatever came of them. */
  get ready(): boolean {
    return this.warm;
  }

  /** Resolves when all of them have been made, or none will be any more. */
  done(): Promise<void> {
    return this.rest;
  }

  /**
   * Reads the words that searches look up. They need no index: begun before that is opened, it is done in the time in which
   * the process would wait for files and for the store. Never rejects.
   */
  readWords(): Promise<void> {
    this.words ??= inTurns(readVocabularyInPieces()).catch((error: unknown) =>
      this.runtime.log.warn({ err: error }, 'reading words failed: first searches will take longer'),
    );
    return this.words;
  }

  /** Resolves when requests may come; what is left is done between them. Never rejects. */
  async begin(): Promise<void> {
    const began = performance.now();
    let made = 0;
    try {
      const searches = await this.prepare();
      const until = began + LONGEST_WAIT_MS;
      const first = Math.min(BEFORE_READY, searches.length);
      // One at least, on however slow a machine: the first is by far the longest.
      for (; made < first && (made === 0 || performance.now() < until) && !this.stopped; made += 1)
        await this.ask(searches[made]!);
      this.rest = this.goOn(searches.slice(made));
    } catch (error) {
      this.runtime.log.warn({ err: error }, 'warming up failed: first searches will take longer');
    }
    this.warm = true;
    this.runtime.log.info(
      { searches: made, ms: Math.round(performance.now() - began) },
      'searched beforehand',
    );
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.rest;
  }

  /** Reads what is read once, and finds out what to search for. */
  private async prepare(): Promise<string[]> {
    const { index } = this.holder;
    await this.readWords();
    await inTurns(readTreeInPieces(index));
    return queriesOf(this.commonNames(), SEARCHES);
  }

  private commonNames(): CommonNames {
    const everybody = understandQuery('', contextOf(this.reading()));
    const { facets } = search(this.holder.index, everybody, { first: 1 });
    return Object.fromEntries(
      Object.entries(facets).map(([dimension, values]) => [
        dimension,
        values.map(({ value }) => labelOf(dimension as keyof CommonNames, value)),
      ]),
    ) as unknown as CommonNames;
  }

  /** Requests come meanwhile: each search has a turn to itself, and they have as long in between. */
  private async goOn(searches: readonly string[]): Promise<void> {
    try {
      // Only opportunities need the open requirements: whoever asks for those first waits for what is left.
      await this.holder.standing();
      for (const query of searches) {
        if (this.stopped) return;
        const began = performance.now();
        await this.ask(query);
        await sleep(performance.now() - began);
      }
    } catch (error) {
      this.runtime.log.warn({ err: error }, 'warming up failed: some searches will take longer');
    }
  }

  private async ask(query: string): Promise<void> {
    const contextValue: GraphqlContext = { ctx: this.reading(), req: {}, unmeasured: true };
    const { graphQlAdapter } = this.modules.get<GraphQLModule<ApolloDriver>>(GraphQLModule, {
      strict: false,
    });
    await graphQlAdapter.instance.executeOperation(
      { query: document, operationName: 'Warming', variables: { query } },
      { contextValue },
    );
  }

  private reading(): Context {
    return this.runtime.unitOfWork.reading({ actor: systemActor('warming'), requestId: newId() });
  }
}
