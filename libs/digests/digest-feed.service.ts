import { type Context, demand, MailSeal, toOpaqueId } from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { readCluster } from './digest.facts.js';
import { digestAsCsv, digestsAsAtom } from './digest.feed.js';
import { DigestService, DigestSettings } from './digest.service.js';

const FEED = 'digest feed';
const CSV = 'digest items';
const FEED_LENGTH = 20;
const claim = z.object({ id: z.uuid() });

/**
 * Digests for programs that cannot sign in: feed readers and spreadsheets. Their links carry a sealed token, which is
 * given to those who may read the digests.
 */
@Injectable()
export class DigestFeedService {
  constructor(
    private readonly digests: DigestService,
    private readonly settings: DigestSettings,
  ) {}

  /** @throws AppError NOT_FOUND unless the actor may read the digests of the cluster body */
  async feedUrl(ctx: Context, clusterId: string): Promise<string> {
    demand(ctx.actor, 'digest.view', clusterId);
    return this.feedAddress(clusterId, (await MailSeal.of(ctx)).seal(FEED, { id: clusterId }));
  }

  private feedAddress(clusterId: string, token: string): string {
    return `${this.settings.apiPublicUrl}/feeds/clusters/${toOpaqueId('org', clusterId)}.atom?t=${encodeURIComponent(token)}`;
  }

  /** @throws AppError NOT_FOUND unless the actor may read the digests of the cluster body */
  async csvUrl(ctx: Context, digestId: string, clusterId: string): Promise<string> {
    demand(ctx.actor, 'digest.view', clusterId);
    const token = (await MailSeal.of(ctx)).seal(CSV, { id: digestId });
    return `${this.settings.apiPublicUrl}/digests/${toOpaqueId('digest', digestId)}.csv?t=${token}`;
  }

  /**
   * The feed that a token opens; undefined when it opens another one, or the cluster body has gone.
   * @param ctx of the system: the token speaks for its reader
   */
  async feed(ctx: Context, clusterId: string, token: string): Promise<string | undefined> {
    if (!(await opens(ctx, FEED, token, clusterId))) return undefined;
    const cluster = await readCluster(ctx, clusterId);
    if (!cluster) return undefined;
    const digests = await this.digests.latest(ctx, clusterId, FEED_LENGTH);
    return digestsAsAtom(
      cluster,
      digests.map((digest) => ({ ...digest, lines: digest.content.lines })),
      // The address it was asked for by: another token would make another feed of it to some readers.
      { publicUrl: this.settings.publicUrl, selfUrl: this.feedAddress(clusterId, token), now: ctx.now() },
    );
  }

  /** The items of the digest that a token opens, as `feed` does. */
  async csv(ctx: Context, digestId: string, token: string): Promise<string | undefined> {
    if (!(await opens(ctx, CSV, token, digestId))) return undefined;
    const digest = (await this.digests.find(ctx, [digestId])).get(digestId);
    return digest && digestAsCsv(digest.content);
  }
}

/** @throws AppError NOT_FOUND for a token that is none */
const opens = async (ctx: Context, purpose: string, token: string, id: string): Promise<boolean> =>
  claim.parse((await MailSeal.of(ctx)).open(purpose, token)).id === id;
