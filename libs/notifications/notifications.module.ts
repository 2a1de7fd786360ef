import { MailListService, MailService } from '#lib/platform';
import { Module } from '@nestjs/common';
import { AccessNews } from './access.news.js';
import { NotificationMailer } from './notification.mailer.js';
import { NotificationService } from './notification.service.js';
import { WebhookService } from './webhook.service.js';

/** News for people and for other systems. */
@Module({
  providers: [
    AccessNews,
    MailListService,
    MailService,
    NotificationMailer,
    NotificationService,
    WebhookService,
  ],
  exports: [AccessNews, NotificationMailer, NotificationService, WebhookService],
})
export class NotificationsModule {}
