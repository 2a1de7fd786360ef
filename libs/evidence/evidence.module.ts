import { NotificationsModule } from '#lib/notifications';
import { Module } from '@nestjs/common';
import { ClaimQueue } from './claim.queue.js';
import { EvidenceService } from './evidence.service.js';

const services = [ClaimQueue, EvidenceService];

@Module({ imports: [NotificationsModule], providers: services, exports: services })
export class EvidenceModule {}
