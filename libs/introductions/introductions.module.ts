import { DirectoryModule } from '#lib/directory';
import { NotificationsModule } from '#lib/notifications';
import { RunService } from '#lib/platform';
import { RequirementsModule } from '#lib/requirements';
import { Module } from '@nestjs/common';
import { ClusterOpenings } from './cluster.openings.js';
import { IntroductionService } from './introduction.service.js';
import { MatchIndexHolder } from './match-index.holder.js';
import { MatchOptionsService } from './match-options.service.js';
import { MatchListService } from './match-list.service.js';
import { NearMissBook } from './near-miss.book.js';
import { ProfileHealthService } from './profile.health.js';
import { RankingPool } from './ranking.pool.js';
import { RankingService } from './ranking.service.js';
import { ReplyClock } from './reply.clock.js';
import { RereadingService } from './rereading.service.js';
import { RequirementAdvisor } from './requirement.advisor.js';
import { RequirementAmending } from './requirement.amending.js';
import { RequirementClosing } from './requirement.closing.js';

const services = [
  ClusterOpenings,
  MatchIndexHolder,
  MatchListService,
  NearMissBook,
  MatchOptionsService,
  RankingService,
  RereadingService,
  IntroductionService,
  RequirementClosing,
  ProfileHealthService,
  RequirementAdvisor,
  RequirementAmending,
  ReplyClock,
];

/** Matches, as the engine keeps them and as people work them. */
@Module({
  imports: [DirectoryModule, RequirementsModule, NotificationsModule],
  providers: [
    ...services,
    RunService,
    // Lists and near misses are found by the same threads.
    { provide: RankingPool, useFactory: () => new RankingPool() },
  ],
  exports: services,
})
export class IntroductionsModule {}
