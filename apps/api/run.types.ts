import { isStalled, type Run as RunRow, type RunKind, type RunState, toOpaqueId } from '#lib/platform';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { RunKindEnum, RunStateEnum } from './enums.js';
import { connectionOf, edgeOf } from './page.types.js';

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

@ObjectType({ description: 'One thing found in one row of a file that was imported in the background.' })
export class ImportFinding extends RowError {
  @Field(() => Boolean, { description: 'It cost the row; otherwise it is worth a look.' })
  rejected!: boolean;
}

@ObjectType({ description: 'What became of an imported file.' })
export class ImportSummary {
  @Field(() => String, {
    nullable: true,
    description: 'The sheet that was read, when the file is a workbook; else null.',
  })
  sheet!: string | null;

  @Field(() => Int)
  read!: number;

  @Field(() => Int)
  accepted!: number;

  @Field(() => Int)
  rejected!: number;

  @Field(() => Int, { description: 'Records that were not there before.' })
  created!: number;

  @Field(() => Int, { description: 'Records that were there and changed.' })
  updated!: number;

  @Field(() => Int, { description: 'Records that were the same already.' })
  unchanged!: number;

  @Field(() => Int, {
    description: 'Records left alone, because somebody looks after them or they have moved on.',
  })
  kept!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Records removed when the import was taken back; else null.',
  })
  takenBack!: number | null;

  @Field(() => [RowError], { description: 'The first hundred.' })
  errors!: RowError[];

  @Field(() => [RowError], { description: 'Findings that did not cost a row; the first hundred.' })
  warnings!: RowError[];
}

@ObjectType({ description: 'A piece of long work and how far it is.' })
export class Run {
  /** For resolvers. */
  uuid!: string;

  /** Who asked for it, for resolvers. */
  requestedByUuid!: string | null;

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

  @Field(() => Boolean, {
    description: 'It has not moved for a quarter of an hour: it will hardly end by itself. Ask for it again.',
  })
  stalled!: boolean;

  @Field(() => String, { nullable: true, description: 'One sentence on what came of it, once it has ended.' })
  outcome!: string | null;

  @Field(() => ImportSummary, { nullable: true, description: 'Of a finished import.' })
  importSummary!: ImportSummary | null;
}

@ObjectType()
export class RunEdge extends edgeOf(() => Run) {}

@ObjectType()
export class RunConnection extends connectionOf(() => RunEdge) {}

@InputType()
export class RunFilterInput {
  @Field(() => RunKindEnum, { nullable: true })
  kind?: RunKind | null;

  @Field(() => RunStateEnum, { nullable: true })
  state?: RunState | null;
}

const finding = z.object({
  row: z.number(),
  column: z.string(),
  value: z.string(),
  code: z.string(),
  message: z.string(),
});
const stored = z.object({
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  kept: z.number(),
});
const importReport = z.object({
  sheet: z.string().optional(),
  read: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  errors: z.array(finding),
  warnings: z.array(finding),
  stored,
  undone: z.object({ removed: z.number(), left: z.number() }).optional(),
});

const matchReport = z.object({ ranked: z.number(), changed: z.number() });
const refusal = z.object({ refusal: z.object({ message: z.string() }) });
const continued = z.object({ continuedBy: z.string() });
const givenUp = z.object({ givenUp: z.object({ attempts: z.number(), requestId: z.string() }) });

const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

function takenBack({ removed, left }: { removed: number; left: number }): string {
  const stays = `${count(left, 'stays', 'stay')}, because somebody has had to do with ${left === 1 ? 'it' : 'them'} since`;
  return `It was taken back: ${count(removed, 'record was', 'records were')} removed${left > 0 ? `, ${stays}` : ''}.`;
}

/** What came of a run, in a sentence. */
function outcomeOf({ kind, state, report, done }: RunRow): string | null {
  if (state === 'FAILED') {
    const refused = refusal.safeParse(report);
    if (refused.success) return refused.data.refusal.message;
    const stuck = givenUp.safeParse(report);
    if (stuck.success) {
      const { attempts, requestId } = stuck.data.givenUp;
      if (kind === 'IMPORT') {
        return `It failed ${count(attempts, 'time', 'times')} and was given up. Nothing of the file was stored; the log says under ${requestId} what failed.`;
      }
      return `A part of it failed ${count(attempts, 'time', 'times')} and was given up; the rest was done. Start it again; the log says under ${requestId} what failed.`;
    }
    return continued.safeParse(report).success
      ? 'It broke off, and a later import went on from there.'
      : 'It stopped before its end, by a fault of the service.';
  }
  if (state !== 'DONE') return null;
  const match = matchReport.safeParse(report);
  if (kind === 'MATCH' && match.success) {
    const { changed, ranked } = match.data;
    return `${count(ranked, 'list was', 'lists were')} ranked, and ${changed.toLocaleString('en-GB')} changed.`;
  }
  const file = importReport.safeParse(report);
  if (kind === 'IMPORT' && file.success) {
    const { read, accepted, rejected, undone } = file.data;
    const taken = `${count(read, 'row', 'rows')} read, ${accepted.toLocaleString('en-GB')} taken, ${rejected.toLocaleString('en-GB')} refused.`;
    return undone ? `${taken} ${takenBack(undone)}` : taken;
  }
  return kind === 'DIGEST' ? `${count(done, 'cluster body was', 'cluster bodies were')} seen to.` : null;
}

const summaryOf = ({ stored, undone, ...rows }: z.output<typeof importReport>): ImportSummary => ({
  ...rows,
  ...stored,
  sheet: rows.sheet ?? null,
  takenBack: undone?.removed ?? null,
});

export function toRun(row: RunRow, now: Date): Run {
  const { id, kind, subject, state, total, done, createdAt, updatedAt } = row;
  const report = kind === 'IMPORT' ? importReport.safeParse(row.report) : undefined;
  return {
    uuid: id,
    id: toOpaqueId('run', id),
    kind,
    subject,
    state,
    total,
    done,
    createdAt,
    updatedAt,
    stalled: isStalled(row, now),
    outcome: outcomeOf(row),
    importSummary: report?.success ? summaryOf(report.data) : null,
    requestedByUuid: row.requestedBy,
  };
}
