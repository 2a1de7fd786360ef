import { NotificationService } from '#lib/notifications';
import {
  type Context,
  demand,
  enqueue,
  handles,
  type JobHandler,
  MailListService,
  type MailMessage,
  MailSeal,
  MailService,
  newId,
  permitted,
  RunService,
  type Suspension,
  systemActor,
  toOpaqueId,
  type TransactionContext,
  type UnitOfWork,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { drawChart } from './digest.chart.js';
import type { DigestContent } from './digest.content.js';
import { Digest } from './digest.entity.js';
import { type ClusterRow, readCluster, readMembersToCome, readTimetable } from './digest.facts.js';
import { DigestGatherer } from './digest.gatherer.js';
import { daysOf, isoWeekOf, owedSince } from './digest.iso-week.js';
import { composeDigest, composeDueDigests } from './digest.jobs.js';
import { CHART_SOURCE, renderDigest, type RenderOptions, UNSUBSCRIBE_MARK } from './digest.renderer.js';
import { digestObstacle, listOf, tellManagers } from './digest.recipients.js';

/** What digests take from the configuration. */
export class DigestSettings {
  /**
   * @param publicUrl start of the links to pages, without a slash at its end
   * @param apiPublicUrl start of the links that work without signing in, likewise
   */
  constructor(
    readonly publicUrl: string,
    readonly apiPublicUrl: string,
  ) {}
}

export interface DigestView {
  id: string;
  clusterId: string;
  isoWeek: string;
  subject: string;
  content: DigestContent;
  html: string;
  text: string;
  composedAt: Date;
}

export type DigestPreview = Pick<DigestView, 'isoWeek' | 'subject' | 'content' | 'html' | 'text'>;

const actor = systemActor('digests');
const FEEDBACK = 'digest feedback';
/** Short names: a letter has dozens of these. */
const feedbackClaim = z.object({ c: z.uuid(), w: z.string(), f: z.string() });

/** Digests: composed once, stored, posted. */
@Injectable()
export class DigestService {
  constructor(
    private readonly gatherer: DigestGatherer,
    private readonly mail: MailService,
    private readonly lists: MailListService,
    private readonly settings: DigestSettings,
    private readonly notifications: NotificationService,
    private readonly runs: RunService,
  ) {}

  /**
   * Composes, stores and posts the digest of one week, in the caller's transaction. A second time it changes nothing.
   * A week without news is stored but not posted, unless the cluster body wants a line then too.
   * @returns the digest's id, and whether it was made now
   * @throws AppError NOT_FOUND unless there is such a cluster body and the actor manages it
   * @throws RangeError when there is no such week
   */
  async compose(
    ctx: TransactionContext,
    clusterId: string,
    isoWeek: string,
  ): Promise<{ id: string; composed: boolean }> {
    demand(ctx.actor, 'cluster.manage', clusterId);
    daysOf(isoWeek);
    // One at a time for a cluster body: two digests composed side by side would tell the same news.
    await ctx.query(`SELECT pg_advisory_xact_lock(hashtext('digest ' || $1::text))`, [clusterId]);
    const [known] = await ctx.query<{ id: string }>(
      `SELECT id FROM digests WHERE cluster_id = $1 AND iso_week = $2`,
      [clusterId, isoWeek],
    );
    if (known) return { id: known.id, composed: false };
    const { cluster, content, itemKeys } = await this.gatherer.gather(ctx, clusterId, isoWeek, {
      wider: () => readMembersToCome(ctx, isoWeek),
    });
    const id = newId();
    const letter = await this.render(ctx, content, id);
    const chart = await this.chartOf(letter.html, content);
    await ctx.query(
      `INSERT INTO digests (id, cluster_id, iso_week, subject, content, html, text, composed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        clusterId,
        isoWeek,
        content.subject,
        JSON.stringify(content),
        this.asPage(letter.html, chart),
        this.asPage(letter.text, chart),
        ctx.now(),
      ],
    );
    await ctx.query(
      `INSERT INTO digest_items (cluster_id, key, digest_id)
       SELECT $1, key, $2 FROM json_array_elements_text($3::json) AS key`,
      [clusterId, id, JSON.stringify(itemKeys)],
    );
    await ctx.query(
      `INSERT INTO digest_cursors (cluster_id, told_until) VALUES ($1, $2)
       ON CONFLICT (cluster_id) DO UPDATE SET told_until = excluded.told_until`,
      [clusterId, ctx.now()],
    );
    if (!content.quiet || cluster.tellWhenQuiet)
      await this.post(ctx, cluster, id, content.subject, letter, chart);
    return { id, composed: true };
  }

  /**
   * What the next digest would say, without telling it.
   * @throws AppError NOT_FOUND unless there is such a cluster body and the actor may read its digests
   */
  async preview(ctx: Context, clusterId: string): Promise<DigestPreview> {
    demand(ctx.actor, 'digest.view', clusterId);
    const isoWeek = isoWeekOf(ctx.now());
    const { content } = await this.gatherer.gather(ctx, clusterId, isoWeek, { elsewhere: true });
    const { html, text } = renderDigest(content, { publicUrl: this.settings.publicUrl, digestId: null });
    const chart = await this.chartOf(html, content);
    return {
      isoWeek,
      subject: content.subject,
      content,
      html: this.asPage(html, chart),
      text: this.asPage(text, chart),
    };
  }

  /**
   * Asks for a digest for every cluster body that is owed one. An hour in which nothing ran is caught up with, once, by
   * the next in which something does; a weekly reader whose whole week passed so is told with the next week's.
   * @param options.early true asks for them before their hour too, and out of their turn
   * @returns how many were asked for
   */
  async requestDue(ctx: TransactionContext, options: { early?: boolean } = {}): Promise<number> {
    demand(ctx.actor, 'platform.operate');
    const isoWeek = isoWeekOf(ctx.now());
    const due = (await readTimetable(ctx)).filter((body) =>
      options.early
        ? body.frequency !== 'NEVER' && body.lastWeek !== isoWeek
        : owedSince(body, body, ctx.now()) !== undefined,
    );
    if (due.length === 0) return 0;
    const run = await this.runs.begin(ctx, 'DIGEST', `digests of ${isoWeek}`, due.length);
    for (const { id } of due) {
      await enqueue(ctx, composeDigest, { clusterId: id, isoWeek, runId: run.id });
    }
    return due.length;
  }

  /** Digests by id that the actor may read; others are left out. One query. */
  async find(ctx: Context, ids: readonly string[]): Promise<Map<string, DigestView>> {
    const digests = await ctx.repository(Digest).createQueryBuilder('digest').whereInIds(ids).getMany();
    const readable = permitted(
      ctx.actor,
      'digest.view',
      digests.map(({ clusterId }) => clusterId),
    );
    return new Map(
      digests.filter(({ clusterId }) => readable.has(clusterId)).map((digest) => [digest.id, viewOf(digest)]),
    );
  }

  /** The latest digests of a cluster body, newest first; none when the actor may not read them. */
  async latest(ctx: Context, clusterId: string, limit: number): Promise<DigestView[]> {
    return (await this.latestOf(ctx, [clusterId], limit)).get(clusterId) ?? [];
  }

  /** The latest digests of each cluster body, as `latest` has them, in two statements however many there are. */
  async latestOf(
    ctx: Context,
    clusterIds: readonly string[],
    limit: number,
  ): Promise<Map<string, DigestView[]>> {
    const readable = [...permitted(ctx.actor, 'digest.view', clusterIds)];
    const rows = await ctx.query<{ id: string }>(
      `SELECT latest.id FROM unnest($1::uuid[]) AS c (id) CROSS JOIN LATERAL (
         SELECT id, iso_week FROM digests WHERE cluster_id = c.id ORDER BY iso_week DESC LIMIT $2) AS latest
        ORDER BY latest.iso_week DESC`,
      [readable, limit],
    );
    const views = await this.find(
      ctx,
      rows.map(({ id }) => id),
    );
    const found = new Map<string, DigestView[]>(readable.map((id) => [id, []]));
    for (const { id } of rows) {
      const view = views.get(id);
      if (view) found.get(view.clusterId)?.push(view);
    }
    return found;
  }

  /** A digest as a page: everything it tells, where its letter shows what is first. */
  async page(ctx: Context, { id, content }: Pick<DigestView, 'id' | 'content'>): Promise<string> {
    const { html } = await this.render(ctx, content, id, 'PAGE');
    return this.asPage(html, await this.chartOf(html, content));
  }

  /**
   * Whether a link on which one says what one thinks of an item is ours; changes nothing.
   * @throws AppError NOT_FOUND for a token that is none
   */
  async readFeedback(ctx: Context, token: string): Promise<void> {
    feedbackClaim.parse((await MailSeal.of(ctx)).open(FEEDBACK, token));
  }

  /**
   * Notes what the reader of a letter said of an item, by the token of its link; of two opinions in one week the later
   * counts.
   * @throws AppError NOT_FOUND for a token that is none
   */
  async takeFeedback(ctx: TransactionContext, token: string, useful: boolean): Promise<void> {
    const { c, w, f } = feedbackClaim.parse((await MailSeal.of(ctx)).open(FEEDBACK, token));
    await ctx.query(
      `INSERT INTO digest_feedback (cluster_id, facet, iso_week, useful, at)
       SELECT organisation_id, $2, $3, $4, $5 FROM cluster_bodies WHERE organisation_id = $1
       ON CONFLICT (cluster_id, facet, iso_week) DO UPDATE SET useful = $4, at = $5`,
      [c, f, w, useful, ctx.now()],
    );
  }

  /** Why a letter of a digest is not to be sent after all; undefined when it is, or is no such letter. */
  obstacle(ctx: Context, letter: Pick<MailMessage, 'list' | 'recipient'>): Promise<string | undefined> {
    return digestObstacle(ctx, letter);
  }

  /** Tells the managers of cluster bodies that an address of theirs no longer gets letters. */
  tellOfSuspension(ctx: TransactionContext, suspension: Suspension): Promise<void> {
    return tellManagers(ctx, this.notifications, suspension);
  }

  /** The handlers of the queue `digests`. */
  handlers(unitOfWork: UnitOfWork): JobHandler[] {
    return [
      handles(
        composeDigest,
        ({ clusterId, isoWeek, runId }, run) =>
          unitOfWork.transaction({ actor, requestId: run.requestId, log: run.log }, async (ctx) => {
            // A cluster body that has gone needs no digest.
            const isThere = await readCluster(ctx, clusterId);
            const made = isThere ? await this.compose(ctx, clusterId, isoWeek) : undefined;
            if (runId !== undefined) await this.runs.advanceOnce(ctx, runId, clusterId);
            return made;
          }),
        async ({ runId }, { requestId, log, attempt: attempts }) => {
          if (runId === undefined) return;
          await unitOfWork.transaction({ actor, requestId, log }, (ctx) =>
            this.runs.giveUp(ctx, runId, { attempts, requestId }),
          );
        },
      ),
      handles(composeDueDigests, (_payload, run) =>
        unitOfWork.transaction({ actor, requestId: run.requestId, log: run.log }, (ctx) =>
          this.requestDue(ctx),
        ),
      ),
    ];
  }

  private async render(
    ctx: Context,
    content: DigestContent,
    digestId: string,
    form: RenderOptions['form'] = 'LETTER',
  ): Promise<{ html: string; text: string }> {
    const seal = await MailSeal.of(ctx);
    const { publicUrl, apiPublicUrl } = this.settings;
    const { isoWeek, cluster } = content;
    const tokens = new Map<string, string>();
    const tokenOf = (facet: string): string => {
      let token = tokens.get(facet);
      if (token === undefined) {
        token = seal.seal(FEEDBACK, { c: cluster.id, w: isoWeek, f: facet });
        tokens.set(facet, token);
      }
      return token;
    };
    return renderDigest(content, {
      publicUrl,
      digestId,
      form,
      feedbackUrl: (facet, useful) => `${apiPublicUrl}/mail/feedback?u=${useful ? 1 : 0}&t=${tokenOf(facet)}`,
    });
  }

  /** The chart of a letter that shows one: the first digest and a quiet one do not. */
  private chartOf(html: string, { history }: DigestContent): Promise<Buffer | null> {
    return html.includes(CHART_SOURCE) ? drawChart(history) : Promise.resolve(null);
  }

  /** A letter as it stands on a page: with its chart inside, and nobody's way out of a list. */
  private asPage(letter: string, chart: Buffer | null): string {
    const shown = chart
      ? letter.replaceAll(CHART_SOURCE, `data:image/png;base64,${chart.toString('base64')}`)
      : letter;
    return shown.replaceAll(UNSUBSCRIBE_MARK, `${this.settings.publicUrl}/account/notifications`);
  }

  private async post(
    ctx: TransactionContext,
    cluster: ClusterRow,
    digestId: string,
    subject: string,
    letter: { html: string; text: string },
    chart: Buffer | null,
  ): Promise<void> {
    const list = listOf(cluster.id);
    const recipients = new Map(cluster.addresses.map((address) => [address.toLowerCase(), address]));
    await this.lists.enrol(
      ctx,
      list,
      [...recipients.keys()],
      'named by the cluster body as an address for its digest',
    );
    const attachments = chart
      ? [
          {
            cid: CHART_SOURCE.replace('cid:', ''),
            filename: 'new-matches.png',
            contentType: 'image/png',
            base64: chart.toString('base64'),
          },
        ]
      : [];
    for (const recipient of recipients.values()) {
      const token = await this.lists.unsubscribeToken(ctx, recipient, list);
      const leave = `${this.settings.apiPublicUrl}/mail/unsubscribe?t=${token}`;
      await this.mail.post(ctx, {
        dedupKey: `digest:${digestId}:${recipient}`,
        list,
        recipient,
        subject,
        html: letter.html.replaceAll(UNSUBSCRIBE_MARK, leave),
        text: letter.text.replaceAll(UNSUBSCRIBE_MARK, leave),
        attachments,
        headers: {
          'List-Id': `<${toOpaqueId('org', cluster.id)}.digests.midlands-match>`,
          'List-Unsubscribe': `<${leave}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        },
      });
    }
  }
}

/** What digests lack that were composed before it was kept: all of them looked two weeks ahead. */
const LACKING: Pick<DigestContent, 'closingWeeks'> = { closingWeeks: 2 };

function viewOf(digest: Digest): DigestView {
  const { id, clusterId, isoWeek, subject, html, text, composedAt } = digest;
  return {
    id,
    clusterId,
    isoWeek,
    subject,
    content: { ...LACKING, ...(digest.content as DigestContent) },
    html,
    text,
    composedAt,
  };
}
