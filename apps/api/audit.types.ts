import type { AuditView } from '#lib/identity';
import { type AuditSubject, toOpaqueId } from '#lib/platform';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { LocalDate } from './date.scalar.js';
import { AuditSubjectEnum } from './enums.js';
import { connectionOf, edgeOf } from './page.types.js';

@ObjectType({ description: 'One change: who, when, what, and what differs.' })
export class AuditEntry {
  @Field(() => ID)
  id!: string;

  @Field(() => Date)
  at!: Date;

  @Field(() => String, { description: 'Who did it.' })
  by!: string;

  @Field(() => ID, {
    description: 'The organisation concerned; where two are, each has an entry of its own.',
  })
  organisationId!: string;

  @Field(() => String)
  organisationName!: string;

  @Field(() => AuditSubjectEnum)
  subjectKind!: AuditSubject;

  @Field(() => String, { description: 'Upper snake case, e.g. CHANGED.' })
  action!: string;

  @Field(() => String, { nullable: true, description: 'What differs, as it was: JSON.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'What differs, as it is: JSON.' })
  after!: string | null;

  @Field(() => String)
  requestId!: string;
}

@ObjectType()
export class AuditEdge extends edgeOf(() => AuditEntry) {}

@ObjectType()
export class AuditConnection extends connectionOf(() => AuditEdge) {}

@InputType()
export class AuditFilterInput {
  @Field(() => ID, { nullable: true })
  organisationId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Part of the name of the organisation, or its company number.',
  })
  organisation?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Part of the name or the address of who did it, or of the part of the system that did.',
  })
  person?: string | null;

  @Field(() => AuditSubjectEnum, { nullable: true })
  subject?: AuditSubject | null;

  @Field(() => LocalDate, { nullable: true, description: 'First day.' })
  from?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Last day.' })
  to?: string | null;
}

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

export const toAuditEdge = ({
  cursor,
  organisationId,
  before,
  after,
  ...entry
}: AuditView): { cursor: string; node: AuditEntry } => ({
  cursor,
  node: {
    ...entry,
    organisationId: toOpaqueId('org', organisationId),
    before: json(before),
    after: json(after),
  },
});
