import { Module } from '@nestjs/common';
import { ErasureService } from './erasure.service.js';
import { ExportService } from './export.service.js';

@Module({ providers: [ErasureService, ExportService], exports: [ErasureService, ExportService] })
export class PrivacyModule {}
