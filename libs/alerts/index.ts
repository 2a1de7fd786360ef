export { CandidateAlert, OpportunityAlert, SavedSearch, UnlockAlert } from './saved-search.entity.js';
export { sendDailyAlerts } from './alert.jobs.js';
export { AlertHandlers } from './alert.handlers.js';
export { AlertService } from './alert.service.js';
export { MatchAlertService } from './match-alert.service.js';
export { SavedSearchService, type SavedSearchView } from './saved-search.service.js';
export { AlertsModule } from './alerts.module.js';
