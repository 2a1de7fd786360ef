export {
  ConfidentialityAcceptance,
  ConfidentialityTerms,
  FileChunk,
  FileDownload,
  StoredFile,
} from './file.entity.js';
export { type FileDraft, FileStore, type FileView, LARGEST_FILE } from './file.store.js';
export { type Acceptance, AttachmentService, type Download, USUAL_TERMS } from './attachment.service.js';
export { CertificateDocumentService } from './certificate-document.service.js';
export { FilesModule } from './files.module.js';
