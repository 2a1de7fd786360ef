import {
  AppError,
  type Context,
  demand,
  fail,
  may,
  mayEverywhere,
  organisationsOf,
  newId,
  permitted,
  recordAudit,
  type Result,
  succeed,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { mayChange, RequirementService, type RequirementView } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { type FileDraft, FileStore, type FileView } from './file.store.js';

/** What is accepted where the buyer has no text of its own. */
export const USUAL_TERMS =
  'We will use these documents to answer this requirement and for nothing else, show them to nobody who does not need ' +
  'them for that, and delete them when the requirement has ended or the buyer asks.';
const LONGEST_TERMS = 5_000;

export interface Acceptance {
  organisationId: string;
  organisationName: string;
  /** Null once the person has been erased. */
  personName: string | null;
  text: string;
  acceptedAt: Date;
}

export interface Download {
  /** Null for staff. */
  organisationName: string | null;
  personName: string | null;
  at: Date;
}

/** Documents of a requirement: named to those it is named to, read by those of them who accept confidentiality. */
@Injectable()
export class AttachmentService {
  constructor(
    private readonly requirements: RequirementService,
    private readonly files: FileStore,
  ) {}

  /**
   * @returns a failure NOT_CHANGEABLE for a requirement that has ended: nobody would read it
   * @throws AppError NOT_FOUND unless the actor may edit the requirement
   */
  async add(
    ctx: TransactionContext,
    requirementId: string,
    draft: FileDraft,
  ): Promise<Result<{ id: string; ticket: string }>> {
    const view = await this.editable(ctx, requirementId);
    if (!mayChange(view.state)) return hasEnded();
    const begun = await this.files.begin(ctx, { requirementId }, draft);
    if (begun.ok) await this.audit(ctx, view, 'ATTACHMENT_ADDED', { name: draft.name });
    return begun;
  }

  /** @throws AppError NOT_FOUND unless the actor may edit the requirement */
  async remove(ctx: TransactionContext, id: string): Promise<void> {
    const file = await this.files.find(ctx, id);
    if (!file?.requirementId) throw new AppError('NOT_FOUND');
    const view = await this.editable(ctx, file.requirementId);
    await this.files.remove(ctx, id);
    await this.audit(ctx, view, 'ATTACHMENT_REMOVED', { name: file.name });
  }

  /**
   * Sets what must be accepted; who accepted another text has to accept again.
   * @throws AppError NOT_FOUND unless the actor may edit the requirement
   */
  async setTerms(
    ctx: TransactionContext,
    requirementId: string,
    text: string,
  ): Promise<Result<{ id: string }>> {
    const view = await this.editable(ctx, requirementId);
    if (!mayChange(view.state)) return hasEnded();
    const terms = text.trim();
    if (terms === '' || terms.length > LONGEST_TERMS) {
      return fail(userError('INVALID_VALUE', `Say it in 1 to ${LONGEST_TERMS} characters.`, ['text']));
    }
    await ctx.query(
      `INSERT INTO confidentiality_terms (requirement_id, text) VALUES ($1, $2)
       ON CONFLICT (requirement_id) DO UPDATE SET text = excluded.text`,
      [requirementId, terms],
    );
    await this.audit(ctx, view, 'TERMS_SET', { text: terms });
    return succeed({ id: requirementId });
  }

  /** The terms of each requirement. One statement. */
  async terms(ctx: Context, requirementIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await ctx.query<{ id: string; text: string }>(
      `SELECT requirement_id AS id, text FROM confidentiality_terms WHERE requirement_id = ANY($1)`,
      [requirementIds],
    );
    const own = new Map(rows.map(({ id, text }) => [id, text]));
    return new Map(requirementIds.map((id) => [id, own.get(id) ?? USUAL_TERMS]));
  }

  /**
   * Accepts confidentiality for an organisation. The text is sent back word for word: what is accepted is what was read.
   * @throws AppError NOT_FOUND unless the requirement has been named to the actor, who may act for the organisation
   */
  async accept(
    ctx: TransactionContext,
    requirementId: string,
    organisationId: string,
    text: string,
  ): Promise<Result<{ id: string }>> {
    demand(ctx.actor, 'introduction.act', organisationId);
    if (ctx.actor.kind !== 'person' || !organisationsOf(ctx.actor).includes(organisationId)) {
      throw new AppError('NOT_FOUND');
    }
    const view = (await this.requirements.find(ctx, [requirementId])).get(requirementId);
    if (view?.disclosure !== 'FULL') throw new AppError('NOT_FOUND');
    const terms = (await this.terms(ctx, [requirementId])).get(requirementId)!;
    if (text.trim() !== terms) {
      return fail(
        userError('TERMS_HAVE_CHANGED', 'This is not the text that holds now. Read it again.', ['text']),
      );
    }
    await ctx.query(
      `INSERT INTO confidentiality_acceptances (id, requirement_id, organisation_id, person_id, text, text_hash, accepted_at)
       VALUES ($1, $2, $3, $4, $5, encode(sha256(convert_to($5, 'UTF8')), 'hex'), $6)
       ON CONFLICT (requirement_id, organisation_id, text_hash) DO NOTHING`,
      [newId(), requirementId, organisationId, ctx.actor.personId, terms, ctx.now()],
    );
    await recordAudit(ctx, [
      {
        organisationId,
        subjectKind: 'requirement',
        subjectId: requirementId,
        action: 'CONFIDENTIALITY_ACCEPTED',
        after: { text: terms },
      },
    ]);
    return succeed({ id: requirementId });
  }

  /** Who has accepted what, latest first, for those who may see the buyer's own. One statement. */
  async acceptances(
    ctx: Context,
    requirements: readonly { id: string; buyerId: string }[],
  ): Promise<Map<string, Acceptance[]>> {
    const buyers = permitted(
      ctx.actor,
      'requirement.view-private',
      requirements.map(({ buyerId }) => buyerId),
    );
    const ids = requirements.filter(({ buyerId }) => buyers.has(buyerId)).map(({ id }) => id);
    const rows = await ctx.query<Acceptance & { requirementId: string }>(
      `SELECT a.requirement_id AS "requirementId", a.organisation_id AS "organisationId", o.name AS "organisationName",
              p.name AS "personName", a.text, a.accepted_at AS "acceptedAt"
         FROM confidentiality_acceptances a JOIN organisations o ON o.id = a.organisation_id
         LEFT JOIN people p ON p.id = a.person_id
        WHERE a.requirement_id = ANY($1) ORDER BY a.accepted_at DESC, a.id`,
      [ids],
    );
    return grouped(rows, ({ requirementId, ...acceptance }) => [requirementId, acceptance]);
  }

  /**
   * For each requirement, on whose behalf the actor may take its attachments now: the buyer's people and staff without
   * more, others for an organisation that has accepted the terms that hold. Requirements they may not take from are
   * left out. Two statements.
   */
  async readers(
    ctx: Context,
    requirements: readonly { id: string; buyerId: string; disclosure: RequirementView['disclosure'] }[],
  ): Promise<Map<string, { organisationId: string | null }>> {
    const found = new Map<string, { organisationId: string | null }>();
    const others: string[] = [];
    for (const { id, buyerId, disclosure } of requirements) {
      const own = organisationsOf(ctx.actor).includes(buyerId);
      if (own && may(ctx.actor, 'requirement.view-private', buyerId))
        found.set(id, { organisationId: buyerId });
      else if (mayEverywhere(ctx.actor, 'requirement.view-private')) found.set(id, { organisationId: null });
      else if (disclosure === 'FULL') others.push(id);
    }
    const acting = [...permitted(ctx.actor, 'organisation.view-private', organisationsOf(ctx.actor))];
    if (others.length === 0 || acting.length === 0) return found;
    const terms = await this.terms(ctx, others);
    const rows = await ctx.query<{ id: string; organisationId: string; text: string }>(
      `SELECT requirement_id AS id, organisation_id AS "organisationId", text FROM confidentiality_acceptances
        WHERE requirement_id = ANY($1) AND organisation_id = ANY($2) ORDER BY accepted_at`,
      [others, acting],
    );
    for (const { id, organisationId, text } of rows) {
      if (text === terms.get(id) && !found.has(id)) found.set(id, { organisationId });
    }
    return found;
  }

  /** Who took which file, latest first; the caller has checked that the reader is the buyer's. One statement. */
  async downloads(ctx: Context, fileIds: readonly string[]): Promise<Map<string, Download[]>> {
    const rows = await ctx.query<Download & { fileId: string }>(
      `SELECT d.file_id AS "fileId", o.name AS "organisationName", p.name AS "personName", d.at
         FROM file_downloads d LEFT JOIN organisations o ON o.id = d.organisation_id
         LEFT JOIN people p ON p.id = d.person_id
        WHERE d.file_id = ANY($1) ORDER BY d.at DESC, d.id`,
      [fileIds],
    );
    return grouped(rows, ({ fileId, ...download }) => [fileId, download]);
  }

  /** Attachments by requirement. One statement; the caller has checked that the requirement is seen in full. */
  of(ctx: Context, requirementIds: readonly string[]): Promise<Map<string, FileView[]>> {
    return this.files.of(ctx, 'requirement', requirementIds);
  }

  private async editable(ctx: Context, requirementId: string): Promise<RequirementView> {
    const view = (await this.requirements.find(ctx, [requirementId])).get(requirementId);
    if (!view || !may(ctx.actor, 'requirement.edit', view.buyerId)) throw new AppError('NOT_FOUND');
    return view;
  }

  private audit(
    ctx: TransactionContext,
    view: RequirementView,
    action: string,
    after: object,
  ): Promise<void> {
    return recordAudit(ctx, [
      { organisationId: view.buyerId, subjectKind: 'requirement', subjectId: view.id, action, after },
    ]);
  }
}

const hasEnded = () => fail(userError('NOT_CHANGEABLE', 'It is over: what comes with it stands as it was.'));

function grouped<Row, Value>(
  rows: readonly Row[],
  split: (row: Row) => [string, Value],
): Map<string, Value[]> {
  const found = new Map<string, Value[]>();
  for (const row of rows) {
    const [key, value] = split(row);
    const list = found.get(key) ?? [];
    list.push(value);
    found.set(key, list);
  }
  return found;
}
