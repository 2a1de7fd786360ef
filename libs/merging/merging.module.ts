import { DirectoryModule } from '#lib/directory';
import { NotificationsModule } from '#lib/notifications';
import { Module } from '@nestjs/common';
import { DistinctionService } from './distinction.service.js';
import { MergingService } from './merging.service.js';

@Module({
  imports: [DirectoryModule, NotificationsModule],
  providers: [MergingService, DistinctionService],
  exports: [MergingService, DistinctionService],
})
export class MergingModule {}
