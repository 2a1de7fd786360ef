import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { FileView } from '#lib/files';
import { payload } from './user-error.type.js';

@ObjectType({ description: 'That somebody took a document.' })
export class AttachmentDownload {
  @Field(() => String, { nullable: true, description: 'Null for authority staff.' })
  organisationName!: string | null;

  @Field(() => String, { nullable: true, description: 'Null once the person has been erased.' })
  personName!: string | null;

  @Field(() => Date)
  at!: Date;
}

@ObjectType({ description: 'A document of a requirement, or one that shows a certificate.' })
export class Attachment {
  view!: FileView;
  /** Whose requirement it belongs to; undefined for documents of certificates. */
  buyerId?: string;
  /** On whose behalf it may be taken; null when it may not be. */
  reader!: { organisationId: string | null } | null;

  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  mediaType!: string;

  @Field(() => Int)
  bytes!: number;

  @Field(() => Date)
  addedAt!: Date;
}

@ObjectType({ description: 'That an organisation accepted confidentiality.' })
export class ConfidentialityAcceptance {
  @Field(() => ID)
  organisationId!: string;

  @Field(() => String)
  organisationName!: string;

  @Field(() => String, { nullable: true, description: 'Who accepted; null once they have been erased.' })
  personName!: string | null;

  @Field(() => String, { description: 'What was accepted, word for word.' })
  text!: string;

  @Field(() => Date)
  acceptedAt!: Date;
}

@ObjectType({ description: 'What has to be accepted before the attachments of a requirement may be read.' })
export class Confidentiality {
  @Field(() => String)
  text!: string;

  @Field(() => Boolean, { description: 'You may take the attachments: yours, or accepted.' })
  accepted!: boolean;

  @Field(() => [ConfidentialityAcceptance], {
    description: 'Who has accepted, latest first; for the buyer and officers, empty for others.',
  })
  acceptances!: ConfidentialityAcceptance[];
}

/** What is said of a file before it is sent. */
@InputType({ isAbstract: true })
abstract class FileInput {
  @Field(() => String, { description: 'What the file is called.' })
  name!: string;

  @Field(() => String, { description: 'E.g. application/pdf. The content is checked against it.' })
  mediaType!: string;

  @Field(() => Int, { description: 'Its size; 20 MB at most.' })
  bytes!: number;
}

@InputType()
export class AddAttachmentInput extends FileInput {
  @Field(() => ID)
  requirementId!: string;
}

@InputType()
export class AddCertificateDocumentInput extends FileInput {
  @Field(() => ID)
  certificateId!: string;
}

@InputType()
export class AcceptConfidentialityInput {
  @Field(() => ID)
  requirementId!: string;

  @Field(() => ID, { description: 'For which of your organisations.' })
  organisationId!: string;

  @Field(() => String, { description: 'The text as it was shown, word for word.' })
  text!: string;
}

@ObjectType()
export class UploadPayload extends payload() {
  @Field(() => ID, { nullable: true })
  id!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'PUT the content here within 15 minutes, as application/octet-stream. It works once.',
  })
  uploadUrl!: string | null;
}
