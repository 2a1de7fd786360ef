import {
  type Context,
  handles,
  type JobHandler,
  MailListService,
  type MailMessage,
  MailService,
  systemActor,
  type TransactionContext,
  type UnitOfWork,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { NOTIFICATION_KINDS, type NotificationKind } from './notification.entity.js';
import { mailNotifications } from './notification.jobs.js';
import { renderNotification } from './notification.letter.js';

interface Row {
  id: string;
  kind: NotificationKind;
  title: string;
  body: string;
  link: string;
  email: string;
  organisation: string;
  belongs: boolean;
}

/** Where letters lead. Without slashes at their ends. */
export interface LetterAddresses {
  /** Start of the links to pages. */
  publicUrl: string;
  /** Start of the links that work without signing in. */
  apiPublicUrl: string;
}

const actor = systemActor('notifications');
/** Whether the reader of news `n` belongs to its organisation. */
const BELONGS = `EXISTS (
  SELECT FROM memberships m WHERE m.person_id = n.person_id AND m.organisation_id = n.organisation_id)`;
/** Whether news `n` is for its reader still: of an organisation of theirs, or of whether it becomes one. */
const OF_ITS_READER = `(n.kind = 'ACCESS' OR ${BELONGS})`;
const PREFIX = 'notice:';
const LETTER = 'notification:';

/** The list that letters of a kind are sent to. */
export const noticeList = (kind: NotificationKind): string => `${PREFIX}${kind}`;

/** The kind of letter behind a list; undefined for lists of another kind. */
export const kindOfList = (list: string): NotificationKind | undefined =>
  NOTIFICATION_KINDS.find((kind) => noticeList(kind) === list);

/** Puts the letters of news into the outbox, each once. */
@Injectable()
export class NotificationMailer {
  constructor(
    private readonly mail: MailService,
    private readonly lists: MailListService,
  ) {}

  /**
   * Why a letter of news is not to be sent after all, judged when its turn comes: its reader no longer belongs to the
   * organisation, or wants no more of its kind. Undefined when it is to be sent, and for letters of another sort.
   */
  async obstacle(ctx: Context, { dedupKey }: Pick<MailMessage, 'dedupKey'>): Promise<string | undefined> {
    if (!dedupKey.startsWith(LETTER)) return undefined;
    const [row] = await ctx.query<{ belongs: boolean; refused: boolean }>(
      `SELECT ${OF_ITS_READER} AS belongs,
              EXISTS (SELECT FROM notification_refusals r
                       WHERE r.person_id = n.person_id AND r.kind = n.kind) AS refused
         FROM notifications n WHERE id = $1`,
      [dedupKey.slice(LETTER.length)],
    );
    if (!row?.belongs) return 'Its reader no longer belongs to the organisation.';
    return row.refused ? 'Its reader wants no letters of this kind.' : undefined;
  }

  /** Takes a person off the letters of a kind, by the way out in a letter: their settings show it. */
  async leave(ctx: TransactionContext, address: string, kind: NotificationKind): Promise<void> {
    await ctx.query(
      `INSERT INTO notification_refusals (person_id, kind) SELECT id, $2 FROM people WHERE email = lower($1)
       ON CONFLICT DO NOTHING`,
      [address, kind],
    );
  }

  /** The handlers of the queue `notifications`. */
  handlers(unitOfWork: UnitOfWork, { publicUrl, apiPublicUrl }: LetterAddresses): JobHandler[] {
    return [
      handles(mailNotifications, ({ notificationIds }, run) =>
        unitOfWork.transaction({ actor, requestId: run.requestId, log: run.log }, async (ctx) => {
          // Membership and wishes as they are now: who has left in the meantime gets no letter.
          const rows = await ctx.query<Row>(
            `SELECT n.id, n.kind, n.title, n.body, n.link, p.email, o.name AS organisation,
                    ${BELONGS} AS belongs
               FROM notifications n
               JOIN people p ON p.id = n.person_id
               JOIN organisations o ON o.id = n.organisation_id
              WHERE n.id = ANY($1) AND ${OF_ITS_READER} AND NOT EXISTS (
                    SELECT FROM notification_refusals r WHERE r.person_id = n.person_id AND r.kind = n.kind)
              ORDER BY n.id`,
            [notificationIds],
          );
          for (const row of rows) {
            const list = noticeList(row.kind);
            const grounds = `${row.belongs ? 'acts' : 'asked to act'} for ${row.organisation}`;
            await this.lists.enrol(ctx, list, [row.email], grounds);
            const token = await this.lists.unsubscribeToken(ctx, row.email, list);
            const leave = `${apiPublicUrl}/mail/unsubscribe?t=${token}`;
            await this.mail.post(ctx, {
              dedupKey: `${LETTER}${row.id}`,
              list,
              recipient: row.email,
              ...renderNotification(row, publicUrl, leave),
              headers: {
                'List-Unsubscribe': `<${leave}>`,
                'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
              },
            });
          }
          return { posted: rows.length };
        }),
      ),
    ];
  }
}
