import {
  type DeliveryState,
  type DeliveryView,
  TRIAL_EVENT,
  WEBHOOK_EVENTS,
  type WebhookEvent,
  WebhookService,
  type WebhookView,
} from '#lib/notifications';
import {
  type Context,
  fromOpaqueId,
  isFailure,
  type Result,
  succeed,
  toOpaqueId,
  type TransactionContext,
} from '#lib/platform';
import { Inject } from '@nestjs/common';
import {
  Args,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Parent,
  Query,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { Access } from './access.decorator.js';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';
import { ShownOnce } from './idempotency.js';
import { checkedPage } from './page.arguments.js';
import { Ctx } from './request.context.js';
import { payload } from './user-error.type.js';

const WebhookEventEnum = Object.fromEntries([...WEBHOOK_EVENTS, TRIAL_EVENT].map((event) => [event, event]));
registerEnumType(WebhookEventEnum, {
  name: 'WebhookEvent',
  description: 'What a webhook can be told of.',
  valuesMap: {
    [TRIAL_EVENT]: { description: 'A trial, sent by testWebhook alone: it cannot be asked for.' },
  },
});

const DeliveryStateEnum: Record<DeliveryState, DeliveryState> = {
  WAITING: 'WAITING',
  DELIVERED: 'DELIVERED',
  FAILED: 'FAILED',
};
registerEnumType(DeliveryStateEnum, {
  name: 'WebhookDeliveryState',
  valuesMap: {
    WAITING: { description: 'On its way: not tried yet, or to be tried again, as attempts says.' },
    DELIVERED: { description: 'Answered with a status of 200 to 299.' },
    FAILED: { description: 'Given up after the last try. It can be replayed.' },
  },
});

@ObjectType({ description: 'One event on its way to a webhook.' })
export class WebhookDelivery {
  @Field(() => ID, { description: 'Also in the header Midlands-Match-Delivery.' })
  id!: string;

  @Field(() => WebhookEventEnum)
  event!: WebhookEvent;

  @Field(() => DeliveryStateEnum)
  state!: DeliveryState;

  @Field(() => Int)
  attempts!: number;

  @Field(() => Int, { nullable: true, description: 'HTTP status of the last answer.' })
  responseStatus!: number | null;

  @Field(() => String, { nullable: true, description: 'Why the last try was no success.' })
  lastError!: string | null;

  @Field(() => Date)
  createdAt!: Date;

  @Field(() => Date, { nullable: true })
  deliveredAt!: Date | null;
}

@ObjectType({ description: 'Where another system is told of events of an organisation.' })
export class Webhook {
  uuid!: string;

  @Field(() => ID)
  id!: string;

  @Field(() => String)
  url!: string;

  @Field(() => [WebhookEventEnum])
  events!: WebhookEvent[];

  @Field(() => Date)
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'Since when it is told nothing; null when it is.' })
  pausedAt!: Date | null;

  @Field(() => [WebhookDelivery], { description: 'The latest deliveries, newest first.' })
  deliveries?: WebhookDelivery[];
}

@InputType()
export class CreateWebhookInput {
  @Field(() => ID)
  organisationId!: string;

  @Field(() => String, { description: 'Begins with https://.' })
  url!: string;

  @Field(() => [WebhookEventEnum])
  events!: WebhookEvent[];
}

@ObjectType()
export class CreateWebhookPayload extends payload() {
  @Field(() => ID, { nullable: true })
  id!: string | null;

  @Field(() => String, { nullable: true, description: 'Signs every delivery. Shown this once.' })
  secret!: string | null;
}

@ObjectType()
export class WebhookDonePayload extends payload() {
  @Field(() => ID, { nullable: true })
  id!: string | null;
}

const toDelivery = ({ webhookId: _, ...view }: DeliveryView): WebhookDelivery => ({
  ...view,
  id: toOpaqueId('delivery', view.id),
});

const toWebhook = (view: WebhookView): Webhook => ({
  uuid: view.id,
  id: toOpaqueId('webhook', view.id),
  url: view.url,
  events: view.events,
  createdAt: view.createdAt,
  pausedAt: view.pausedAt,
});

/** Events for other systems. */
@Resolver(() => Webhook)
export class WebhookResolver {
  constructor(
    private readonly hooks: WebhookService,
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
  ) {}

  @Access('SIGNED_IN')
  @Query(() => [Webhook], { description: 'Webhooks of an organisation that is yours.' })
  async webhooks(
    @Ctx() ctx: Context,
    @Args('organisationId', { type: () => ID }) organisationId: string,
  ): Promise<Webhook[]> {
    return (await this.hooks.list(ctx, fromOpaqueId('org', organisationId))).map(toWebhook);
  }

  @ResolveField(() => [WebhookDelivery])
  deliveries(
    @Ctx() ctx: Context,
    @Parent() { uuid }: Webhook,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
  ): Promise<WebhookDelivery[]> {
    const { first: checked } = checkedPage({ first });
    const batch = ctx.once(
      `loader:deliveries:${checked}`,
      () =>
        new DataLoader<string, WebhookDelivery[]>(async (ids) => {
          const found = await this.hooks.deliveries(ctx, ids, checked);
          return ids.map((id) => (found.get(id) ?? []).map(toDelivery));
        }),
    );
    return batch.load(uuid);
  }

  @Access('SIGNED_IN')
  @ShownOnce()
  @Mutation(() => CreateWebhookPayload, { description: 'Has another system told of events.' })
  async createWebhook(
    @Ctx() ctx: TransactionContext,
    @Args('input') { organisationId, url, events }: CreateWebhookInput,
  ): Promise<Result<{ id: string; secret: string }>> {
    const { demo, environment } = this.runtime.config;
    const draft = { organisationId: fromOpaqueId('org', organisationId), url, events };
    const created = await this.hooks.create(ctx, draft, demo || environment === 'test');
    if (isFailure(created)) return created;
    return succeed({ ...created.value, id: toOpaqueId('webhook', created.value.id) });
  }

  @Access('SIGNED_IN')
  @Mutation(() => WebhookDonePayload, { description: 'Ends a webhook.' })
  async deleteWebhook(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ id: string }>> {
    await this.hooks.delete(ctx, fromOpaqueId('webhook', id));
    return succeed({ id });
  }

  @Access('SIGNED_IN')
  @Mutation(() => WebhookDonePayload, {
    description: 'Has a webhook told nothing for a while, or of events again from now on.',
  })
  async pauseWebhook(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('paused', { type: () => Boolean, defaultValue: true }) paused: boolean,
  ): Promise<Result<{ id: string }>> {
    await this.hooks.setPaused(ctx, fromOpaqueId('webhook', id), paused);
    return succeed({ id });
  }

  @Access('SIGNED_IN')
  @ShownOnce()
  @Mutation(() => CreateWebhookPayload, {
    description: 'Gives a webhook another secret: all that is sent from now on is signed with it.',
  })
  async renewWebhookSecret(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ id: string; secret: string }>> {
    return succeed({ id, ...(await this.hooks.renewSecret(ctx, fromOpaqueId('webhook', id))) });
  }

  @Access('SIGNED_IN')
  @Mutation(() => WebhookDonePayload, { description: 'Sends a trial event; answers its delivery.' })
  async testWebhook(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ id: string }>> {
    const { deliveryId } = await this.hooks.ping(ctx, fromOpaqueId('webhook', id));
    return succeed({ id: toOpaqueId('delivery', deliveryId) });
  }

  @Access('SIGNED_IN')
  @Mutation(() => WebhookDonePayload, { description: 'Has an event delivered once more, under the same id.' })
  async replayWebhookDelivery(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ id: string }>> {
    await this.hooks.replay(ctx, fromOpaqueId('delivery', id));
    return succeed({ id });
  }
}
