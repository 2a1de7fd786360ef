import {
  AppError,
  type Context,
  demand,
  fail,
  newId,
  recordAudit,
  type Result,
  succeed,
  type TransactionContext,
} from '#lib/platform';
import type { Region, SectorCode } from '#lib/taxonomy';
import { Injectable } from '@nestjs/common';
import { DraftChecks } from './draft.checks.js';
import { type RecognisedLine, recogniseMembers } from './member.recogniser.js';
import type { Origin } from './organisation.entity.js';
import { organisationOf, organisationSelection } from './organisation.sql.js';
import { insertPlainOrganisations } from './organisation.writer.js';
import { shippedLookups } from './profile.lookups.js';
import type { NaturalKey } from './supplier.draft.js';
import { findKnown } from './supplier.lookup.js';
import type { ClusterBodyView, OrganisationView, Page, PageInput } from './supplier.view.js';

export interface ClusterBodyDraft {
  name: string;
  description?: string | null;
  /** Sector labels or codes. */
  sectors?: readonly string[] | null;
  /** Null when it works across both regions. */
  region?: Region | null;
  digestAddresses?: readonly string[] | null;
  website?: string | null;
  reference?: NaturalKey | null;
  origin?: Origin;
  fictional?: boolean;
}

interface ClusterRow extends OrganisationView {
  description: string;
  sectors: SectorCode[];
  region: Region | null;
  digestAddresses: string[];
  memberCount: number;
}

interface MemberRow {
  id: string;
}

/** Members that one entry of the audit trail names; of more it says how many. */
const NAMED_IN_AUDIT = 100;

const selection = `SELECT ${organisationSelection}, b.description, b.sectors, b.region,
    b.digest_addresses AS "digestAddresses",
    (SELECT count(*)::int FROM cluster_memberships m WHERE m.cluster_id = o.id) AS "memberCount"
  FROM cluster_bodies b JOIN organisations o ON o.id = b.organisation_id`;

const viewOf = (row: ClusterRow): ClusterBodyView => ({
  id: row.id,
  organisation: organisationOf(row),
  description: row.description,
  sectors: row.sectors,
  region: row.region,
  digestAddresses: row.digestAddresses,
  memberCount: row.memberCount,
});

/** Cluster bodies and who belongs to them. */
@Injectable()
export class ClusterBodyService {
  /**
   * Makes a cluster body; one that its reference finds again is returned as it stands. Officers only.
   * @throws AppError NOT_FOUND for anybody else
   */
  async create(ctx: TransactionContext, draft: ClusterBodyDraft): Promise<Result<{ id: string }>> {
    demand(ctx.actor, 'platform.operate');
    const checks = new DraftChecks();
    const name = checks.text(draft.name, 300, ['name']);
    if (name === '') checks.error('REQUIRED', 'Give the name of the cluster body.', ['name']);
    const description = checks.text(draft.description, 5_000, ['description']);
    const sectors = checks.sectors(draft.sectors, shippedLookups().sector, 'sectors');
    const addresses = readAddresses(draft.digestAddresses, checks);
    if (checks.errors.length > 0) return fail(...checks.errors);
    const reference = draft.reference ?? null;
    const known = reference && (await findKnown(ctx, [{ reference, companyNumber: null }])).get(0);
    if (known) return succeed({ id: known.id });
    const id = newId();
    await insertPlainOrganisations(ctx, [
      {
        id,
        name,
        companyNumber: null,
        website: draft.website ?? null,
        origin: draft.origin ?? 'REGISTERED',
        claimed: false,
        fictional: draft.fictional ?? false,
        reference,
        postcode: null,
        place: null,
      },
    ]);
    await ctx.query(`UPDATE organisations SET cluster_body = true WHERE id = $1`, [id]);
    await ctx.query(
      `INSERT INTO cluster_bodies (organisation_id, description, sectors, region, digest_addresses)
       VALUES ($1, $2, $3, $4, $5)`,
      [id, description, sectors, draft.region ?? null, addresses],
    );
    await this.audit(ctx, id, 'REGISTERED', {
      name,
      description,
      sectors,
      region: draft.region ?? null,
      digestAddresses: addresses,
    });
    return succeed({ id });
  }

  /**
   * Adds members; those that belong already keep the day they joined.
   * @throws AppError NOT_FOUND when the cluster body is not there or not the actor's to manage
   */
  async addMembers(
    ctx: TransactionContext,
    clusterId: string,
    organisationIds: readonly string[],
    since: string = ctx.today(),
  ): Promise<{ added: number }> {
    await this.demandManaged(ctx, clusterId);
    const rows = await ctx.query<MemberRow>(
      `INSERT INTO cluster_memberships (cluster_id, member_id, since)
       SELECT $1, id, $3 FROM organisations WHERE id = ANY($2)
       ON CONFLICT (cluster_id, member_id) DO NOTHING RETURNING member_id AS id`,
      [clusterId, organisationIds, since],
    );
    await this.auditMembers(ctx, clusterId, 'MEMBERS_ADDED', rows);
    return { added: rows.length };
  }

  /**
   * Ends memberships; organisations that do not belong are passed over.
   * @throws AppError NOT_FOUND as addMembers does
   */
  async removeMembers(
    ctx: TransactionContext,
    clusterId: string,
    organisationIds: readonly string[],
  ): Promise<{ removed: number }> {
    await this.demandManaged(ctx, clusterId);
    const rows = await ctx.query<MemberRow>(
      `DELETE FROM cluster_memberships WHERE cluster_id = $1 AND member_id = ANY($2) RETURNING member_id AS id`,
      [clusterId, organisationIds],
    );
    await this.auditMembers(ctx, clusterId, 'MEMBERS_REMOVED', rows);
    return { removed: rows.length };
  }

  /**
   * Which suppliers a pasted list means: names, company numbers, or rows of a spreadsheet.
   * @throws AppError NOT_FOUND as addMembers does
   */
  async recognise(ctx: Context, clusterId: string, text: string): Promise<RecognisedLine[]> {
    await this.demandManaged(ctx, clusterId);
    return recogniseMembers(ctx, clusterId, text);
  }

  /**
   * Makes these the members and nobody else.
   * @throws AppError NOT_FOUND as addMembers does
   */
  async setMembers(
    ctx: TransactionContext,
    clusterId: string,
    organisationIds: readonly string[],
    since: string = ctx.today(),
  ): Promise<{ added: number; removed: number }> {
    await this.demandManaged(ctx, clusterId);
    const gone = await ctx.query<MemberRow>(
      `DELETE FROM cluster_memberships WHERE cluster_id = $1 AND member_id <> ALL($2) RETURNING member_id AS id`,
      [clusterId, organisationIds],
    );
    await this.auditMembers(ctx, clusterId, 'MEMBERS_REMOVED', gone);
    const { added } = await this.addMembers(ctx, clusterId, organisationIds, since);
    return { added, removed: gone.length };
  }

  /** Cluster bodies by id; ids of none are left out. */
  async find(ctx: Context, ids: readonly string[]): Promise<Map<string, ClusterBodyView>> {
    const rows = await ctx.query<ClusterRow>(`${selection} WHERE o.id = ANY($1)`, [ids]);
    return new Map(rows.map((row) => [row.id, viewOf(row)]));
  }

  /** All of them, by name: there are dozens, not thousands. */
  async list(ctx: Context): Promise<ClusterBodyView[]> {
    return (await ctx.query<ClusterRow>(`${selection} ORDER BY o.name, o.id`)).map(viewOf);
  }

  /** A page of the ids of the members, in the order of their ids; the cursor is the id. */
  async members(ctx: Context, clusterId: string, page: PageInput): Promise<Page<string>> {
    return (await this.membersOf(ctx, [clusterId], page)).get(clusterId)!;
  }

  /** The same page of the members of each cluster body, in two statements however many there are. */
  async membersOf(
    ctx: Context,
    clusterIds: readonly string[],
    { first, after }: PageInput,
  ): Promise<Map<string, Page<string>>> {
    const counts = await ctx.query<{ id: string; n: number }>(
      `SELECT cluster_id AS id, count(*)::int AS n FROM cluster_memberships WHERE cluster_id = ANY($1) GROUP BY 1`,
      [clusterIds],
    );
    const rows = await ctx.query<{ clusterId: string; id: string }>(
      `SELECT c.id AS "clusterId", member.id FROM unnest($1::uuid[]) AS c (id) CROSS JOIN LATERAL (
         SELECT member_id AS id FROM cluster_memberships
          WHERE cluster_id = c.id AND ($2::uuid IS NULL OR member_id > $2) ORDER BY member_id LIMIT $3) AS member
        ORDER BY c.id, member.id`,
      [clusterIds, after ?? null, first + 1],
    );
    const totals = new Map(counts.map(({ id, n }) => [id, n]));
    return new Map(
      clusterIds.map((clusterId) => {
        const ids = rows.filter((row) => row.clusterId === clusterId).map(({ id }) => id);
        const items = ids.slice(0, first).map((id) => ({ cursor: id, item: id }));
        return [
          clusterId,
          { items, hasNextPage: ids.length > first, totalCount: totals.get(clusterId) ?? 0 },
        ];
      }),
    );
  }

  /** Ids of all members, for work that needs them at once. */
  async memberIds(ctx: Context, clusterId: string): Promise<string[]> {
    const rows = await ctx.query<{ id: string }>(
      `SELECT member_id AS id FROM cluster_memberships WHERE cluster_id = $1 ORDER BY member_id`,
      [clusterId],
    );
    return rows.map(({ id }) => id);
  }

  /** Ids of the cluster bodies each organisation belongs to; organisations of none are left out. */
  async clustersOf(ctx: Context, organisationIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await ctx.query<{ member: string; clusters: string[] }>(
      `SELECT member_id AS member, array_agg(cluster_id::text ORDER BY cluster_id) AS clusters
         FROM cluster_memberships WHERE member_id = ANY($1) GROUP BY member_id`,
      [organisationIds],
    );
    return new Map(rows.map(({ member, clusters }) => [member, clusters]));
  }

  private async auditMembers(
    ctx: TransactionContext,
    clusterId: string,
    action: string,
    rows: readonly MemberRow[],
  ): Promise<void> {
    if (rows.length === 0) return;
    if (rows.length > NAMED_IN_AUDIT) return this.audit(ctx, clusterId, action, { count: rows.length });
    const members = await ctx.query<{ name: string }>(
      `SELECT name FROM organisations WHERE id = ANY($1) ORDER BY name, id`,
      [rows.map(({ id }) => id)],
    );
    await this.audit(ctx, clusterId, action, { members: members.map(({ name }) => name) });
  }

  private audit(ctx: TransactionContext, id: string, action: string, after: object): Promise<void> {
    return recordAudit(ctx, [
      { organisationId: id, subjectKind: 'cluster-body', subjectId: id, action, after },
    ]);
  }

  private async demandManaged(ctx: Context, clusterId: string): Promise<void> {
    demand(ctx.actor, 'cluster.manage', clusterId);
    const [row] = await ctx.query(`SELECT 1 FROM cluster_bodies WHERE organisation_id = $1`, [clusterId]);
    if (!row) throw new AppError('NOT_FOUND');
  }
}

/** Of the addresses that digests of a cluster body go to: characters of one, and how many. */
export const DIGEST_ADDRESS_LIMITS = { longest: 254, most: 50 } as const;

/** Whether a text could be one; whether letters arrive is another matter. */
export const isEmailAddress = (text: string): boolean => /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text);

function readAddresses(values: readonly string[] | null | undefined, checks: DraftChecks): string[] {
  const addresses = checks.texts(values, DIGEST_ADDRESS_LIMITS, 'digestAddresses');
  addresses.forEach((address, at) => {
    if (!isEmailAddress(address)) {
      checks.error('INVALID_VALUE', `"${address}" is not an e-mail address.`, ['digestAddresses', at]);
    }
  });
  return addresses;
}
