import { DirectoryModule } from '#lib/directory';
import { Module } from '@nestjs/common';
import { RequirementViewingService } from './requirement-viewing.service.js';
import { RequirementService } from './requirement.service.js';

const services = [RequirementService, RequirementViewingService];

@Module({ imports: [DirectoryModule], providers: services, exports: services })
export class RequirementsModule {}
