import { AppError, type Context, demand, demandScope } from '#lib/platform';
import { Injectable } from '@nestjs/common';

/** What is handed out, table by table; $1 is the id. Hashes of secrets are not data about anybody. */
const ofOrganisation: Readonly<Record<string, string>> = {
  organisations: 'id = $1',
  organisation_references: 'organisation_id = $1',
  sites: 'organisation_id = $1',
  supplier_profiles: 'organisation_id = $1',
  supplier_capabilities: 'organisation_id = $1',
  certificates: 'organisation_id = $1',
  claim_checks: 'organisation_id = $1',
  buyer_profiles: 'organisation_id = $1',
  cluster_bodies: 'organisation_id = $1',
  cluster_memberships: '$1 IN (cluster_id, member_id)',
  memberships: 'organisation_id = $1',
  invitations: 'organisation_id = $1',
  access_requests: 'organisation_id = $1',
  contract_awards: 'organisation_id = $1',
  supplier_mergers: 'into_id = $1',
  supplier_distinctions: '$1 IN (older_id, newer_id)',
  requirements: 'buyer_id = $1',
  requirement_needs: 'requirement_id IN (SELECT id FROM requirements WHERE buyer_id = $1)',
  requirement_certifications: 'requirement_id IN (SELECT id FROM requirements WHERE buyer_id = $1)',
  introductions: 'supplier_id = $1 OR requirement_id IN (SELECT id FROM requirements WHERE buyer_id = $1)',
  introduction_messages: `introduction_id IN (SELECT i.id FROM introductions i JOIN requirements r ON r.id = i.requirement_id
    WHERE $1 IN (i.supplier_id, r.buyer_id))`,
  files: `requirement_id IN (SELECT id FROM requirements WHERE buyer_id = $1)
    OR certificate_id IN (SELECT id FROM certificates WHERE organisation_id = $1)`,
  confidentiality_acceptances: `organisation_id = $1 OR requirement_id IN (SELECT id FROM requirements WHERE buyer_id = $1)`,
  audit_entries: 'organisation_id = $1',
};

const ofPerson: Readonly<Record<string, string>> = {
  people: 'id = $1',
  memberships: 'person_id = $1',
  sessions: 'person_id = $1',
  api_tokens: 'person_id = $1',
  access_requests: 'person_id = $1',
  invitations: 'email = (SELECT email FROM people WHERE id = $1)',
  notifications: 'person_id = $1',
  introduction_events: 'person_id = $1',
  introduction_messages: 'person_id = $1',
  address_changes: 'person_id = $1',
  mail_messages: `NOT secret AND (recipient = (SELECT email FROM people WHERE id = $1)
    OR EXISTS (SELECT FROM address_changes c
                WHERE c.person_id = $1 AND c.from_email = recipient AND t.created_at <= c.confirmed_at))`,
  confidentiality_acceptances: 'person_id = $1',
  file_downloads: 'person_id = $1',
  claim_checks: 'person_id = $1',
  audit_entries: 'person_id = $1',
};

export type DataExport = Record<string, unknown[]>;

/** Everything stored about a person or an organisation, for themselves. */
@Injectable()
export class ExportService {
  /** @throws AppError NOT_FOUND unless the actor owns the organisation or is an officer; OUT_OF_SCOPE */
  async organisation(ctx: Context, organisationId: string): Promise<DataExport> {
    demandScope(ctx.actor, 'ACCOUNT');
    demand(ctx.actor, 'organisation.take-out', organisationId);
    const content = await this.gather(ctx, ofOrganisation, organisationId);
    if (content.organisations!.length === 0) throw new AppError('NOT_FOUND');
    return content;
  }

  /** The caller's own data; @throws AppError NOT_FOUND, OUT_OF_SCOPE */
  async own(ctx: Context): Promise<DataExport> {
    demandScope(ctx.actor, 'ACCOUNT');
    if (ctx.actor.kind !== 'person') throw new AppError('NOT_FOUND');
    return this.gather(ctx, ofPerson, ctx.actor.personId);
  }

  private async gather(
    ctx: Context,
    tables: Readonly<Record<string, string>>,
    id: string,
  ): Promise<DataExport> {
    const content: DataExport = {};
    for (const [table, condition] of Object.entries(tables)) {
      const rows = await ctx.query<{ row: unknown }>(
        `SELECT to_jsonb(t) - '{hash,nonce_hash,content_hash,name_key}'::text[] AS row FROM ${table} t WHERE ${condition}`,
        [id],
      );
      content[table] = rows.map(({ row }) => row);
    }
    return content;
  }
}
