import {
  AppError,
  type Context,
  enqueue,
  newId,
  type OrganisationRole,
  type TransactionContext,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { NOTIFICATION_KINDS, type NotificationKind } from './notification.entity.js';
import { mailNotifications } from './notification.jobs.js';

/** News for the people of an organisation. */
export interface Notice {
  organisationId: string;
  kind: NotificationKind;
  /** What happened, in one line: the subject of the letter. */
  title: string;
  /** Plain text; blank lines part paragraphs. */
  body: string;
  /** Path in the portal. */
  link: string;
  /** Says what the news is: the same key tells nobody twice. */
  dedupKey: string;
  /** Who did it and need not be told. */
  exceptPersonId?: string | null;
  /** These people, instead of those who may act for the organisation. */
  personIds?: readonly string[];
}

export interface NotificationView {
  id: string;
  organisationId: string;
  kind: NotificationKind;
  title: string;
  body: string;
  link: string;
  createdAt: Date;
  readAt: Date | null;
}

/** Who is told: those who may act for the organisation. */
const toldRoles: readonly OrganisationRole[] = ['OWNER', 'EDITOR', 'CLUSTER_MANAGER'];
/** Letters written by one job. */
const CHUNK = 200;

/** News in the portal, and the letters that go with it. */
@Injectable()
export class NotificationService {
  /**
   * Tells the people of organisations, in the caller's transaction, and asks for the letters. Three statements
   * however many notices there are.
   * @returns how many pieces of news are new
   */
  async notify(ctx: TransactionContext, notices: readonly Notice[]): Promise<number> {
    if (notices.length === 0) return 0;
    const rows = await ctx.query<{ personId: string; notice: number }>(
      `SELECT m.person_id AS "personId", n.at AS notice
         FROM unnest($1::uuid[], $2::uuid[], $4::boolean[]) WITH ORDINALITY AS n (organisation_id, except_id, named, at)
         JOIN memberships m ON m.organisation_id = n.organisation_id AND m.role = ANY($3)
        WHERE m.person_id IS DISTINCT FROM n.except_id AND NOT n.named`,
      [
        notices.map(({ organisationId }) => organisationId),
        notices.map(({ exceptPersonId }) => exceptPersonId ?? null),
        toldRoles,
        notices.map(({ personIds }) => personIds !== undefined),
      ],
    );
    const named = notices.flatMap(({ personIds = [] }, at) =>
      personIds.map((personId) => ({ personId, notice: at + 1 })),
    );
    const readers = [...rows, ...named];
    if (readers.length === 0) return 0;
    const told = readers.map(({ personId, notice }) => {
      const { organisationId, kind, title, body, link, dedupKey } = notices[Number(notice) - 1]!;
      return {
        id: newId(),
        person_id: personId,
        organisation_id: organisationId,
        kind,
        title,
        body,
        link,
        dedup_key: dedupKey,
      };
    });
    const stored = await ctx.query<{ id: string }>(
      `INSERT INTO notifications (id, person_id, organisation_id, kind, title, body, link, dedup_key, created_at)
       SELECT id, person_id, organisation_id, kind, title, body, link, dedup_key, $2
         FROM json_to_recordset($1) AS d(id uuid, person_id uuid, organisation_id uuid, kind text, title text,
              body text, link text, dedup_key text)
       ON CONFLICT (person_id, dedup_key) DO NOTHING RETURNING id`,
      [JSON.stringify(told), ctx.now()],
    );
    for (let at = 0; at < stored.length; at += CHUNK) {
      const notificationIds = stored.slice(at, at + CHUNK).map(({ id }) => id);
      await enqueue(ctx, mailNotifications, { notificationIds });
    }
    return stored.length;
  }

  /** A page of the caller's own news, latest first; the cursor is the id of the last one. */
  async list(
    ctx: Context,
    { first, after, unreadOnly }: { first: number; after?: string | null; unreadOnly?: boolean },
  ): Promise<{ items: NotificationView[]; totalCount: number; hasNextPage: boolean }> {
    const personId = personOf(ctx);
    const condition = unreadOnly ? 'AND read_at IS NULL' : '';
    const [count] = await ctx.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM notifications WHERE person_id = $1 ${condition}`,
      [personId],
    );
    const rows = await ctx.query<NotificationView>(
      `SELECT id, organisation_id AS "organisationId", kind, title, body, link, created_at AS "createdAt",
              read_at AS "readAt"
         FROM notifications
        WHERE person_id = $1 AND ($2::uuid IS NULL OR id < $2) ${condition} ORDER BY id DESC LIMIT $3`,
      [personId, after ?? null, first + 1],
    );
    return { items: rows.slice(0, first), totalCount: count?.n ?? 0, hasNextPage: rows.length > first };
  }

  /** How many pieces of news the caller has not read. */
  async unreadCount(ctx: Context): Promise<number> {
    const [row] = await ctx.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM notifications WHERE person_id = $1 AND read_at IS NULL`,
      [personOf(ctx)],
    );
    return row?.n ?? 0;
  }

  /** Marks the caller's own news as read: those of the ids, or all. Returns how many it marked. */
  async markRead(ctx: TransactionContext, ids: readonly string[] | null): Promise<number> {
    const marked = await ctx.query(
      `UPDATE notifications SET read_at = $2
        WHERE person_id = $1 AND read_at IS NULL AND ($3::uuid[] IS NULL OR id = ANY($3)) RETURNING id`,
      [personOf(ctx), ctx.now(), ids],
    );
    return marked.length;
  }

  /** Kinds of letter the caller gets; the portal shows every kind. */
  async mailedKinds(ctx: Context): Promise<NotificationKind[]> {
    const rows = await ctx.query<{ kind: NotificationKind }>(
      `SELECT kind FROM notification_refusals WHERE person_id = $1`,
      [personOf(ctx)],
    );
    const refused = new Set(rows.map(({ kind }) => kind));
    return NOTIFICATION_KINDS.filter((kind) => !refused.has(kind));
  }

  /** Makes these the kinds of letter the caller gets, and no others; what was left by a link is chosen anew too. */
  async setMailedKinds(ctx: TransactionContext, kinds: readonly NotificationKind[]): Promise<void> {
    const personId = personOf(ctx);
    const refused = NOTIFICATION_KINDS.filter((kind) => !kinds.includes(kind));
    await ctx.query(`DELETE FROM notification_refusals WHERE person_id = $1`, [personId]);
    await ctx.query(`INSERT INTO notification_refusals (person_id, kind) SELECT $1, unnest($2::text[])`, [
      personId,
      refused,
    ]);
    await ctx.query(
      `INSERT INTO mail_consents (address, list, wanted, basis, changed_at)
       SELECT email, 'notice:' || kind, kind <> ALL($3::text[]), 'chosen in their settings', $4
         FROM people CROSS JOIN unnest($2::text[]) AS kind WHERE people.id = $1
       ON CONFLICT (address, list) DO UPDATE SET wanted = excluded.wanted, basis = excluded.basis,
          changed_at = excluded.changed_at
        WHERE mail_consents.wanted <> excluded.wanted`,
      [personId, NOTIFICATION_KINDS, refused, ctx.now()],
    );
  }
}

/** @throws AppError NOT_FOUND: news belongs to a person */
function personOf({ actor }: Context): string {
  if (actor.kind !== 'person') throw new AppError('NOT_FOUND');
  return actor.personId;
}
