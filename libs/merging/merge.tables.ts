/** One table with rows that hang on a supplier's record. */
export interface MergedTable {
  name: string;
  /** Columns that name a row. */
  key: readonly string[];
  /** SQL: rows of the organisations in $1, from the table as `t`. */
  of: string;
  /** What people call these rows, where their change stands in the way of undoing. */
  called: string;
  /** Traces that others may take away at any time: what is gone by then is left out of undoing. */
  passing?: boolean;
  /** SQL: whether what a row `d` hangs on is still there when it is brought back; always, unless it is passing. */
  standing?: string;
  /** Any change since counts, not only to what the merger changed. */
  whole?: boolean;
}

const answered = 'EXISTS (SELECT FROM requirements WHERE id = d.requirement_id)';
const owned = `t.organisation_id = ANY($1)`;
const supplied = `t.supplier_id = ANY($1)`;
const introduced = `t.introduction_id IN (SELECT id FROM introductions WHERE supplier_id = ANY($1))`;

/**
 * Every table in which a supplier's record stands, parents before children: what is brought back goes in in this order.
 * A test compares the list with the keys of the database.
 */
export const MERGED_TABLES: readonly MergedTable[] = [
  { name: 'organisations', key: ['id'], of: 't.id = ANY($1)', called: 'name, number or website' },
  { name: 'organisation_references', key: ['scheme', 'identifier'], of: owned, called: 'references' },
  { name: 'supplier_profiles', key: ['organisation_id'], of: owned, called: 'profile' },
  { name: 'sites', key: ['id'], of: owned, called: 'sites' },
  {
    name: 'supplier_capabilities',
    key: ['organisation_id', 'code', 'role'],
    of: owned,
    called: 'capabilities',
  },
  { name: 'certificates', key: ['id'], of: owned, called: 'certificates' },
  {
    name: 'files',
    key: ['id'],
    of: `t.certificate_id IN (SELECT id FROM certificates WHERE organisation_id = ANY($1))`,
    called: 'documents',
  },
  { name: 'claim_checks', key: ['id'], of: owned, called: 'checks of claims' },
  {
    name: 'cluster_memberships',
    key: ['cluster_id', 'member_id'],
    of: 't.member_id = ANY($1)',
    called: 'cluster bodies',
  },
  { name: 'memberships', key: ['person_id', 'organisation_id'], of: owned, called: 'people' },
  { name: 'invitations', key: ['id'], of: owned, called: 'invitations' },
  { name: 'access_requests', key: ['id'], of: owned, called: 'requests to join' },
  { name: 'introductions', key: ['id'], of: supplied, called: 'introductions', whole: true },
  { name: 'introduction_events', key: ['id'], of: introduced, called: 'introductions' },
  { name: 'introduction_messages', key: ['id'], of: introduced, called: 'messages' },
  {
    name: 'contract_awards',
    key: ['organisation_id', 'requirement_id'],
    of: owned,
    called: 'contracts',
    passing: true,
    standing: answered,
  },
  { name: 'webhooks', key: ['id'], of: owned, called: 'webhooks' },
  {
    name: 'webhook_deliveries',
    key: ['id'],
    of: `t.webhook_id IN (SELECT id FROM webhooks WHERE organisation_id = ANY($1))`,
    called: 'webhooks',
    passing: true,
  },
  { name: 'saved_searches', key: ['id'], of: owned, called: 'saved searches' },
  {
    name: 'confidentiality_acceptances',
    key: ['id'],
    of: owned,
    called: 'acceptances',
    passing: true,
    standing: answered,
  },
  { name: 'file_downloads', key: ['id'], of: owned, called: 'downloads', passing: true },
  {
    name: 'requirement_viewings',
    key: ['requirement_id', 'organisation_id'],
    of: owned,
    called: 'viewings',
    passing: true,
    standing: answered,
  },
  {
    name: 'opportunity_alerts',
    key: ['supplier_id', 'requirement_id'],
    of: supplied,
    called: 'alerts',
    passing: true,
    standing: answered,
  },
  {
    name: 'unlock_alerts',
    key: ['supplier_id', 'requirement_id', 'step'],
    of: supplied,
    called: 'alerts',
    passing: true,
    standing: answered,
  },
  {
    name: 'candidate_alerts',
    key: ['requirement_id', 'supplier_id'],
    of: supplied,
    called: 'alerts',
    passing: true,
    standing: answered,
  },
  { name: 'notifications', key: ['id'], of: owned, called: 'news', passing: true },
  { name: 'audit_entries', key: ['id'], of: owned, called: 'history', passing: true },
  {
    name: 'digest_items',
    key: ['cluster_id', 'key'],
    of: `EXISTS (SELECT FROM unnest($1::uuid[]) AS id WHERE position(id::text IN t.key) > 0)`,
    called: 'digests',
    passing: true,
    standing: 'EXISTS (SELECT FROM digests WHERE id = d.digest_id)',
  },
  {
    name: 'supplier_distinctions',
    key: ['id'],
    of: '(t.older_id = ANY($1) OR t.newer_id = ANY($1))',
    called: 'pairs that are two firms',
    passing: true,
    standing: '(SELECT count(*) FROM organisations WHERE id IN (d.older_id, d.newer_id)) = 2',
  },
  { name: 'supplier_mergers', key: ['id'], of: 't.into_id = ANY($1)', called: 'earlier mergers' },
];

/** Tables that name a supplier by a key and have no part in a merger, each with the reason. */
export const UNTOUCHED_TABLES: Readonly<Record<string, string>> = {
  buyer_profiles: 'a buyer is never the one that goes',
  import_files: 'a buyer is never the one that goes',
  cluster_bodies: 'a cluster body is never the one that goes',
  requirements: 'a buyer is never the one that goes',
};

/** Written by clockwork, or with every change: no reason to say that somebody changed a record. */
export const CLOCKWORK: ReadonlySet<string> = new Set([
  'updated_at',
  'version',
  'reply_rate',
  'completeness',
  'content_hash',
]);
