import {
  AppError,
  type Context,
  demand,
  enqueue,
  fail,
  handles,
  type JobHandler,
  may,
  newId,
  recordAudit,
  type Result,
  succeed,
  systemActor,
  toOpaqueId,
  type TransactionContext,
  type UnitOfWork,
  userError,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { type DeliveryState, TRIAL_EVENT, WEBHOOK_EVENTS, type WebhookEvent } from './webhook.entity.js';
import { deliverWebhook, sendLater } from './webhook.events.js';
import { send } from './webhook.sender.js';
import { signatureOf } from './webhook.signature.js';

export interface WebhookDraft {
  organisationId: string;
  url: string;
  events: readonly WebhookEvent[];
}

export interface WebhookView {
  id: string;
  organisationId: string;
  url: string;
  events: WebhookEvent[];
  createdAt: Date;
  pausedAt: Date | null;
}

export interface DeliveryView {
  id: string;
  webhookId: string;
  event: WebhookEvent;
  state: DeliveryState;
  attempts: number;
  responseStatus: number | null;
  lastError: string | null;
  createdAt: Date;
  deliveredAt: Date | null;
}

interface Waiting extends Pick<DeliveryView, 'id' | 'event' | 'state' | 'createdAt'> {
  url: string;
  secret: string;
  data: Record<string, unknown>;
}

const MOST_WEBHOOKS = 10;
/** Longest address, characters. */
const LONGEST_URL = 2_000;
const actor = systemActor('webhooks');

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`;

/** What keeps an address from being told of events, and what to give instead. */
function whatIsWrong(url: string, parsed: URL | undefined, allowInside: boolean): string | undefined {
  if (url.length > LONGEST_URL) return `Give an address of at most ${LONGEST_URL} characters.`;
  const protocols = allowInside ? ['https:', 'http:'] : ['https:'];
  if (!parsed || !protocols.includes(parsed.protocol)) {
    return 'Give a whole address that begins with https://, such as https://erp.example.com/events.';
  }
  if (parsed.username !== '' || parsed.password !== '') {
    return 'Leave the user name and password out of the address: the signature shows who sent an event.';
  }
  return undefined;
}

/** Events for other systems: signed, tried again, replayable. */
@Injectable()
export class WebhookService {
  /**
   * Registers a webhook; its secret is shown this once. `allowInside` lets plain HTTP and private addresses pass.
   * @throws AppError NOT_FOUND unless the actor may edit the organisation
   */
  async create(
    ctx: TransactionContext,
    { organisationId, url, events }: WebhookDraft,
    allowInside: boolean,
  ): Promise<Result<{ id: string; secret: string }>> {
    demand(ctx.actor, 'organisation.edit', organisationId);
    const errors: ReturnType<typeof userError>[] = [];
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    const wrong = whatIsWrong(url, parsed, allowInside);
    if (wrong) errors.push(userError('INVALID_VALUE', wrong, ['url']));
    const wanted = WEBHOOK_EVENTS.filter((event) => events.includes(event));
    if (wanted.length === 0) errors.push(userError('REQUIRED', 'Choose at least one event.', ['events']));
    if (!parsed || errors.length > 0) return fail(...errors);
    const existing = await ctx.query(`SELECT 1 FROM webhooks WHERE organisation_id = $1`, [organisationId]);
    if (existing.length >= MOST_WEBHOOKS) {
      return fail(
        userError('TOO_MANY', `At most ${MOST_WEBHOOKS} webhooks. Delete one first.`, ['organisationId']),
      );
    }
    const id = newId();
    const secret = newSecret();
    await ctx.query(
      `INSERT INTO webhooks (id, organisation_id, url, secret, events, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, organisationId, parsed.href, secret, wanted, ctx.now()],
    );
    await this.note(ctx, id, organisationId, 'ADDED', { events: wanted });
    return succeed({ id, secret });
  }

  /** @throws AppError NOT_FOUND unless it is the actor's */
  async delete(ctx: TransactionContext, id: string): Promise<void> {
    const organisationId = await this.demandOwn(ctx, id);
    await ctx.query(`DELETE FROM webhooks WHERE id = $1`, [id]);
    await this.note(ctx, id, organisationId, 'REMOVED');
  }

  /**
   * Has a webhook told nothing for a while, or of events again from now on: what happens meanwhile is not made up for.
   * @throws AppError NOT_FOUND unless it is the actor's
   */
  async setPaused(ctx: TransactionContext, id: string, paused: boolean): Promise<void> {
    const organisationId = await this.demandOwn(ctx, id);
    const changed = await ctx.query(
      `UPDATE webhooks SET paused_at = CASE WHEN $2 THEN $3::timestamptz END
        WHERE id = $1 AND (paused_at IS NOT NULL) <> $2 RETURNING 1`,
      [id, paused, ctx.now()],
    );
    if (changed.length > 0) await this.note(ctx, id, organisationId, paused ? 'PAUSED' : 'RESUMED');
  }

  /**
   * Gives a webhook another secret, shown this once. All that is sent from now on is signed with it, what is tried again too.
   * @throws AppError NOT_FOUND unless it is the actor's
   */
  async renewSecret(ctx: TransactionContext, id: string): Promise<{ secret: string }> {
    const organisationId = await this.demandOwn(ctx, id);
    const secret = newSecret();
    await ctx.query(`UPDATE webhooks SET secret = $2 WHERE id = $1`, [id, secret]);
    await this.note(ctx, id, organisationId, 'SECRET_RENEWED');
    return { secret };
  }

  /** Sends a trial event, even while paused; @throws AppError NOT_FOUND unless it is the actor's. */
  async ping(ctx: TransactionContext, id: string): Promise<{ deliveryId: string }> {
    await this.demandOwn(ctx, id);
    return { deliveryId: await sendLater(ctx, id, TRIAL_EVENT, { message: 'It works.' }) };
  }

  /** An organisation's webhooks, without their secrets; @throws AppError NOT_FOUND unless it is the actor's. */
  async list(ctx: Context, organisationId: string): Promise<WebhookView[]> {
    demand(ctx.actor, 'organisation.edit', organisationId);
    return ctx.query<WebhookView>(
      `SELECT id, organisation_id AS "organisationId", url, events, created_at AS "createdAt", paused_at AS "pausedAt"
         FROM webhooks WHERE organisation_id = $1 ORDER BY id`,
      [organisationId],
    );
  }

  /** The latest deliveries of each of the webhooks, newest first; the caller has been shown the webhooks. */
  async deliveries(
    ctx: Context,
    webhookIds: readonly string[],
    first: number,
  ): Promise<Map<string, DeliveryView[]>> {
    const rows = await ctx.query<DeliveryView>(
      `SELECT d.* FROM unnest($1::uuid[]) AS hook (id) CROSS JOIN LATERAL (
         SELECT id, webhook_id AS "webhookId", event, state, attempts, response_status AS "responseStatus",
                last_error AS "lastError", created_at AS "createdAt", delivered_at AS "deliveredAt"
           FROM webhook_deliveries WHERE webhook_id = hook.id ORDER BY id DESC LIMIT $2) AS d`,
      [webhookIds, first],
    );
    return new Map(webhookIds.map((id) => [id, rows.filter(({ webhookId }) => webhookId === id)]));
  }

  /** Has an event delivered once more, under its own id; @throws AppError NOT_FOUND unless it is the actor's. */
  async replay(ctx: TransactionContext, deliveryId: string): Promise<void> {
    const [delivery] = await ctx.query<{ webhookId: string }>(
      `SELECT webhook_id AS "webhookId" FROM webhook_deliveries WHERE id = $1`,
      [deliveryId],
    );
    if (!delivery) throw new AppError('NOT_FOUND');
    await this.demandOwn(ctx, delivery.webhookId);
    await ctx.query(`UPDATE webhook_deliveries SET state = 'WAITING', delivered_at = NULL WHERE id = $1`, [
      deliveryId,
    ]);
    await enqueue(ctx, deliverWebhook, { deliveryId });
  }

  /** The handlers of the queue `webhooks`. */
  handlers(unitOfWork: UnitOfWork, allowInside: boolean): JobHandler[] {
    return [
      handles(
        deliverWebhook,
        async ({ deliveryId }, run) => {
          const options = { actor, requestId: run.requestId, log: run.log };
          const [waiting] = await unitOfWork.reading(options).query<Waiting>(
            `SELECT d.id, d.event, d.state, d.created_at AS "createdAt", d.data, w.url, w.secret
             FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id WHERE d.id = $1`,
            [deliveryId],
          );
          if (!waiting || waiting.state === 'DELIVERED') return 'nothing to send';
          const outcome = await attempt(waiting, unitOfWork.reading(options).now(), allowInside);
          const delivered = outcome.status !== null && outcome.status >= 200 && outcome.status < 300;
          await unitOfWork.transaction(options, (ctx) =>
            ctx.query(
              `UPDATE webhook_deliveries SET state = $2, attempts = attempts + 1, response_status = $3, last_error = $4,
                    delivered_at = CASE WHEN $2 = 'DELIVERED' THEN $5::timestamptz END WHERE id = $1`,
              [deliveryId, delivered ? 'DELIVERED' : 'WAITING', outcome.status, outcome.error, ctx.now()],
            ),
          );
          if (!delivered) throw new Error(`The receiver answered ${outcome.status ?? outcome.error}.`);
          return 'delivered';
        },
        ({ deliveryId }, { requestId, log }) =>
          unitOfWork.transaction({ actor, requestId, log }, (ctx) =>
            ctx.query(`UPDATE webhook_deliveries SET state = 'FAILED' WHERE id = $1 AND state = 'WAITING'`, [
              deliveryId,
            ]),
          ),
      ),
    ];
  }

  /** What its people are told of it in the audit trail: where it leads is for those who may edit. */
  private async note(
    ctx: TransactionContext,
    id: string,
    organisationId: string,
    action: string,
    after: object = {},
  ): Promise<void> {
    await recordAudit(ctx, [{ organisationId, subjectKind: 'webhook', subjectId: id, action, after }]);
  }

  private async demandOwn(ctx: Context, id: string): Promise<string> {
    const [hook] = await ctx.query<{ organisationId: string }>(
      `SELECT organisation_id AS "organisationId" FROM webhooks WHERE id = $1`,
      [id],
    );
    if (!hook || !may(ctx.actor, 'organisation.edit', hook.organisationId)) throw new AppError('NOT_FOUND');
    return hook.organisationId;
  }
}

function whatAnswerIsWrong(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? `HTTP ${status}: redirections are not followed` : `HTTP ${status}`;
}

async function attempt(
  { id, event, createdAt, data, url, secret }: Waiting,
  now: Date,
  allowInside: boolean,
): Promise<{ status: number | null; error: string | null }> {
  const deliveryId = toOpaqueId('delivery', id);
  const body = JSON.stringify({ id: deliveryId, event, createdAt, data });
  try {
    const status = await send({
      url,
      body,
      allowInside,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'midlands-match-webhooks',
        'midlands-match-event': event,
        'midlands-match-delivery': deliveryId,
        'midlands-match-signature': signatureOf(secret, Math.floor(now.getTime() / 1_000), body),
      },
    });
    return { status, error: whatAnswerIsWrong(status) };
  } catch (error) {
    return { status: null, error: error instanceof Error ? error.message : String(error) };
  }
}
