import {
  handles,
  type JobHandler,
  systemActor,
  type TransactionContext,
  type UnitOfWork,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { sendDailyAlerts } from './alert.jobs.js';
import { AlertService } from './alert.service.js';
import { MatchAlertService } from './match-alert.service.js';

const actor = systemActor('alerts');

/** The handlers of the queue `alerts`. Each kind of news has a transaction of its own. */
@Injectable()
export class AlertHandlers {
  constructor(
    private readonly alerts: AlertService,
    private readonly matches: MatchAlertService,
  ) {}

  handlers(unitOfWork: UnitOfWork): JobHandler[] {
    return [
      handles(sendDailyAlerts, async (_payload, run) => {
        const within = <T>(work: (ctx: TransactionContext) => Promise<T>): Promise<T> =>
          unitOfWork.transaction({ actor, requestId: run.requestId, log: run.log }, work);
        return {
          certificates: await within((ctx) => this.alerts.remindOfCertificates(ctx)),
          opportunities: await within((ctx) => this.matches.tellOpportunities(ctx)),
          unlocks: await within((ctx) => this.matches.tellUnlocks(ctx)),
          suppliers: await within((ctx) => this.matches.tellNewSuppliers(ctx)),
          searches: await within((ctx) => this.alerts.runSearches(ctx)),
        };
      }),
    ];
  }
}
