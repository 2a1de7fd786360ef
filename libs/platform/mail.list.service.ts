import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Context, TransactionContext } from './context.js';
import { readDeliveryReport } from './mail.report.js';
import { MailSeal } from './mail.token.js';

const PURPOSE = 'unsubscribe';
const claim = z.object({ address: z.string(), list: z.string() });

export interface Suspension {
  address: string;
  reason: 'BOUNCE' | 'COMPLAINT';
  detail: string;
}

/** Who wants which letters: consents, ways out, and addresses that letters do not reach. */
@Injectable()
export class MailListService {
  /**
   * Notes that an address is on a list, and on what grounds, unless something is noted already: somebody who has
   * left is not brought back by being named again.
   */
  async enrol(
    ctx: TransactionContext,
    list: string,
    addresses: readonly string[],
    basis: string,
  ): Promise<void> {
    await ctx.query(
      `INSERT INTO mail_consents (address, list, wanted, basis, changed_at)
       SELECT DISTINCT lower(address), $1, true, $3, $4::timestamptz FROM unnest($2::text[]) AS address
       ON CONFLICT (address, list) DO NOTHING`,
      [list, addresses, basis, ctx.now()],
    );
  }

  /** Notes what somebody has said about a list, whatever was noted before. */
  async choose(
    ctx: TransactionContext,
    { address, list, wanted, basis }: { address: string; list: string; wanted: boolean; basis: string },
  ): Promise<void> {
    await ctx.query(
      `INSERT INTO mail_consents (address, list, wanted, basis, changed_at) VALUES (lower($1), $2, $3, $4, $5)
       ON CONFLICT (address, list) DO UPDATE SET wanted = $3, basis = $4, changed_at = $5`,
      [address, list, wanted, basis, ctx.now()],
    );
  }

  /** The token of the link that takes an address off a list. It needs no signing in, and does nothing else. */
  async unsubscribeToken(ctx: Context, address: string, list: string): Promise<string> {
    return (await MailSeal.of(ctx)).seal(PURPOSE, { address, list });
  }

  /** @throws AppError NOT_FOUND for a token that is none */
  async readToken(ctx: Context, token: string): Promise<{ address: string; list: string }> {
    return claim.parse((await MailSeal.of(ctx)).open(PURPOSE, token));
  }

  /**
   * Takes an address off a list; a second time changes nothing.
   * @throws AppError NOT_FOUND for a token that is none
   */
  async unsubscribe(ctx: TransactionContext, token: string): Promise<{ address: string; list: string }> {
    const left = await this.readToken(ctx, token);
    await this.choose(ctx, { ...left, wanted: false, basis: 'the link in a letter' });
    return left;
  }

  /** @returns whether the address was not suspended before */
  async suspend(ctx: TransactionContext, { address, reason, detail }: Suspension): Promise<boolean> {
    const rows = await ctx.query(
      `INSERT INTO mail_suspensions (address, reason, detail, suspended_at) VALUES (lower($1), $2, $3, $4)
       ON CONFLICT (address) DO NOTHING RETURNING address`,
      [address, reason, detail.slice(0, 1_000), ctx.now()],
    );
    return rows.length > 0;
  }

  /** Lets letters go to an address again. @returns whether it was suspended */
  async resume(ctx: TransactionContext, address: string): Promise<boolean> {
    const rows = await ctx.query(`DELETE FROM mail_suspensions WHERE address = lower($1) RETURNING address`, [
      address,
    ]);
    return rows.length > 0;
  }

  /** Addresses that letters do not go to, latest first; all of them, unless there is a limit. */
  suspended(ctx: Context, limit: number | null = null): Promise<(Suspension & { suspendedAt: Date })[]> {
    return ctx.query(
      `SELECT address, reason, detail, suspended_at AS "suspendedAt" FROM mail_suspensions
        ORDER BY suspended_at DESC, address LIMIT $1`,
      [limit],
    );
  }

  /**
   * Reads a delivery status notification (RFC 3464) and suspends the addresses that it gives up for good.
   * @returns those newly suspended
   */
  async takeReport(ctx: TransactionContext, message: string): Promise<Suspension[]> {
    const failed = readDeliveryReport(message)
      .filter(({ permanent }) => permanent)
      .map(({ address, detail }): Suspension => ({ address, reason: 'BOUNCE', detail }));
    const fresh: Suspension[] = [];
    for (const suspension of failed) if (await this.suspend(ctx, suspension)) fresh.push(suspension);
    return fresh;
  }

  /** Why a letter may not go to an address now; undefined when it may. */
  async obstacle(ctx: Context, address: string, list: string | null): Promise<string | undefined> {
    const [row] = await ctx.query<{ suspended: string | null; wanted: boolean | null }>(
      `SELECT (SELECT reason FROM mail_suspensions WHERE address = lower($1)) AS suspended,
              (SELECT wanted FROM mail_consents WHERE address = lower($1) AND list = $2) AS wanted`,
      [address, list],
    );
    if (row?.suspended) return `The address is suspended (${row.suspended.toLowerCase()}).`;
    if (list !== null && row?.wanted === false) return 'Its owner has left the list.';
    return undefined;
  }
}
