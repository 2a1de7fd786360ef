import { DigestService, DigestsModule, DigestSettings } from '#lib/digests';
import { BuyerService, ClusterBodyService, DirectoryModule, SupplierService } from '#lib/directory';
import { IdentityModule, PersonService, TokenService } from '#lib/identity';
import {
  IntroductionService,
  IntroductionsModule,
  MatchIndexHolder,
  MatchListService,
  RankingService,
} from '#lib/introductions';
import { NestLogger, RunService } from '#lib/platform';
import { RequirementService, RequirementsModule } from '#lib/requirements';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Runtime } from './runtime.js';

/** The services that commands use: the same classes as the API's. */
export interface Services {
  suppliers: SupplierService;
  buyers: BuyerService;
  clusterBodies: ClusterBodyService;
  people: PersonService;
  tokens: TokenService;
  requirements: RequirementService;
  ranking: RankingService;
  digests: DigestService;
  runs: RunService;
  index: MatchIndexHolder;
  lists: MatchListService;
  introductions: IntroductionService;
}

/** Opens the services for the length of one command. */
export async function withServices<T>(
  runtime: Runtime,
  work: (services: Services) => Promise<T>,
): Promise<T> {
  @Module({
    imports: [
      DirectoryModule,
      IdentityModule,
      RequirementsModule,
      IntroductionsModule,
      DigestsModule.with(new DigestSettings(runtime.config.publicUrl, runtime.config.apiPublicUrl)),
    ],
    providers: [RunService],
  })
  class CommandModule {}

  const app = await NestFactory.createApplicationContext(CommandModule, {
    logger: new NestLogger(runtime.log),
    abortOnError: false,
  });
  try {
    return await work({
      suppliers: app.get(SupplierService, { strict: false }),
      buyers: app.get(BuyerService, { strict: false }),
      clusterBodies: app.get(ClusterBodyService, { strict: false }),
      people: app.get(PersonService, { strict: false }),
      tokens: app.get(TokenService, { strict: false }),
      requirements: app.get(RequirementService, { strict: false }),
      ranking: app.get(RankingService, { strict: false }),
      digests: app.get(DigestService, { strict: false }),
      runs: app.get(RunService),
      index: app.get(MatchIndexHolder, { strict: false }),
      lists: app.get(MatchListService, { strict: false }),
      introductions: app.get(IntroductionService, { strict: false }),
    });
  } finally {
    await app.close();
  }
}
