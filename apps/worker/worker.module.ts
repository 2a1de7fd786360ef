import { AlertsModule } from '#lib/alerts';
import { DigestsModule, DigestSettings } from '#lib/digests';
import { ImportsModule } from '#lib/imports';
import { IntroductionsModule } from '#lib/introductions';
import { MatchListsModule } from '#lib/match-lists';
import { type Config, MailListService, MailService } from '#lib/platform';
import { type DynamicModule, Module } from '@nestjs/common';

/** The services that background work needs, and none of the API. */
@Module({})
export class WorkerModule {
  static with({ publicUrl, apiPublicUrl }: Pick<Config, 'publicUrl' | 'apiPublicUrl'>): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        AlertsModule,
        ImportsModule,
        IntroductionsModule,
        MatchListsModule,
        DigestsModule.with(new DigestSettings(publicUrl, apiPublicUrl)),
      ],
      providers: [MailListService, MailService],
    };
  }
}
