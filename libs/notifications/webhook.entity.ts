import { Organisation } from '#lib/directory';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

/** What a webhook can ask to be told of. */
export const WEBHOOK_EVENTS = ['INTRODUCTION_MOVED', 'INTRODUCTION_MESSAGE', 'MATCHES_CHANGED'] as const;
/** Sent on request alone, to try whether a receiver is there and checks signatures. */
export const TRIAL_EVENT = 'PING';
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number] | typeof TRIAL_EVENT;

export type DeliveryState = 'WAITING' | 'DELIVERED' | 'FAILED';

/** Where another system wants to be told of an organisation's events. */
@Entity('webhooks')
@Index('webhooks_organisation', ['organisationId'])
@Check('webhooks_some_events', 'cardinality(events) > 0')
export class Webhook {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'webhooks_of_organisation' })
  organisation?: Organisation;

  @Column({ type: 'text' })
  url!: string;

  /** Signs every delivery; both sides must know it, so it is stored as it is. */
  @Column({ type: 'text' })
  secret!: string;

  @Column({ type: 'text', array: true })
  events!: WebhookEvent[];

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  /** Since when it is told nothing; null when it is. */
  @Column({ type: 'timestamptz', name: 'paused_at', nullable: true })
  pausedAt!: Date | null;
}

/** One event on its way to one webhook. */
@Entity('webhook_deliveries')
@Index('webhook_deliveries_webhook', ['webhookId', 'id'])
@Check('webhook_deliveries_state_known', `state IN ('WAITING', 'DELIVERED', 'FAILED')`)
export class WebhookDelivery {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'webhook_id' })
  webhookId!: string;

  @ManyToOne(() => Webhook, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'webhook_id', foreignKeyConstraintName: 'webhook_deliveries_of_webhook' })
  webhook?: Webhook;

  @Column({ type: 'text' })
  event!: WebhookEvent;

  @Column({ type: 'jsonb' })
  data!: Record<string, unknown>;

  @Column({ type: 'text', default: 'WAITING' })
  state!: DeliveryState;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  /** HTTP status of the last answer. */
  @Column({ type: 'integer', name: 'response_status', nullable: true })
  responseStatus!: number | null;

  @Column({ type: 'text', name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'delivered_at', nullable: true })
  deliveredAt!: Date | null;
}
