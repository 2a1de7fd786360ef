import { DirectoryModule } from '#lib/directory';
import { RunService } from '#lib/platform';
import { RequirementsModule } from '#lib/requirements';
import { Module } from '@nestjs/common';
import { ClusterOpenings } from './cluster.openings.js';
import { MatchIndexHolder } from './match-index.holder.js';
import { MatchListService } from './match-list.service.js';
import { MatchOptionsService } from './match-options.service.js';
import { NearMissBook } from './near-miss.book.js';
import { ProfileHealthService } from './profile.health.js';
import { RankingPool } from './ranking.pool.js';
import { RankingService } from './ranking.service.js';
import { RequirementAdvisor } from './requirement.advisor.js';
import { RereadingService } from './rereading.service.js';

const services = [
  ClusterOpenings,
  MatchIndexHolder,
  MatchListService,
  MatchOptionsService,
  NearMissBook,
  ProfileHealthService,
  RankingService,
  RequirementAdvisor,
  RereadingService,
];

/** The index kept abreast of the store, and what is ranked from it. */
@Module({
  imports: [DirectoryModule, RequirementsModule],
  providers: [
    ...services,
    RunService,
    // Lists and near misses are found by the same threads.
    { provide: RankingPool, useFactory: () => new RankingPool() },
  ],
  exports: services,
})
export class MatchListsModule {}
