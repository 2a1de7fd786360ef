import { DirectoryModule } from '#lib/directory';
import { RunService } from '#lib/platform';
import { RequirementsModule } from '#lib/requirements';
import { Module } from '@nestjs/common';
import { BackgroundImport } from './background.import.js';
import { CollectionImport } from './collection.import.js';
import { ImportRuns } from './import.runs.js';
import { ImportService } from './import.service.js';
import { NoticeImport } from './notice.import.js';
import { RegisterImport } from './register.import.js';
import { RequirementListImport } from './requirement-list.import.js';
import { RequirementImport } from './requirement.import.js';
import { SupplierImport } from './supplier.import.js';

@Module({
  imports: [DirectoryModule, RequirementsModule],
  providers: [
    RunService,
    ImportRuns,
    SupplierImport,
    RequirementImport,
    CollectionImport,
    RegisterImport,
    NoticeImport,
    RequirementListImport,
    ImportService,
    BackgroundImport,
  ],
  exports: [ImportService, BackgroundImport],
})
export class ImportsModule {}
