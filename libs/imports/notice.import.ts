import type { TransactionContext } from '#lib/platform';
import { type AwardedSupplier, noteContractAwards, Requirement, RequirementService } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { addCounts, type ImportRunReport, noneStored, snapshot } from './import.outcome.js';
import type { ReportCollector } from './import.report.js';
import { type ImportSteps, stepsOf } from './import.runs.js';
import type { ImportSource } from './import.source.js';
import { awardOutcome, noticeRequirement, OCDS_SCHEME, standingAwards } from './notice.requirement.js';
import type { NoticeDraft, NoticeOrganisation, NoticeTender } from './ocds.draft.js';
import { readOcds } from './ocds.reader.js';
import { RequirementImport, type RequirementRow } from './requirement.import.js';

/** Notices in one write. */
const SLICE = 500;

interface Numbered {
  row: number;
  notice: NoticeDraft;
}

/** Imports OCDS notices: a tender becomes a requirement, an award without one ends the requirement it belongs to. */
@Injectable()
export class NoticeImport {
  constructor(
    private readonly imports: RequirementImport,
    private readonly requirements: RequirementService,
  ) {}

  /** @throws ImportFileError when the file is no OCDS at all */
  async store(
    ctx: TransactionContext,
    source: ImportSource,
    onProgress: (steps: ImportSteps) => Promise<void>,
    report?: ReportCollector,
  ): Promise<ImportRunReport> {
    const steps = stepsOf(source);
    const reader = readOcds(source, { report, onProgress: (progress) => Object.assign(steps, progress) });
    const stored = noneStored();
    let buyersCreated = 0;
    const latest = new Map<string, number>();
    for await (const { rows, rowNumbers } of reader) {
      const numbered = rows.map((notice, at) => ({ row: rowNumbers[at]!, notice }));
      for (let from = 0; from < numbered.length; from += SLICE) {
        const current = newestOf(numbered.slice(from, from + SLICE), latest, reader.report);
        const tenders = requirementRows(current, ctx.today(), reader.report);
        const result = await this.imports.store(ctx, tenders, reader.report);
        addCounts(stored, result.stored);
        buyersCreated += result.buyersCreated;
        const ended = await this.award(ctx, current, reader.report);
        addCounts(stored, ended);
        await noteContractAwards(ctx, current.flatMap(awardedSuppliers));
      }
      await onProgress({ ...steps });
    }
    return { kind: 'ocds', ...snapshot(reader.report), stored, buyersCreated };
  }

  /** Ends requirements that are still open by awards published without their tender. */
  private async award(ctx: TransactionContext, notices: readonly Numbered[], report: ReportCollector) {
    const counts = noneStored();
    const alone = new Map(
      notices.flatMap(({ notice }) => (notice.tender ? [] : [[notice.ocid, notice] as const])),
    );
    if (alone.size === 0) return counts;
    const known = await ctx.repository(Requirement).find({
      select: { id: true, sourceIdentifier: true, state: true },
      where: { sourceScheme: OCDS_SCHEME, sourceIdentifier: In([...alone.keys()]) },
    });
    const found = new Map(known.map((requirement) => [requirement.sourceIdentifier!, requirement]));
    for (const [ocid, { awards }] of alone) {
      const requirement = found.get(ocid);
      const outcome = awardOutcome(awards);
      if (!requirement || outcome === undefined) report.skipAccepted('no_tender');
      else if (requirement.state === 'AWARDED') counts.unchanged += 1;
      else if (requirement.state !== 'OPEN' && requirement.state !== 'SHORTLISTING') counts.kept += 1;
      else {
        const moved = await this.requirements.move(ctx, requirement.id, 'AWARDED', outcome);
        if (moved.ok) counts.updated += 1;
        else counts.kept += 1;
      }
    }
    return counts;
  }
}

/**
 * Leaves out releases that a newer one of the same process, in this file, has overtaken. An award published without its
 * tender is put to the tender where both are at hand.
 */
function newestOf(
  notices: readonly Numbered[],
  latest: Map<string, number>,
  report: ReportCollector,
): Numbered[] {
  const newest = new Map<string, Numbered>();
  for (const entry of notices) {
    // A tender and a bare award of the same process are about different things: both count.
    const key = keyOf(entry.notice);
    const at = Date.parse(entry.notice.publishedAt ?? '') || 0;
    if (at < (latest.get(key) ?? -Infinity)) {
      report.skipAccepted('superseded');
      continue;
    }
    if (newest.has(key)) report.skipAccepted('superseded');
    latest.set(key, at);
    newest.set(key, entry);
  }
  for (const [key, { notice }] of newest) {
    const tender = notice.tender ? undefined : newest.get(`tender ${notice.ocid}`);
    if (!tender) continue;
    const awards = [...tender.notice.awards, ...notice.awards];
    newest.set(keyOf(tender.notice), { row: tender.row, notice: { ...tender.notice, awards } });
    newest.delete(key);
    report.skipAccepted('merged');
  }
  return [...newest.values()];
}

function awardedSuppliers({ notice: { ocid, awards } }: Numbered): AwardedSupplier[] {
  return standingAwards(awards).flatMap(({ suppliers, awardedOn }) =>
    suppliers.map(({ name, identifiers, address }) => ({
      source: { scheme: OCDS_SCHEME, identifier: ocid },
      name,
      companyNumber: identifiers.find(({ scheme }) => scheme === 'GB-COH')?.id ?? null,
      postcode: address?.postcode ?? null,
      awardedOn,
    })),
  );
}

const keyOf = ({ tender, ocid }: NoticeDraft): string => `${tender ? 'tender' : 'award'} ${ocid}`;

function requirementRows(
  notices: readonly Numbered[],
  today: string,
  report: ReportCollector,
): RequirementRow[] {
  return notices.flatMap(({ row, notice }) => {
    if (!notice.tender) return [];
    if (isWhole(notice)) return [noticeRequirement(row, notice, today)];
    const message = 'The release names no buyer, neither as buyer nor as a party in that role.';
    report.rejectAccepted([{ row, column: '/buyer', value: notice.ocid, code: 'REQUIRED', message }]);
    return [];
  });
}

const isWhole = (
  notice: NoticeDraft,
): notice is NoticeDraft & { tender: NoticeTender; buyer: NoticeOrganisation } =>
  notice.tender !== null && notice.buyer !== null;
