import { MatchListsModule } from '#lib/match-lists';
import { NotificationsModule } from '#lib/notifications';
import { RequirementsModule } from '#lib/requirements';
import { Module } from '@nestjs/common';
import { AwardService } from './award.service.js';
import { IntroductionMessageService } from './introduction-message.service.js';
import { IntroductionService } from './introduction.service.js';
import { IntroductionSteps } from './introduction.steps.js';
import { ReplyClock } from './reply.clock.js';
import { RequirementAmending } from './requirement.amending.js';
import { RequirementClosing } from './requirement.closing.js';

const services = [
  AwardService,
  IntroductionMessageService,
  IntroductionService,
  IntroductionSteps,
  ReplyClock,
  RequirementAmending,
  RequirementClosing,
];

/** Matches as people work them. */
@Module({
  imports: [MatchListsModule, NotificationsModule, RequirementsModule],
  providers: services,
  exports: services,
})
export class IntroductionsModule {}
