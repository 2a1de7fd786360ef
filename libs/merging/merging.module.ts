import { DirectoryModule } from '#lib/directory';
import { NotificationsModule } from '#lib/notifications';
import { Module } from '@nestjs/common';
import { MergingService } from './merging.service.js';

@Module({
  imports: [DirectoryModule, NotificationsModule],
  providers: [MergingService],
  exports: [MergingService],
})
export class MergingModule {}
