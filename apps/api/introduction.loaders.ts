import {
  type Contact,
  type IntroductionEventView,
  type IntroductionPage,
  IntroductionService,
  type IntroductionState,
  type IntroductionView,
  type MessageView,
  type Pair,
  pairKey,
  type ReplyRate,
  type Standing,
} from '#lib/introductions';
import type { Context } from '#lib/platform';
import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';

/** Batches what hangs on introductions: however many are shown, each kind costs a fixed number of statements. */
@Injectable()
export class IntroductionLoaders {
  constructor(private readonly introductions: IntroductionService) {}

  events(ctx: Context, id: string): Promise<IntroductionEventView[]> {
    return this.of(ctx, 'events', async (ids: readonly string[]) => {
      const found = await this.introductions.events(ctx, ids);
      return ids.map((key) => found.get(key) ?? []);
    }).load(id);
  }

  standing(ctx: Context, eventId: string): Promise<Standing | undefined> {
    return this.of(ctx, 'standings', async (ids: readonly string[]) => {
      const found = await this.introductions.standings(ctx, ids);
      return ids.map((key) => found.get(key));
    }).load(eventId);
  }

  messages(ctx: Context, id: string): Promise<MessageView[]> {
    return this.of(ctx, 'messages', async (ids: readonly string[]) => {
      const found = await this.introductions.messages(ctx, ids);
      return ids.map((key) => found.get(key) ?? []);
    }).load(id);
  }

  contacts(ctx: Context, view: IntroductionView): Promise<{ supplier: Contact[]; buyer: Contact[] } | null> {
    return this.of(ctx, 'contacts', async (views: readonly IntroductionView[]) => {
      const found = await this.introductions.contacts(ctx, views);
      return views.map(({ id }) => found.get(id) ?? null);
    }).load(view);
  }

  pair(ctx: Context, pair: Pair): Promise<IntroductionView | null> {
    return this.of(
      ctx,
      'pairs',
      async (pairs: readonly Pair[]) => {
        const found = await this.introductions.findPairs(ctx, pairs);
        return pairs.map((key) => found.get(pairKey(key)) ?? null);
      },
      pairKey,
    ).load(pair);
  }

  replyRate(ctx: Context, side: 'supplier' | 'buyer', id: string): Promise<ReplyRate | undefined> {
    return this.of(ctx, `reply-rate:${side}`, async (ids: readonly string[]) => {
      const found = await this.introductions.replyRates(ctx, side, ids);
      return ids.map((key) => found.get(key));
    }).load(id);
  }

  pageOf(
    ctx: Context,
    parent: 'requirement' | 'supplier',
    parentId: string,
    states: readonly IntroductionState[] | null,
    page: { first: number; after: string | null },
  ): Promise<IntroductionPage> {
    const kind = `page:${parent}:${JSON.stringify([states, page])}`;
    return this.of(ctx, kind, async (ids: readonly string[]) => {
      const found = await this.introductions.listOf(ctx, parent, ids, { states }, page);
      return ids.map((key) => found.get(key)!);
    }).load(parentId);
  }

  private of<K, V>(
    ctx: Context,
    kind: string,
    find: (keys: readonly K[]) => Promise<V[]>,
    cacheKeyFn?: (key: K) => string,
  ): DataLoader<K, V, unknown> {
    return ctx.once(
      `introduction-loader:${kind}`,
      () =>
        new DataLoader<K, V, unknown>(find, { cacheKeyFn: cacheKeyFn as ((key: K) => unknown) | undefined }),
    );
  }
}
