export { AccessNews } from './access.news.js';
export {
  Notification,
  NOTIFICATION_KINDS,
  type NotificationKind,
  NotificationRefusal,
} from './notification.entity.js';
export { mailNotifications } from './notification.jobs.js';
export { kindOfList, type LetterAddresses, NotificationMailer, noticeList } from './notification.mailer.js';
export { type Notice, NotificationService, type NotificationView } from './notification.service.js';
export {
  type DeliveryState,
  TRIAL_EVENT,
  Webhook,
  WEBHOOK_EVENTS,
  WebhookDelivery,
  type WebhookEvent,
} from './webhook.entity.js';
export { deliverWebhook, emitEvents, type OutgoingEvent } from './webhook.events.js';
export { isInside, send } from './webhook.sender.js';
export { type DeliveryView, type WebhookDraft, WebhookService, type WebhookView } from './webhook.service.js';
export { isSigned, signatureOf } from './webhook.signature.js';
export { NotificationsModule } from './notifications.module.js';
