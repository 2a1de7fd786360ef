import { reasonInWords, stepInWords, stepKey } from '#lib/digests';
import { MatchIndexHolder, NearMissBook, type NearMissEntry } from '#lib/match-lists';
import type { Blocker } from '#lib/matching';
import { type Notice, NotificationService } from '#lib/notifications';
import { toOpaqueId, type TransactionContext } from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { listed } from './alert.words.js';

/** A supplier that got into the list this long after publication is new; before, the buyer is looking anyway. */
const SETTLED = `interval '1 hour'`;
const pounds = new Intl.NumberFormat('en-GB', {
  style: 'currency',
  currency: 'GBP',
  maximumFractionDigits: 0,
});

interface FreshOpportunity {
  supplierId: string;
  supplierNo: number;
  requirementId: string;
  title: string;
  buyer: string;
}

interface FreshStep {
  supplierId: string;
  requirementId: string;
  step: string;
  title: string;
  buyer: string;
  valueGbp: number | null;
}

interface FreshCandidate {
  requirementId: string;
  supplierId: string;
  buyerId: string;
  title: string;
  supplier: string;
}

/** What matching found for suppliers and buyers while they were away. Each piece of news is told once. */
@Injectable()
export class MatchAlertService {
  constructor(
    private readonly holder: MatchIndexHolder,
    private readonly nearly: NearMissBook,
    private readonly notifications: NotificationService,
  ) {}

  /**
   * Tells suppliers of open requirements among whose best they have come to stand, and why, all in one letter.
   * @returns pieces of news told
   */
  async tellOpportunities(ctx: TransactionContext): Promise<number> {
    const fresh = await ctx.query<FreshOpportunity>(
      `WITH fresh AS (
         INSERT INTO opportunity_alerts (supplier_id, requirement_id, at)
         SELECT p.organisation_id, l.requirement_id, $1
           FROM match_lists l
           JOIN requirements r ON r.id = l.requirement_id AND r.state IN ('OPEN', 'SHORTLISTING') AND r.visibility = 'OPEN'
           JOIN supplier_profiles p ON p.no = ANY(l.supplier_nos)
          WHERE EXISTS (SELECT FROM memberships m WHERE m.organisation_id = p.organisation_id)
            AND NOT EXISTS (SELECT FROM introductions i
                             WHERE i.requirement_id = r.id AND i.supplier_id = p.organisation_id)
         ON CONFLICT DO NOTHING RETURNING supplier_id, requirement_id)
       SELECT f.supplier_id AS "supplierId", p.no AS "supplierNo", f.requirement_id AS "requirementId", r.title,
              b.name AS buyer
         FROM fresh f JOIN requirements r ON r.id = f.requirement_id
         JOIN organisations b ON b.id = r.buyer_id
         JOIN supplier_profiles p ON p.organisation_id = f.supplier_id
         JOIN match_lists l ON l.requirement_id = f.requirement_id
        ORDER BY f.supplier_id, l.scores[array_position(l.supplier_nos, p.no)] DESC, f.requirement_id`,
      [ctx.now()],
    );
    if (fresh.length === 0) return 0;
    const reasonOf = await this.reasons('ITSELF');
    const sentenceOf = ({ requirementId, supplierNo, title, buyer }: FreshOpportunity): string => {
      const why = reasonOf(requirementId, supplierNo);
      return `${title} (${buyer})${why?.crossRegional ? ', across the regions' : ''}${why ? `: ${why.words}` : ''}`;
    };
    const fitOf = ({ requirementId, supplierNo }: FreshOpportunity): string =>
      reasonOf(requirementId, supplierNo)?.inFull === false ? 'You fit in part' : 'You fit';
    return this.notifications.notify(
      ctx,
      [...groupBy(fresh, ({ supplierId }) => supplierId)].map(([supplierId, found]): Notice => {
        const first = found[0]!;
        return {
          organisationId: supplierId,
          kind: 'OPPORTUNITY',
          title:
            found.length === 1
              ? `${fitOf(first)}: ${first.title}`
              : `You fit ${found.length} new requirements`,
          body: listed(found.map(sentenceOf)),
          link:
            found.length === 1
              ? `/requirements/${toOpaqueId('req', first.requirementId)}`
              : `/work/${toOpaqueId('org', supplierId)}/opportunities`,
          dedupKey: `opportunities:${supplierId}:${found.map(({ requirementId }) => requirementId).join(',')}`,
        };
      }),
    );
  }

  /**
   * Tells suppliers which one step would bring them among the best of which open requirements, all steps in one letter.
   * @returns pieces of news told
   */
  async tellUnlocks(ctx: TransactionContext): Promise<number> {
    await this.holder.catchUp();
    const suppliers = await ctx.query<{ no: number; id: string }>(
      `SELECT no, organisation_id AS id FROM supplier_profiles p
        WHERE EXISTS (SELECT FROM memberships m WHERE m.organisation_id = p.organisation_id)`,
    );
    const idOf = new Map(suppliers.map(({ no, id }) => [no, id]));
    const entries = (await this.nearly.of(ctx, [...idOf.keys()])).filter(
      ({ blocker }) => stepInWords(blocker, 1) !== null,
    );
    const fresh = await this.noteSteps(ctx, entries, idOf);
    const blockers = new Map(entries.map(({ blocker }) => [stepKey(blocker), blocker]));
    return this.notifications.notify(
      ctx,
      [...groupBy(fresh, ({ supplierId }) => supplierId)].map(([supplierId, found]) =>
        unlockNotice(supplierId, found, blockers),
      ),
    );
  }

  /**
   * Tells buyers of suppliers that have come to fit their open requirements, one letter a requirement.
   * @returns pieces of news told
   */
  async tellNewSuppliers(ctx: TransactionContext): Promise<number> {
    const fresh = await ctx.query<FreshCandidate>(
      `WITH fresh AS (
         INSERT INTO candidate_alerts (requirement_id, supplier_id, at)
         SELECT r.id, p.organisation_id, $1
           FROM match_lists l
           JOIN requirements r ON r.id = l.requirement_id AND r.state IN ('OPEN', 'SHORTLISTING')
          CROSS JOIN LATERAL unnest(l.supplier_nos, l.since) AS entry (no, since)
           JOIN supplier_profiles p ON p.no = entry.no
          WHERE entry.since > r.published_at + ${SETTLED}
            AND EXISTS (SELECT FROM memberships m WHERE m.organisation_id = r.buyer_id)
            AND NOT EXISTS (SELECT FROM introductions i
                             WHERE i.requirement_id = r.id AND i.supplier_id = p.organisation_id)
         ON CONFLICT DO NOTHING RETURNING requirement_id, supplier_id)
       SELECT f.requirement_id AS "requirementId", f.supplier_id AS "supplierId", r.buyer_id AS "buyerId", r.title,
              o.name AS supplier
         FROM fresh f JOIN requirements r ON r.id = f.requirement_id
         JOIN organisations o ON o.id = f.supplier_id
         JOIN supplier_profiles p ON p.organisation_id = f.supplier_id
         JOIN match_lists l ON l.requirement_id = f.requirement_id
        ORDER BY f.requirement_id, array_position(l.supplier_nos, p.no), f.supplier_id`,
      [ctx.now()],
    );
    if (fresh.length === 0) return 0;
    const reasonOf = await this.reasons();
    const sentenceOf = ({ requirementId, supplierId, supplier }: FreshCandidate): string => {
      const why = reasonOf(requirementId, this.holder.noOf(supplierId));
      return `${supplier}${why?.crossRegional ? ', across the regions' : ''}${why ? `: ${why.words}` : ''}`;
    };
    return this.notifications.notify(
      ctx,
      [...groupBy(fresh, ({ requirementId }) => requirementId)].map(([requirementId, found]): Notice => {
        const { buyerId, title } = found[0]!;
        return {
          organisationId: buyerId,
          kind: 'NEW_SUPPLIERS',
          title: `${found.length === 1 ? '1 new supplier fits' : `${found.length} new suppliers fit`}: ${title}`,
          body: listed(found.map(sentenceOf)),
          link: `/requirements/${toOpaqueId('req', requirementId)}`,
          dedupKey: `candidates:${requirementId}:${found.map(({ supplierId }) => supplierId).join(',')}`,
        };
      }),
    );
  }

  /** What speaks for a supplier, as a sentence; undefined of one that has left since its list was made. */
  private async reasons(
    reader: 'OTHERS' | 'ITSELF' = 'OTHERS',
  ): Promise<
    (
      requirementId: string,
      supplierNo: number | undefined,
    ) => { words: string; crossRegional: boolean; inFull: boolean } | undefined
  > {
    const { standing, records } = await this.holder.economy();
    return (requirementId, supplierNo) => {
      const record = records.get(requirementId);
      const grounds =
        record && supplierNo !== undefined ? standing.groundsOf(record.no, supplierNo) : undefined;
      if (!record || !grounds) return undefined;
      return {
        words: reasonInWords(grounds, record, reader),
        crossRegional: grounds.crossRegional,
        // Whether anything asked for is met, and not only touched.
        inFull: grounds.needs.length === 0 || grounds.needs.some(({ level }) => level === 'met'),
      };
    };
  }

  /** Notes what is news, and gives it with what a letter says of it. Requirements by invitation are left out. */
  private noteSteps(
    ctx: TransactionContext,
    entries: readonly NearMissEntry[],
    idOf: ReadonlyMap<number, string>,
  ): Promise<FreshStep[]> {
    return ctx.query<FreshStep>(
      `WITH fresh AS (
         INSERT INTO unlock_alerts (supplier_id, requirement_id, step, at)
         SELECT DISTINCT e.supplier_id, e.requirement_id, e.step, $4::timestamptz
           FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS e (supplier_id, requirement_id, step)
           JOIN requirements r ON r.id = e.requirement_id AND r.visibility = 'OPEN' AND r.buyer_id <> e.supplier_id
         ON CONFLICT DO NOTHING RETURNING supplier_id, requirement_id, step)
       SELECT f.supplier_id AS "supplierId", f.requirement_id AS "requirementId", f.step, r.title, b.name AS buyer,
              r.value_gbp::float8 AS "valueGbp"
         FROM fresh f JOIN requirements r ON r.id = f.requirement_id JOIN organisations b ON b.id = r.buyer_id
        ORDER BY f.supplier_id, r.value_gbp DESC NULLS LAST, f.requirement_id`,
      [
        entries.map(({ supplierNo }) => idOf.get(supplierNo)),
        entries.map(({ requirementId }) => requirementId),
        entries.map(({ blocker }) => stepKey(blocker)),
        ctx.now(),
      ],
    );
  }
}

function unlockNotice(
  supplierId: string,
  found: readonly FreshStep[],
  blockers: ReadonlyMap<string, Blocker>,
): Notice {
  const steps = [...groupBy(found, ({ step }) => step)].sort(
    ([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1),
  );
  const lines = steps.map(([step, opened]) => {
    const value = opened.reduce((sum, { valueGbp }) => sum + (valueGbp ?? 0), 0);
    const worth = value > 0 ? ` worth ${pounds.format(value)} a year` : '';
    const first = opened[0]!;
    const example = `${first.title} (${first.buyer})`;
    const what =
      opened.length === 1
        ? `${example}${worth && `,${worth}`}`
        : `${opened.length} requirements${worth}, such as ${example}`;
    return `Your firm ${stepInWords(blockers.get(step)!, 1)}: ${what}.`;
  });
  const requirements = new Set(found.map(({ requirementId }) => requirementId)).size;
  return {
    organisationId: supplierId,
    kind: 'UNLOCK',
    title:
      requirements === 1 ? `One step from: ${found[0]!.title}` : `One step from ${requirements} requirements`,
    body: listed(lines),
    link: `/work/${toOpaqueId('org', supplierId)}/unlocks`,
    dedupKey: `unlocks:${supplierId}:${found.map(({ requirementId, step }) => `${requirementId} ${step}`).join(',')}`,
  };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known) known.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
