import { type Notice, NotificationService } from '#lib/notifications';
import { dayInWords, toOpaqueId, type TransactionContext } from '#lib/platform';
import { certifications } from '#lib/taxonomy';
import { Injectable } from '@nestjs/common';
import { listed } from './alert.words.js';
import {
  addressOf,
  SavedSearchService,
  type StoredSearch,
  type FoundSupplier,
} from './saved-search.service.js';

/** Days before a certificate runs out on which its holder is reminded. */
const REMINDER_DAYS = [90, 30, 7] as const;

interface ExpiringRow {
  organisationId: string;
  scheme: string;
  stated: string;
  validTo: string;
  daysLeft: number;
}

/** What people asked to be told without looking. Each piece of news is told once, however often this runs. */
@Injectable()
export class AlertService {
  constructor(
    private readonly searches: SavedSearchService,
    private readonly notifications: NotificationService,
  ) {}

  /**
   * Reminds holders of certificates that run out, 90, 30 and 7 days ahead: once each. A day on which nothing ran is
   * caught up with, by the tightest reminder that is due alone.
   * @returns pieces of news told
   */
  async remindOfCertificates(ctx: TransactionContext): Promise<number> {
    const rows = await ctx.query<ExpiringRow>(
      `SELECT organisation_id AS "organisationId", scheme, stated, valid_to::text AS "validTo",
              valid_to - $1::date AS "daysLeft"
         FROM certificates WHERE valid_to BETWEEN $1 AND $1::date + $2::int ORDER BY valid_to, id`,
      [ctx.today(), REMINDER_DAYS[0]],
    );
    return this.notifications.notify(ctx, rows.map(expiryNotice));
  }

  /** Runs every saved search, and tells its organisation of suppliers it had not found before. */
  async runSearches(ctx: TransactionContext): Promise<number> {
    const stored = await ctx.query<StoredSearch>(
      `SELECT id, organisation_id AS "organisationId", name, query, filter, without, seen, created_at AS "createdAt"
         FROM saved_searches ORDER BY id FOR UPDATE`,
    );
    const notices: Notice[] = [];
    for (const one of stored) {
      const { id, organisationId, name } = one;
      const known = new Set(one.seen);
      const fresh = this.searches.find(one, ctx.today()).filter(({ no }) => !known.has(no));
      if (fresh.length === 0) continue;
      const nos = fresh.map(({ no }) => no);
      await ctx.query(`UPDATE saved_searches SET seen = seen || $2::int[] WHERE id = $1`, [id, nos]);
      notices.push({
        organisationId,
        kind: 'SAVED_SEARCH',
        title: `${fresh.length === 1 ? '1 new supplier' : `${fresh.length} new suppliers`}: ${name}`,
        body: newlyFound(one, fresh),
        link: addressOf(one),
        dedupKey: `search:${id}:${nos.join(',')}`,
      });
    }
    return this.notifications.notify(ctx, notices);
  }
}

function newlyFound({ query }: Pick<StoredSearch, 'query'>, fresh: readonly FoundSupplier[]): string {
  const searched = query.trim() === '' ? 'Your saved search' : `Your saved search for “${query.trim()}”`;
  const them = fresh.length === 1 ? 'a supplier' : `${fresh.length} suppliers`;
  const items = fresh.map(({ name, district }) => (district === undefined ? name : `${name}, ${district}`));
  return `${searched} now finds ${them} that it had not found before:\n\n${listed(items)}`;
}

function expiryNotice({ organisationId, scheme, stated, validTo, daysLeft }: ExpiringRow): Notice {
  const days = REMINDER_DAYS.filter((step) => daysLeft <= step).at(-1)!;
  const label = certifications().scheme(scheme)?.label ?? stated;
  const left = daysLeft === 0 ? 'today' : daysLeft === 1 ? 'tomorrow' : `in ${daysLeft} days`;
  return {
    organisationId,
    kind: 'CERTIFICATE_EXPIRY',
    title: `Runs out ${left}: ${label}`,
    body: `Your certificate “${stated}” runs out on ${dayInWords(validTo)}. Once it has, requirements that ask for it no longer see you. Enter the new dates as soon as you have them.`,
    link: `/work/${toOpaqueId('org', organisationId)}/profile/certificates`,
    dedupKey: `certificate:${organisationId}:${scheme}:${stated}:${validTo}:${days}`,
  };
}
