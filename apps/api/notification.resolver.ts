import {
  NOTIFICATION_KINDS,
  type NotificationKind,
  NotificationService,
  type NotificationView,
} from '#lib/notifications';
import {
  type Context,
  cursorError,
  fromOpaqueId,
  type Result,
  succeed,
  toOpaqueId,
  type TransactionContext,
  tryFromOpaqueId,
} from '#lib/platform';
import {
  Args,
  Field,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { checkedPage, PageArguments } from './page.arguments.js';
import { connectionOf, edgeOf, toConnection } from './page.types.js';
import { Ctx } from './request.context.js';
import { payload } from './user-error.type.js';

const NotificationKindEnum = Object.fromEntries(NOTIFICATION_KINDS.map((kind) => [kind, kind]));
registerEnumType(NotificationKindEnum, { name: 'NotificationKind', description: 'A kind of news.' });

@ObjectType({ description: 'A piece of news for you.' })
export class Notification {
  @Field(() => ID)
  id!: string;

  @Field(() => ID, { description: 'For which of your organisations.' })
  organisationId!: string;

  @Field(() => NotificationKindEnum)
  kind!: NotificationKind;

  @Field(() => String)
  title!: string;

  @Field(() => String, { description: 'Plain text; blank lines part paragraphs.' })
  body!: string;

  @Field(() => String, { description: 'Path in the portal.' })
  link!: string;

  @Field(() => Date)
  createdAt!: Date;

  @Field(() => Date, { nullable: true })
  readAt!: Date | null;
}

@ObjectType()
export class NotificationEdge extends edgeOf(() => Notification) {}

@ObjectType()
export class NotificationConnection extends connectionOf(() => NotificationEdge) {}

@ObjectType()
export class NotificationsReadPayload extends payload() {
  @Field(() => Int, { nullable: true, description: 'How many were marked.' })
  marked!: number | null;
}

@ObjectType()
export class MailedKindsPayload extends payload() {
  @Field(() => [NotificationKindEnum], { nullable: true })
  kinds!: NotificationKind[] | null;
}

const toNotification = (view: NotificationView): Notification => ({
  ...view,
  id: toOpaqueId('news', view.id),
  organisationId: toOpaqueId('org', view.organisationId),
});

/** The caller's own news. */
@Resolver(() => Notification)
export class NotificationResolver {
  constructor(private readonly news: NotificationService) {}

  @Access('SIGNED_IN')
  @Query(() => NotificationConnection, { description: 'Your news, latest first.' })
  async notifications(
    @Ctx() ctx: Context,
    @Args() page: PageArguments,
    @Args('unreadOnly', { type: () => Boolean, defaultValue: false }) unreadOnly?: boolean,
  ): Promise<NotificationConnection> {
    const { first, after } = checkedPage(page);
    const last = after === null ? null : tryFromOpaqueId('news', after);
    if (last === undefined) throw cursorError();
    const found = await this.news.list(ctx, { first, after: last, unreadOnly });
    const edges = found.items.map((view) => ({
      cursor: toOpaqueId('news', view.id),
      node: toNotification(view),
    }));
    return toConnection(edges, { ...found, after });
  }

  @Access('SIGNED_IN')
  @Query(() => Int, { description: 'How many pieces of your news are unread.' })
  unreadNotificationCount(@Ctx() ctx: Context): Promise<number> {
    return this.news.unreadCount(ctx);
  }

  @Access('SIGNED_IN')
  @Query(() => [NotificationKindEnum], { description: 'The kinds of news you get as letters too.' })
  mailedNotificationKinds(@Ctx() ctx: Context): Promise<NotificationKind[]> {
    return this.news.mailedKinds(ctx);
  }

  @Access('SIGNED_IN')
  @Mutation(() => NotificationsReadPayload, { description: 'Marks your news as read: these, or all.' })
  async markNotificationsRead(
    @Ctx() ctx: TransactionContext,
    @Args('ids', { type: () => [ID], nullable: true }) ids?: string[] | null,
  ): Promise<Result<{ marked: number }>> {
    const uuids = ids ? ids.map((id) => fromOpaqueId('news', id)) : null;
    return succeed({ marked: await this.news.markRead(ctx, uuids) });
  }

  @Access('SIGNED_IN')
  @Mutation(() => MailedKindsPayload, { description: 'Chooses the kinds of news you get as letters.' })
  async setMailedNotificationKinds(
    @Ctx() ctx: TransactionContext,
    @Args('kinds', { type: () => [NotificationKindEnum] }) kinds: NotificationKind[],
  ): Promise<Result<{ kinds: NotificationKind[] }>> {
    await this.news.setMailedKinds(ctx, kinds);
    return succeed({ kinds: await this.news.mailedKinds(ctx) });
  }
}
