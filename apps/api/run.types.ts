import type { Run as RunRow, RunKind, RunState } from '#lib/platform';
import { toOpaqueId } from '#lib/platform';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { RunKindEnum, RunStateEnum } from './enums.js';

@ObjectType({ description: 'One thing wrong with one row of a file.' })
export class RowError {
  @Field(() => Int, { description: 'Row as a spreadsheet shows it: the header is row 1.' })
  row!: number;

  @Field(() => String)
  column!: string;

  @Field(() => String)
  value!: string;

  @Field(() => String)
  code!: string;

  @Field(() => String)
  message!: string;
}

@ObjectType({ description: 'What became of an imported file.' })
export class ImportSummary {
  @Field(() => Int)
  read!: number;

  @Field(() => Int)
  accepted!: number;

  @Field(() => Int)
  rejected!: number;

  @Field(() => [RowError], { description: 'The first hundred.' })
  errors!: RowError[];

  @Field(() => [RowError], { description: 'Findings that did not cost a row; the first hundred.' })
  warnings!: RowError[];
}

@ObjectType({ description: 'A piece of long work and how far it is.' })
export class Run {
  @Field(() => ID)
  id!: string;

  @Field(() => RunKindEnum)
  kind!: RunKind;

  @Field(() => String)
  subject!: string;

  @Field(() => RunStateEnum)
  state!: RunState;

  @Field(() => Int, { nullable: true, description: 'Units of work; null until counted.' })
  total!: number | null;

  @Field(() => Int)
  done!: number;

  @Field(() => Date)
  createdAt!: Date;

  @Field(() => Date)
  updatedAt!: Date;

  @Field(() => ImportSummary, { nullable: true, description: 'Of a finished import.' })
  importSummary!: ImportSummary | null;
}

const finding = z.object({
  row: z.number(),
  column: z.string(),
  value: z.string(),
  code: z.string(),
  message: z.string(),
});
const importReport = z.object({
  read: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  errors: z.array(finding),
  warnings: z.array(finding),
});

export function toRun(row: RunRow): Run {
  const { id, kind, subject, state, total, done, createdAt, updatedAt } = row;
  const report = kind === 'IMPORT' ? importReport.safeParse(row.report) : undefined;
  return {
    id: toOpaqueId('run', id),
    kind,
    subject,
    state,
    total,
    done,
    createdAt,
    updatedAt,
    importSummary: report?.success ? report.data : null,
  };
}
