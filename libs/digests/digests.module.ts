import { MatchListsModule } from '#lib/match-lists';
import { NotificationsModule } from '#lib/notifications';
import { MailListService, MailService, RunService } from '#lib/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { AddressResuming } from './address.resuming.js';
import { DigestFeedService } from './digest-feed.service.js';
import { DigestScheduleService } from './digest-schedule.service.js';
import { DigestGatherer } from './digest.gatherer.js';
import { DigestPreparing } from './digest.preparing.js';
import { DigestService, DigestSettings } from './digest.service.js';

/** Digests. Apps import it with the settings of their configuration. */
@Module({})
export class DigestsModule {
  static with(settings: DigestSettings): DynamicModule {
    return {
      module: DigestsModule,
      imports: [MatchListsModule, NotificationsModule],
      providers: [
        AddressResuming,
        DigestService,
        DigestPreparing,
        DigestGatherer,
        DigestFeedService,
        DigestScheduleService,
        MailListService,
        MailService,
        RunService,
        { provide: DigestSettings, useValue: settings },
      ],
      exports: [AddressResuming, DigestFeedService, DigestPreparing, DigestScheduleService, DigestService],
    };
  }
}
