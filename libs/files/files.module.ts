import { RequirementsModule } from '#lib/requirements';
import { Module } from '@nestjs/common';
import { AttachmentService } from './attachment.service.js';
import { CertificateDocumentService } from './certificate-document.service.js';
import { FileStore } from './file.store.js';

const services = [AttachmentService, CertificateDocumentService, FileStore];

@Module({ imports: [RequirementsModule], providers: services, exports: services })
export class FilesModule {}
