import { isFailure, type Result, type TransactionContext, tryFromOpaqueId } from '#lib/platform';
import { RequirementService, type RequirementView } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { shippedResolvers } from './import.lookups.js';
import { type ImportRunReport, noneStored, snapshot, type StoredCounts } from './import.outcome.js';
import type { FlawedRow, ImportError, ReportCollector } from './import.report.js';
import { type ImportSteps, stepsOf } from './import.runs.js';
import type { ImportSource } from './import.source.js';
import { ImportedRequirement } from './imported-requirement.entity.js';
import { listScheme } from './requirement-csv.export.js';
import { type ListedRequirement, readRequirementCsv } from './requirement-csv.reader.js';
import { changedFields, draftOfValues, patchOf } from './requirement-list.draft.js';
import { isNoDraft, refusals, worthALook } from './requirement-list.findings.js';

/** A row, and the requirement it means, when there is one. */
interface Row extends ListedRequirement {
  readonly row: number;
  readonly id: string | undefined;
}

interface Outcome {
  readonly id?: string;
  readonly count: keyof StoredCounts | 'rejected';
}

/** Stores a buyer's own list: each row is a draft, and changes no requirement that is more than one. */
@Injectable()
export class RequirementListImport {
  constructor(private readonly requirements: RequirementService) {}

  /**
   * @throws ImportFileError when it is not made from the template
   * @throws AppError NOT_FOUND when the buyer is none, or not one the actor may act for
   */
  async store(
    ctx: TransactionContext,
    source: ImportSource,
    buyerId: string,
    onProgress: (steps: ImportSteps) => Promise<void>,
    report?: ReportCollector,
  ): Promise<ImportRunReport> {
    // Two files of one buyer at once would both add what neither finds.
    await ctx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [listScheme(buyerId)]);
    const steps = stepsOf(source);
    const reader = readRequirementCsv(source, {
      resolvers: shippedResolvers,
      onProgress: (progress) => Object.assign(steps, progress),
      report,
    });
    const stored = noneStored();
    for await (const { rows, rowNumbers, flawed = [] } of reader) {
      const known = await this.known(ctx, buyerId, rows);
      const numbered = rows.map((row, at) => ({
        ...row,
        row: rowNumbers[at]!,
        id: known.get(row.reference),
      }));
      await this.batch(ctx, buyerId, numbered, stored, reader.report);
      for (const one of flawed) {
        reader.report.reject([...one.errors, ...(await this.furtherErrors(ctx, buyerId, one))]);
      }
      await onProgress({ ...steps });
    }
    return { kind: 'requirements', ...snapshot(reader.report), stored };
  }

  private async batch(
    ctx: TransactionContext,
    buyerId: string,
    rows: readonly Row[],
    stored: StoredCounts,
    report: ReportCollector,
  ): Promise<void> {
    const ids = rows.flatMap(({ id }) => id ?? []);
    const views = await this.requirements.find(ctx, ids);
    const lasts = await lastValues(ctx, ids);
    const created = await this.create(
      ctx,
      buyerId,
      rows.filter(({ id }) => id === undefined || !views.has(id)),
    );
    const taken: { id: string; row: Row }[] = [];
    for (const row of rows) {
      const reject = (errors: readonly ImportError[]): Outcome => {
        report.rejectAccepted(errors);
        return { count: 'rejected' };
      };
      const view = row.id === undefined ? undefined : views.get(row.id);
      const { id, count } = view
        ? await this.change(ctx, view, row, lasts.get(view.id) ?? null, reject)
        : outcomeOf(row, created.get(row), reject);
      if (count !== 'rejected') stored[count] += 1;
      if (id === undefined) continue;
      if (count === 'created') report.createdIds.push(id);
      report.recordIds.push(id);
      taken.push({ id, row });
    }
    await keepValues(
      ctx,
      taken.map(({ id, row }) => ({ id, values: row.values })),
    );
    const now = await this.requirements.find(
      ctx,
      taken.map(({ id }) => id),
    );
    for (const { id, row } of taken) {
      for (const finding of worthALook(row.row, now.get(id)!, ctx.today())) report.warn(finding);
    }
  }

  /** What else would keep a row back, beside cells that cannot be read: nobody puts a row right twice. */
  private async furtherErrors(
    ctx: TransactionContext,
    buyerId: string,
    { row, draft: { values }, errors }: FlawedRow<ListedRequirement>,
  ): Promise<ImportError[]> {
    const draft = { ...draftOfValues(values), buyerId, origin: 'REGISTERED' as const };
    const checked = await this.requirements.preview(ctx, draft);
    if (!isFailure(checked)) return [];
    const named = new Set(errors.map(({ column }) => column));
    return refusals(row, values, checked.errors).filter(({ column }) => !named.has(column));
  }

  /** Drafts what rows ask for that mean no requirement yet, together; those that name an id of ours are left out. */
  private async create(
    ctx: TransactionContext,
    buyerId: string,
    rows: readonly Row[],
  ): Promise<Map<Row, Result<{ id: string }>>> {
    const fresh = rows.filter(({ reference }) => !meansOurs(reference));
    const outcomes = await this.requirements.createMany(
      ctx,
      fresh.map(({ reference, values }) => ({
        ...draftOfValues(values),
        buyerId,
        source: { scheme: listScheme(buyerId), identifier: reference },
        origin: 'REGISTERED' as const,
      })),
    );
    return new Map(fresh.map((row, at) => [row, outcomes[at]!]));
  }

  private async change(
    ctx: TransactionContext,
    view: RequirementView,
    { row, values }: Row,
    last: ListedRequirement['values'] | null,
    reject: (errors: readonly ImportError[]) => Outcome,
  ): Promise<Outcome> {
    const changed = changedFields(view, values, last);
    if (changed.length === 0) return { id: view.id, count: 'unchanged' };
    if (view.state !== 'DRAFT') return reject(isNoDraft(row, values, view, changed));
    const updated = await this.requirements.update(ctx, view.id, patchOf(view, values, changed));
    if (isFailure(updated)) return reject(refusals(row, values, updated.errors));
    return { id: view.id, count: 'updated' };
  }

  /** The requirements that the references mean, by reference: what came with it, or what has it as its id. */
  private async known(
    ctx: TransactionContext,
    buyerId: string,
    rows: readonly ListedRequirement[],
  ): Promise<Map<string, string>> {
    const ours = new Map(
      rows.flatMap(({ reference }) => (meansOurs(reference) ? [[idOf(reference)!, reference] as const] : [])),
    );
    const found = await ctx.query<{ id: string; identifier: string | null }>(
      `SELECT id, source_identifier AS identifier FROM requirements
        WHERE source_scheme = $1 AND source_identifier = ANY($2)
       UNION ALL
       SELECT id, NULL FROM requirements WHERE buyer_id = $3 AND id = ANY($4)`,
      [listScheme(buyerId), rows.map(({ reference }) => reference), buyerId, [...ours.keys()]],
    );
    return new Map(found.map(({ id, identifier }) => [identifier ?? ours.get(id)!, id]));
  }
}

/** What became of a row that meant no requirement yet; without an attempt, its reference is an id of ours. */
function outcomeOf(
  { row, reference, values }: Row,
  created: Result<{ id: string }> | undefined,
  reject: (errors: readonly ImportError[]) => Outcome,
): Outcome {
  if (!created) {
    const message = 'This is an id of ours, and of no requirement of yours. Give a reference of your own.';
    return reject([{ row, column: 'reference', value: reference, code: 'UNKNOWN_REFERENCE', message }]);
  }
  if (isFailure(created)) return reject(refusals(row, values, created.errors));
  return { id: created.value.id, count: 'created' };
}

const idOf = (reference: string): string | undefined => tryFromOpaqueId('req', reference);
const meansOurs = (reference: string): boolean =>
  reference.startsWith('req_') && idOf(reference) !== undefined;

async function lastValues(
  ctx: TransactionContext,
  ids: readonly string[],
): Promise<Map<string, ListedRequirement['values']>> {
  const rows = await ctx.query<ImportedRequirement>(
    `SELECT requirement_id AS "requirementId", row_values AS values FROM imported_requirements WHERE requirement_id = ANY($1)`,
    [ids],
  );
  return new Map(rows.map(({ requirementId, values }) => [requirementId, values]));
}

/** Keeps what the rows said; what a file has no column of, an earlier one has said. */
async function keepValues(
  ctx: TransactionContext,
  rows: readonly { id: string; values: ListedRequirement['values'] }[],
): Promise<void> {
  await ctx.query(
    `INSERT INTO imported_requirements AS known (requirement_id, row_values)
     SELECT id, row_values FROM json_to_recordset($1) AS d(id uuid, row_values jsonb)
     ON CONFLICT (requirement_id) DO UPDATE SET row_values = known.row_values || EXCLUDED.row_values
      WHERE known.row_values IS DISTINCT FROM known.row_values || EXCLUDED.row_values`,
    [JSON.stringify(rows.map(({ id, values }) => ({ id, row_values: values })))],
  );
}
