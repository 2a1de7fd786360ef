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

/** How many pieces of news were told, by what they are about. */
export interface AlertsTold {
  certificates: number;
  opportunities: number;
  unlocks: number;
  suppliers: number;
  searches: number;
}

/** The handlers of the queue `alerts`. */
@Injectable()
export class AlertHandlers {
  constructor(
    private readonly alerts: AlertService,
    private readonly matches: MatchAlertService,
  ) {}

  handlers(unitOfWork: UnitOfWork): JobHandler[] {
    return [
      handles(sendDailyAlerts, (_payload, run) =>
        this.tellAll((work) =>
          unitOfWork.transaction({ actor, requestId: run.requestId, log: run.log }, work),
        ),
      ),
    ];
  }

  /**
   * Tells all that is new, each kind in a transaction of its own.
   * @returns pieces of news of each kind
   */
  async tellAll(
    within: <T>(work: (ctx: TransactionContext) => Promise<T>) => Promise<T>,
  ): Promise<AlertsTold> {
    return {
      certificates: await within((ctx) => this.alerts.remindOfCertificates(ctx)),
      opportunities: await within((ctx) => this.matches.tellOpportunities(ctx)),
      unlocks: await within((ctx) => this.matches.tellUnlocks(ctx)),
      suppliers: await within((ctx) => this.matches.tellNewSuppliers(ctx)),
      searches: await within((ctx) => this.alerts.runSearches(ctx)),
    };
  }
}
