import type { SupplierService, SupplierView } from '#lib/directory';
import type { IntroductionState } from '#lib/introductions';
import type { Context, OrganisationRole } from '#lib/platform';

export interface MergeMember {
  personId: string;
  name: string;
  email: string;
  role: OrganisationRole;
}

export interface MergeIntroduction {
  id: string;
  requirementId: string;
  requirementTitle: string;
  buyerId: string;
  buyerName: string;
  state: IntroductionState;
  updatedAt: string;
}

/** Everything that hangs on a supplier's record, as it bears on merging it with another. */
export interface MergeRecord {
  view: SupplierView;
  authority: boolean;
  /** Who registered it by hand, where it is known. */
  registeredBy: string | null;
  members: MergeMember[];
  clusters: { id: string; name: string }[];
  introductions: MergeIntroduction[];
  /** Contracts that public notices say it was awarded. */
  contracts: { requirementId: string; title: string }[];
  /** Certificates that somebody has checked, and stands by. */
  checkedCertificates: string[];
  webhooks: { id: string; url: string }[];
  savedSearches: { name: string; key: string }[];
  invitations: { email: string }[];
}

type Row = Omit<MergeRecord, 'view'> & { id: string };

const many = (columns: string, from: string, order: string): string =>
  `coalesce((SELECT json_agg(d) FROM (SELECT ${columns} FROM ${from} ORDER BY ${order}) d), '[]')`;

const selection = `SELECT o.id, o.authority,
    (SELECT p.name FROM audit_entries e JOIN people p ON p.id = e.person_id
      WHERE e.organisation_id = o.id AND e.subject_id = o.id AND e.action = 'REGISTERED' ORDER BY e.at LIMIT 1) AS "registeredBy",
    ${many(
      `p.id AS "personId", p.name, p.email, m.role`,
      `memberships m JOIN people p ON p.id = m.person_id WHERE m.organisation_id = o.id`,
      'p.name, p.id',
    )} AS members,
    ${many(
      `c.id, c.name`,
      `cluster_memberships m JOIN organisations c ON c.id = m.cluster_id WHERE m.member_id = o.id`,
      'c.name, c.id',
    )} AS clusters,
    ${many(
      `i.id, r.id AS "requirementId", r.title AS "requirementTitle", b.id AS "buyerId", b.name AS "buyerName", i.state,
       i.updated_at AS "updatedAt"`,
      `introductions i JOIN requirements r ON r.id = i.requirement_id JOIN organisations b ON b.id = r.buyer_id
        WHERE i.supplier_id = o.id`,
      'i.id',
    )} AS introductions,
    ${many(
      `r.id AS "requirementId", r.title`,
      `contract_awards a JOIN requirements r ON r.id = a.requirement_id WHERE a.organisation_id = o.id`,
      'r.id',
    )} AS contracts,
    ARRAY(SELECT DISTINCT k.certificate_id::text FROM claim_checks k
           WHERE k.organisation_id = o.id AND k.certificate_id IS NOT NULL AND k.undone_at IS NULL) AS "checkedCertificates",
    ${many('w.id, w.url', 'webhooks w WHERE w.organisation_id = o.id', 'w.id')} AS webhooks,
    ${many(
      `s.name, concat_ws(' ', s.person_id, s.query, s.filter, s.without) AS key`,
      'saved_searches s WHERE s.organisation_id = o.id',
      's.id',
    )} AS "savedSearches",
    ${many(
      'DISTINCT n.email',
      `invitations n WHERE n.organisation_id = o.id AND n.accepted_at IS NULL AND n.revoked_at IS NULL`,
      'n.email',
    )} AS invitations
  FROM organisations o WHERE o.id = ANY($1)`;

/** Suppliers by id with what hangs on them, in two statements; ids of no supplier are left out. */
export async function readMergeRecords(
  ctx: Context,
  suppliers: SupplierService,
  ids: readonly string[],
): Promise<Map<string, MergeRecord>> {
  if (ids.length === 0) return new Map();
  const views = await suppliers.find(ctx, ids);
  const rows = await ctx.query<Row>(selection, [ids]);
  return new Map(
    rows.flatMap(({ id, ...row }) => {
      const view = views.get(id);
      return view ? [[id, { view, ...row }] as const] : [];
    }),
  );
}
