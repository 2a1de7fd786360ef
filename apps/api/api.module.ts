import { AlertsModule } from '#lib/alerts';
import { DirectoryModule } from '#lib/directory';
import { DigestsModule, DigestSettings } from '#lib/digests';
import { EvidenceModule } from '#lib/evidence';
import { FilesModule } from '#lib/files';
import { IdentityModule, OpenIdService, PersonService, SessionService } from '#lib/identity';
import { ImportsModule } from '#lib/imports';
import { IntelligenceModule } from '#lib/intelligence';
import { IntroductionsModule } from '#lib/introductions';
import { MatchListsModule } from '#lib/match-lists';
import { MailListService, MailService, RunService } from '#lib/platform';
import { NotificationsModule } from '#lib/notifications';
import { MergingModule } from '#lib/merging';
import { PrivacyModule } from '#lib/privacy';
import { RequirementsModule } from '#lib/requirements';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { ActivityResolver, ClusterActivityResolver, SupplierActivityResolver } from './activity.resolver.js';
import { ClusterMemberResolver } from './cluster-member.resolver.js';
import { AccessGuard } from './access.guard.js';
import { AccessRequestResolver, PrivacyResolver } from './access-request.resolver.js';
import { AccessScan } from './access.scan.js';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';
import {
  AttachmentReadingResolver,
  AttachmentResolver,
  CertificateDocumentResolver,
} from './attachment.resolver.js';
import { AuditResolver } from './audit.resolver.js';
import { BuyerResolver } from './buyer.resolver.js';
import { ClusterResolver, DigestResolver } from './cluster.resolver.js';
import { IntroductionLoaders } from './introduction.loaders.js';
import {
  BuyerRepliesResolver,
  IntroductionResolver,
  MatchIntroductionResolver,
  OpportunityIntroductionResolver,
  RequirementIntroductionsResolver,
  StandingResolver,
  SupplierIntroductionsResolver,
} from './introduction.resolver.js';
import { LocalDate } from './date.scalar.js';
import { DemoResolver } from './demo.resolver.js';
import { DisclosureResolver } from './disclosure.resolver.js';
import { ClaimResolver, EvidenceResolver, SupplierChecksResolver } from './evidence.resolver.js';
import { DigestFormsResolver, DigestScheduleResolver } from './digest.resolver.js';
import { DigestController } from './digest.controller.js';
import { ErrorFilter } from './error.filter.js';
import { FileController } from './file.controller.js';
import { graphqlOptions } from './graphql.options.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { ImportResolver } from './import.resolver.js';
import { IntelligenceResolver, NearMissResolver, SupplyGapResolver } from './intelligence.resolver.js';
import { Loaders } from './loaders.js';
import { MailController } from './mail.controller.js';
import { MailResolver } from './mail.resolver.js';
import {
  ConsortiumMemberResolver,
  MatchOptionsResolver,
  ReweighedEdgeResolver,
} from './match-options.resolver.js';
import { MeResolver } from './me.resolver.js';
import { Metrics } from './metrics.service.js';
import { MergingResolver, SupplierMergersResolver } from './merging.resolver.js';
import { NotificationResolver } from './notification.resolver.js';
import { OpenIdResolver } from './openid.resolver.js';
import { OrganisationResolver } from './organisation.resolver.js';
import { OverviewResolver } from './overview.resolver.js';
import { OverviewService } from './overview.service.js';
import { ProfileResolver } from './profile.resolver.js';
import { ReferenceResolver } from './reference.resolver.js';
import { RequestContexts } from './request.context.js';
import { RequirementAdviceResolver } from './requirement-advice.resolver.js';
import { RequirementViewingResolver } from './requirement-viewing.resolver.js';
import { PublicationResolver } from './publication.resolver.js';
import { OpportunityEdgeResolver, RequirementResolver } from './requirement.resolver.js';
import { RunResolver } from './run.resolver.js';
import { RunWatcher } from './run.watcher.js';
import { SignInResolver } from './sign-in.resolver.js';
import { SupplierResolver } from './supplier.resolver.js';
import { SavedSearchResolver } from './saved-search.resolver.js';
import { SearchHelpResolver } from './search-help.resolver.js';
import { ServiceResolver } from './service.resolver.js';
import { SearchWarming } from './search.warming.js';
import { SettingsResolver } from './settings.resolver.js';
import { SupplierSearch } from './supplier.search.js';
import { TokenResolver } from './token.resolver.js';
import { OpenDataController } from './open-data.controller.js';
import { OpeningResolver, UnlockResolver } from './unlock.resolver.js';
import { ViewingLog } from './viewing.log.js';
import { TransactionInterceptor } from './transaction.interceptor.js';
import { WebhookResolver } from './webhook.resolver.js';

/** What serving needs besides the domain: who calls, in which transaction, and how it is measured. */
@Module({})
class EdgeModule {
  static with(runtime: ApiRuntime): DynamicModule {
    const providers = [{ provide: API_RUNTIME, useValue: runtime }, RequestContexts, Metrics];
    return { module: EdgeModule, imports: [IdentityModule], providers, exports: providers };
  }
}

const resolvers = [
  ActivityResolver,
  ClusterActivityResolver,
  SupplierActivityResolver,
  ClusterMemberResolver,
  AttachmentReadingResolver,
  AttachmentResolver,
  AuditResolver,
  CertificateDocumentResolver,
  AccessRequestResolver,
  BuyerRepliesResolver,
  BuyerResolver,
  ClusterResolver,
  DemoResolver,
  DigestFormsResolver,
  DigestResolver,
  DigestScheduleResolver,
  DisclosureResolver,
  ClaimResolver,
  EvidenceResolver,
  IntroductionResolver,
  ImportResolver,
  MatchOptionsResolver,
  ReweighedEdgeResolver,
  ConsortiumMemberResolver,
  MailResolver,
  MatchIntroductionResolver,
  MeResolver,
  NotificationResolver,
  OpenIdResolver,
  OpportunityEdgeResolver,
  OpportunityIntroductionResolver,
  OrganisationResolver,
  OverviewResolver,
  ProfileResolver,
  PrivacyResolver,
  ReferenceResolver,
  RequirementAdviceResolver,
  RequirementIntroductionsResolver,
  StandingResolver,
  RequirementResolver,
  PublicationResolver,
  RequirementViewingResolver,
  RunResolver,
  SavedSearchResolver,
  ServiceResolver,
  SettingsResolver,
  SupplierChecksResolver,
  SupplierIntroductionsResolver,
  SignInResolver,
  SupplierResolver,
  MergingResolver,
  SupplierMergersResolver,
  IntelligenceResolver,
  NearMissResolver,
  SupplyGapResolver,
  OpeningResolver,
  SearchHelpResolver,
  TokenResolver,
  UnlockResolver,
  WebhookResolver,
];

@Module({})
export class ApiModule {
  static with(runtime: ApiRuntime): DynamicModule {
    const edge = EdgeModule.with(runtime);
    return {
      module: ApiModule,
      imports: [
        edge,
        DiscoveryModule,
        DirectoryModule,
        IdentityModule,
        ImportsModule,
        PrivacyModule,
        RequirementsModule,
        EvidenceModule,
        FilesModule,
        IntroductionsModule,
        MatchListsModule,
        MergingModule,
        IntelligenceModule,
        NotificationsModule,
        AlertsModule,
        DigestsModule.with(new DigestSettings(runtime.config.publicUrl, runtime.config.apiPublicUrl)),
        GraphQLModule.forRootAsync<ApolloDriverConfig>({
          driver: ApolloDriver,
          imports: [edge],
          inject: [RequestContexts, Metrics],
          useFactory: (contexts: RequestContexts, metrics: Metrics) => {
            const usual = graphqlOptions(runtime, contexts, metrics);
            return runtime.graphql?.(usual) ?? usual;
          },
        }),
      ],
      controllers: [DigestController, FileController, HealthController, MailController, OpenDataController],
      providers: [
        ...resolvers,
        AccessScan,
        HealthService,
        IntroductionLoaders,
        Loaders,
        LocalDate,
        MailListService,
        MailService,
        {
          provide: OpenIdService,
          inject: [PersonService, SessionService],
          useFactory: (people: PersonService, sessions: SessionService) =>
            new OpenIdService(runtime.config.openId, runtime.config.publicUrl, people, sessions),
        },
        OverviewService,
        RunService,
        RunWatcher,
        SearchWarming,
        SupplierSearch,
        ViewingLog,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: TransactionInterceptor },
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
    };
  }
}
