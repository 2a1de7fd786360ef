import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { AccountController } from './account/account.controller.js';
import { ActivityController } from './activity/activity.controller.js';
import { ApiClient } from './api.client.js';
import { AssetController } from './asset.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { ClustersController } from './clusters/clusters.controller.js';
import { DemoSession } from './demo.session.js';
import { DigestController } from './digest/digest.controller.js';
import { EditorController } from './editor/editor.controller.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { QueueController } from './evidence/queue.controller.js';
import { InsightsController } from './insights/insights.controller.js';
import { MergingController } from './merging/merging.controller.js';
import { NewsController } from './news/news.controller.js';
import { OfficeController } from './office/office.controller.js';
import { ReferenceController } from './reference/reference.controller.js';
import { RunsController } from './runs/runs.controller.js';
import { SettingsController } from './settings/settings.controller.js';
import { ShortlistController } from './shortlist/shortlist.controller.js';
import { UnlocksController } from './unlocks/unlocks.controller.js';
import { FormGuard } from './form.guard.js';
import { HomeController } from './home/home.controller.js';
import { IntroductionsController } from './introductions/introductions.controller.js';
import { JobsController } from './jobs/jobs.controller.js';
import { LetterController } from './letter/letter.controller.js';
import { MapController } from './map/map.controller.js';
import { PageRenderer } from './page.renderer.js';
import { PagesController } from './pages/pages.controller.js';
import { Portal } from './portal.js';
import { ProblemFilter } from './problem/problem.filter.js';
import { ProfileController } from './profile/profile.controller.js';
import { AttachmentController } from './requirement/attachment.controller.js';
import { EndingController } from './requirement/ending.controller.js';
import { RequirementController } from './requirement/requirement.controller.js';
import { RequirementPage } from './requirement/requirement.page.js';
import { PublicationController } from './publication/publication.controller.js';
import { RequirementListController } from './requirement-list/requirement-list.controller.js';
import { RequirementsController } from './requirements/requirements.controller.js';
import { SearchController } from './search/search.controller.js';
import { SectorsController } from './sectors/sectors.controller.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SupplierController } from './supplier/supplier.controller.js';
import { WEB_RUNTIME, type WebRuntime } from './web.runtime.js';
import { WorkController } from './work/work.controller.js';
import { MembersController } from './members/members.controller.js';
import { OpeningsController } from './openings/openings.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { ZonesController } from './zones/zones.controller.js';

@Module({})
export class WebModule {
  static with(runtime: WebRuntime): DynamicModule {
    return {
      module: WebModule,
      // Paths of one word come before those with an id in the same place.
      controllers: [
        AccountController,
        ActivityController,
        AssetController,
        AuditController,
        ClustersController,
        DigestController,
        HomeController,
        IntroductionsController,
        JobsController,
        LetterController,
        MapController,
        PagesController,
        ProfileController,
        RequirementListController,
        PublicationController,
        RequirementsController,
        EditorController,
        EvidenceController,
        InsightsController,
        MembersController,
        MergingController,
        NewsController,
        OpeningsController,
        OfficeController,
        QueueController,
        ReferenceController,
        RunsController,
        SettingsController,
        ShortlistController,
        UnlocksController,
        RequirementController,
        AttachmentController,
        EndingController,
        SearchController,
        SectorsController,
        SignInController,
        SupplierController,
        WebhooksController,
        WorkController,
        ZonesController,
      ],
      providers: [
        { provide: WEB_RUNTIME, useValue: runtime },
        ApiClient,
        DemoSession,
        PageRenderer,
        Portal,
        RequirementPage,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: FormGuard },
      ],
    };
  }
}
