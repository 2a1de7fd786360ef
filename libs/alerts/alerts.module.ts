import { MatchListsModule } from '#lib/match-lists';
import { NotificationsModule } from '#lib/notifications';
import { Module } from '@nestjs/common';
import { AlertHandlers } from './alert.handlers.js';
import { AlertService } from './alert.service.js';
import { MatchAlertService } from './match-alert.service.js';
import { SavedSearchService } from './saved-search.service.js';

/** What people asked to be told without looking. */
@Module({
  imports: [MatchListsModule, NotificationsModule],
  providers: [AlertHandlers, AlertService, MatchAlertService, SavedSearchService],
  exports: [AlertHandlers, AlertService, MatchAlertService, SavedSearchService],
})
export class AlertsModule {}
