import { Certificate, Organisation } from '#lib/directory';
import { asNumber } from '#lib/platform';
import { Requirement } from '#lib/requirements';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';

/** A file that belongs to a requirement or to a certificate; its content stands beside it in chunks. */
@Entity('files')
@Index('files_of_a_requirement', ['requirementId'])
@Index('files_of_a_certificate', ['certificateId'])
@Check('files_belong_to_one', 'num_nonnulls(requirement_id, certificate_id) = 1')
@Check('files_size', 'bytes BETWEEN 1 AND 26214400')
export class StoredFile {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'requirement_id', nullable: true })
  requirementId!: string | null;

  @ManyToOne(() => Requirement, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'requirement_id', foreignKeyConstraintName: 'files_of_requirement' })
  requirement?: Requirement;

  @Column({ type: 'uuid', name: 'certificate_id', nullable: true })
  certificateId!: string | null;

  @ManyToOne(() => Certificate, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'certificate_id', foreignKeyConstraintName: 'files_of_certificate' })
  certificate?: Certificate;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', name: 'media_type' })
  mediaType!: string;

  @Column({ type: 'bigint', transformer: asNumber })
  bytes!: number;

  /** Of the content, hex; null until it has come. */
  @Column({ type: 'text', nullable: true })
  sha256!: string | null;

  @Column({ type: 'uuid', name: 'added_by', nullable: true })
  addedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  /** Somebody is sending the content; a second sender is refused for some minutes. */
  @Column({ type: 'timestamptz', name: 'receiving_at', nullable: true })
  receivingAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'stored_at', nullable: true })
  storedAt!: Date | null;
}

/** A piece of a file: small enough to be held in memory. */
@Entity('file_chunks')
export class FileChunk {
  @PrimaryColumn({ type: 'uuid', name: 'file_id' })
  fileId!: string;

  @ManyToOne(() => StoredFile, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'file_id', foreignKeyConstraintName: 'file_chunks_of_file' })
  file?: StoredFile;

  @PrimaryColumn({ type: 'integer' })
  no!: number;

  @Column({ type: 'bytea' })
  content!: Buffer;
}

/** That somebody of an organisation took a file, for the buyer whose it is. */
@Entity('file_downloads')
@Index('file_downloads_file', ['fileId', 'at'])
export class FileDownload {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'file_id' })
  fileId!: string;

  @ManyToOne(() => StoredFile, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'file_id', foreignKeyConstraintName: 'file_downloads_of_file' })
  file?: StoredFile;

  /** Null for staff, who act for no organisation. */
  @Column({ type: 'uuid', name: 'organisation_id', nullable: true })
  organisationId!: string | null;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'file_downloads_by_organisation' })
  organisation?: Organisation;

  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column({ type: 'timestamptz' })
  at!: Date;
}

/** What a buyer asks to be accepted before the attachments of a requirement may be read, where it is its own text. */
@Entity('confidentiality_terms')
export class ConfidentialityTerms {
  @PrimaryColumn({ type: 'uuid', name: 'requirement_id' })
  requirementId!: string;

  @OneToOne(() => Requirement, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'requirement_id', foreignKeyConstraintName: 'confidentiality_terms_of_requirement' })
  requirement?: Requirement;

  @Column({ type: 'text' })
  text!: string;
}

/** That an organisation accepted a text, word for word: who for it, and when. */
@Entity('confidentiality_acceptances')
@Index('confidentiality_acceptances_once', ['requirementId', 'organisationId', 'textHash'], { unique: true })
@Index('confidentiality_acceptances_organisation', ['organisationId'])
export class ConfidentialityAcceptance {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'requirement_id' })
  requirementId!: string;

  @ManyToOne(() => Requirement, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'requirement_id',
    foreignKeyConstraintName: 'confidentiality_acceptances_of_requirement',
  })
  requirement?: Requirement;

  @Column({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'confidentiality_acceptances_by_organisation',
  })
  organisation?: Organisation;

  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column({ type: 'text' })
  text!: string;

  /** Of the text, hex: texts are too long to be indexed. */
  @Column({ type: 'text', name: 'text_hash' })
  textHash!: string;

  @Column({ type: 'timestamptz', name: 'accepted_at' })
  acceptedAt!: Date;
}
