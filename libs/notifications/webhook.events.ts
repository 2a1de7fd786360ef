import { defineJob, enqueue, newId, type TransactionContext } from '#lib/platform';
import { z } from 'zod';
import type { WebhookEvent } from './webhook.entity.js';

/** Sends one event to one webhook: tried again after 3, 6, 12 … seconds, over more than half a day in all. */
export const deliverWebhook = defineJob({
  name: 'webhooks.deliver',
  payload: z.object({ deliveryId: z.uuid() }),
  attempts: 15,
  backoffMs: 3_000,
  keepCompleted: 100,
  keepFailed: 1_000,
});

/** What happened, for the systems of those it concerns. Ids in `data` are those of the API. */
export interface OutgoingEvent {
  organisationIds: readonly string[];
  event: WebhookEvent;
  data: Record<string, unknown>;
}

/** Notes events for the webhooks that ask for them, in the caller's transaction, and has them delivered. */
export async function emitEvents(ctx: TransactionContext, events: readonly OutgoingEvent[]): Promise<void> {
  if (events.length === 0) return;
  const wanted = events.flatMap(({ organisationIds, event }, at) =>
    organisationIds.map((organisationId) => ({ organisation_id: organisationId, event, at })),
  );
  const hooks = await ctx.query<{ id: string; at: number }>(
    `SELECT w.id, e.at FROM json_to_recordset($1) AS e(organisation_id uuid, event text, at int)
       JOIN webhooks w ON w.organisation_id = e.organisation_id AND e.event = ANY(w.events)
        AND w.paused_at IS NULL ORDER BY e.at, w.id`,
    [JSON.stringify(wanted)],
  );
  for (const { id: webhookId, at } of hooks) {
    const { event, data } = events[at]!;
    await sendLater(ctx, webhookId, event, data);
  }
}

/**
 * Notes an event for a webhook and has it sent once the transaction is committed.
 * @returns the id of the delivery
 */
export async function sendLater(
  ctx: TransactionContext,
  webhookId: string,
  event: WebhookEvent,
  data: Record<string, unknown>,
): Promise<string> {
  const deliveryId = newId();
  await ctx.query(
    `INSERT INTO webhook_deliveries (id, webhook_id, event, data, created_at) VALUES ($1, $2, $3, $4, $5)`,
    [deliveryId, webhookId, event, JSON.stringify(data), ctx.now()],
  );
  await enqueue(ctx, deliverWebhook, { deliveryId });
  return deliveryId;
}
