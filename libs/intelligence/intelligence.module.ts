import { DirectoryModule } from '#lib/directory';
import { MatchListsModule } from '#lib/match-lists';
import { RequirementsModule } from '#lib/requirements';
import { Module } from '@nestjs/common';
import { ActivityService } from './activity.service.js';
import { OcdsService } from './ocds.service.js';
import { OpenDataService } from './open-data.service.js';
import { ScorecardService } from './scorecard.service.js';
import { SupplyGapService } from './supply-gap.service.js';
import { TransitionService } from './transition.service.js';
import { UnlockService } from './unlock.service.js';

const services = [
  ActivityService,
  UnlockService,
  SupplyGapService,
  TransitionService,
  ScorecardService,
  OpenDataService,
  OcdsService,
];

/** What the whole of supply and demand says: to one firm, and to those who look after the regions. */
@Module({
  imports: [DirectoryModule, MatchListsModule, RequirementsModule],
  providers: services,
  exports: services,
})
export class IntelligenceModule {}
