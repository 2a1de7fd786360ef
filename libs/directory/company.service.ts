import { type Context, type Result, fail, succeed, userError } from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { readCapabilities } from './capability.reading.js';
import { readCompanyNumber } from './organisation.name.js';
import { shippedLookups } from './profile.lookups.js';
import type { PreparedCapability } from './supplier.draft.js';

/** What is known of a company before it registers: facts of the public register. */
export interface CompanyView {
  organisationId: string;
  companyNumber: string;
  name: string;
  address: string | null;
  postcode: string | null;
  sicCodes: string[];
  /** Somebody looks after its record, or it offers something already: it cannot be registered afresh. */
  taken: boolean;
}

/** Spares who registers the typing. */
@Injectable()
export class CompanyService {
  /** The company with a number, as far as the register has been loaded; null when it is not known. */
  async byNumber(ctx: Context, text: string): Promise<Result<{ company: CompanyView | null }>> {
    const number = readCompanyNumber(text);
    if (!number) {
      const message = 'A company number has 8 digits, or 2 letters and 6 digits.';
      return fail(userError('INVALID_VALUE', message, ['number']));
    }
    const [company] = await ctx.query<CompanyView>(
      `SELECT o.id AS "organisationId", o.company_number AS "companyNumber", o.name, s.address, s.postcode,
              o.sic_codes AS "sicCodes", (o.claimed OR o.supplier OR o.buyer OR o.cluster_body) AS taken
         FROM organisations o LEFT JOIN sites s ON s.organisation_id = o.id AND s.is_primary
        WHERE o.company_number = $1`,
      [number],
    );
    return succeed({ company: company ?? null });
  }

  /** Capabilities read in free text, the surest first, then as they were written, for who wrote it to confirm. Nothing is stored. */
  propose(text: string): PreparedCapability[] {
    const { capabilities } = readCapabilities(
      { name: '', summary: text, phrases: text.split(/[\n;•]+/).map((line) => line.trim()), declared: [] },
      shippedLookups(),
    );
    return capabilities.sort((a, b) => b.weight - a.weight);
  }
}
