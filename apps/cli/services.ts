import { AlertHandlers, AlertsModule } from '#lib/alerts';
import { DigestService, DigestsModule, DigestSettings } from '#lib/digests';
import { BuyerService, ClusterBodyService, DirectoryModule, SupplierService } from '#lib/directory';
import { IdentityModule, PersonService, TokenService } from '#lib/identity';
import {
  AwardService,
  IntroductionMessageService,
  IntroductionsModule,
  IntroductionSteps,
} from '#lib/introductions';
import {
  imageFolderOf,
  MatchIndexHolder,
  MatchListService,
  MatchListsModule,
  RankingService,
} from '#lib/match-lists';
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
  alerts: AlertHandlers;
  runs: RunService;
  index: MatchIndexHolder;
  lists: MatchListService;
  steps: IntroductionSteps;
  awards: AwardService;
  messages: IntroductionMessageService;
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
      MatchListsModule,
      AlertsModule,
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
      alerts: app.get(AlertHandlers, { strict: false }),
      runs: app.get(RunService),
      index: app.get(MatchIndexHolder, { strict: false }),
      lists: app.get(MatchListService, { strict: false }),
      steps: app.get(IntroductionSteps, { strict: false }),
      awards: app.get(AwardService, { strict: false }),
      messages: app.get(IntroductionMessageService, { strict: false }),
    });
  } finally {
    await app.close();
  }
}

/** So long in silence, and somebody who waits wonders. */
const SILENCE_MS = 1_500;

/** Does what needs the match index, which is read first. */
export async function withIndex<T>(
  { unitOfWork, url, log, config }: Runtime,
  { index }: Pick<Services, 'index'>,
  work: () => Promise<T>,
): Promise<T> {
  const wondering = setTimeout(
    () => console.error('Reading the suppliers first: that takes up to a minute for a whole region.'),
    SILENCE_MS,
  );
  const imageFolder = imageFolderOf(config);
  await index.load({ unitOfWork, databaseUrl: url, log, imageFolder }).finally(() => clearTimeout(wondering));
  try {
    return await work();
  } finally {
    await index.stop();
  }
}
