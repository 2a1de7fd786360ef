import { type Actor, newId, toOpaqueId, type TransactionContext } from '#lib/platform';
import type { TestDatabase } from '#lib/platform/testing';
import type { EconomyBuilder } from '../../match-lists/testing/economy.builder.js';

/** Two records of one firm, and who and what hangs on them. */
export interface Laden {
  staysId: string;
  goesId: string;
  buyerId: string;
  clusterId: string;
  /** Both answer this one. */
  sharedRequirementId: string;
  /** Only the one that goes answers this one. */
  ownRequirementId: string;
  people: { founder: string; both: string; other: string; officer: string };
}

type Insert = (table: string, row: Record<string, unknown>) => Promise<string>;

/** Two records of Trent Machining in Derby with everything on them, a buyer, a cluster body and two requirements. */
export async function makeLaden(db: TestDatabase, economy: EconomyBuilder): Promise<Laden> {
  const staysId = await economy.supplier({
    name: 'Trent Machining Ltd',
    website: null,
    employees: null,
    phrases: ['CNC turning', '5-axis milling'],
    certificates: [{ stated: 'ISO 9001:2015', number: 'DOUBLE', validTo: '2027-05-01' }],
  });
  const goesId = await economy.supplier({
    name: 'TRENT Machining Limited',
    companyNumber: '01234567',
    website: 'https://trent.example',
    postcode: 'DE24 8SE',
    otherPostcodes: ['DE24 9FU'],
    phrases: ['cnc turning', 'anodising'],
    summary: 'We also plate and polish.',
    certificates: [
      { stated: 'ISO 9001:2015', number: 'DOUBLE', validTo: '2027-05-01' },
      { stated: 'AS9100 Rev D', number: 'A-1', validTo: '2028-05-01' },
    ],
  });
  const buyerId = await economy.buyer('Castlegate Aerosystems');
  const world = {
    staysId,
    goesId,
    buyerId,
    clusterId: await economy.cluster('Trent Cluster', [], ['a@cluster.example']),
    sharedRequirementId: await economy.requirement(buyerId, { title: 'Brackets' }),
    ownRequirementId: await economy.requirement(buyerId, {
      title: 'Housings',
      needs: [{ phrase: 'CNC turning', importance: 'must' }],
      certifications: null,
    }),
  };
  return { ...world, people: await db.writing((ctx) => loadDown(ctx, world)) };
}

/** Somebody of an authority. */
export const officerOf = ({ people }: Laden): Actor => ({
  kind: 'person',
  personId: people.officer,
  email: 'officer@authority.example',
  staffRoles: ['OFFICER'],
  memberships: [],
});

/** Hangs something of every kind on the record that goes, and its like on the one that stays where two may meet. */
async function loadDown(ctx: TransactionContext, world: Omit<Laden, 'people'>): Promise<Laden['people']> {
  const { staysId, goesId, clusterId, sharedRequirementId, ownRequirementId } = world;
  const insert: Insert = async (table, row) => {
    const id = newId();
    const full = { ...(WITHOUT_ID.has(table) ? {} : { id }), ...row };
    const columns = Object.keys(full);
    await ctx.query(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
      Object.values(full),
    );
    return id;
  };
  const person = (name: string): Promise<string> =>
    insert('people', { name, email: `${name.toLowerCase().replace(' ', '.')}@firm.example` });
  const people = {
    founder: await person('Fay Founder'),
    both: await person('Bo Both'),
    other: await person('Ottoline Other'),
    officer: await person('Olga Officer'),
  };
  const now = new Date('2026-11-01T10:00:00Z');
  await insert('memberships', { person_id: people.founder, organisation_id: staysId, role: 'OWNER' });
  await insert('memberships', { person_id: people.both, organisation_id: staysId, role: 'VIEWER' });
  await insert('memberships', { person_id: people.both, organisation_id: goesId, role: 'OWNER' });
  await insert('memberships', { person_id: people.other, organisation_id: goesId, role: 'EDITOR' });
  await ctx.query(`UPDATE organisations SET claimed = true WHERE id = ANY($1)`, [[staysId, goesId]]);
  await insert('organisation_references', { scheme: 'list', identifier: 'G-1', organisation_id: goesId });
  await insert('cluster_memberships', { cluster_id: clusterId, member_id: goesId, since: '2024-01-01' });
  await insert('cluster_memberships', { cluster_id: clusterId, member_id: staysId, since: '2025-01-01' });
  const ask = { kind: 'JOIN', evidence: 'I work there', person_id: people.other };
  await insert('access_requests', { ...ask, organisation_id: goesId });
  await insert('access_requests', { ...ask, organisation_id: staysId });
  await insert('invitations', {
    organisation_id: goesId,
    email: 'invited@firm.example',
    role: 'EDITOR',
    expires_at: now,
  });
  const [certificate] = await ctx.query<{ id: string }>(
    `SELECT id FROM certificates WHERE organisation_id = $1 AND number = 'DOUBLE'`,
    [goesId],
  );
  await insert('files', {
    certificate_id: certificate!.id,
    name: 'certificate.pdf',
    media_type: 'application/pdf',
    bytes: 10,
    created_at: now,
  });
  await insert('claim_checks', {
    organisation_id: goesId,
    capability_code: 'turning',
    finding: 'SITE_AUDITED',
    before: '[]',
    at: now,
  });
  await ctx.query(
    `UPDATE supplier_capabilities SET evidence = 'SITE_AUDITED', evidence_on = '2026-10-01'
      WHERE organisation_id = $1 AND code = 'turning'`,
    [goesId],
  );
  for (const [supplierId, requirementId, state] of [
    [staysId, sharedRequirementId, 'INVITED'],
    [goesId, sharedRequirementId, 'SHORTLISTED'],
    [goesId, ownRequirementId, 'INTERESTED'],
  ] as const) {
    const introductionId = await insert('introductions', {
      supplier_id: supplierId,
      requirement_id: requirementId,
      state,
      cross_regional: true,
      updated_at: now,
    });
    await insert('introduction_events', {
      introduction_id: introductionId,
      state,
      action: state === 'INVITED' ? 'INVITE' : state === 'INTERESTED' ? 'EXPRESS_INTEREST' : 'SHORTLIST',
      side: 'BUYER',
      at: now,
    });
    await insert('introduction_messages', {
      introduction_id: introductionId,
      side: 'BUYER',
      body: `About ${state}`,
      sent_at: now,
    });
  }
  await insert('contract_awards', { organisation_id: goesId, requirement_id: ownRequirementId });
  for (const organisationId of [staysId, goesId]) {
    const webhookId = await insert('webhooks', {
      organisation_id: organisationId,
      url: 'https://erp.firm.example/hook',
      secret: 'x',
      events: ['INTRODUCTION_MOVED'],
    });
    await insert('webhook_deliveries', { webhook_id: webhookId, event: 'INTRODUCTION_MOVED', data: '{}' });
    await insert('saved_searches', {
      organisation_id: organisationId,
      person_id: people.both,
      name: 'Platers',
      query: 'plating',
    });
    await insert('requirement_viewings', {
      requirement_id: sharedRequirementId,
      organisation_id: organisationId,
      first_at: organisationId === goesId ? new Date('2026-10-01') : now,
      last_at: now,
    });
    await insert('confidentiality_acceptances', {
      requirement_id: sharedRequirementId,
      organisation_id: organisationId,
      text: 'Terms',
      text_hash: 'abc',
      accepted_at: now,
    });
    await insert('opportunity_alerts', { supplier_id: organisationId, requirement_id: sharedRequirementId });
    await insert('candidate_alerts', { supplier_id: organisationId, requirement_id: sharedRequirementId });
    await insert('unlock_alerts', {
      supplier_id: organisationId,
      requirement_id: sharedRequirementId,
      step: 'CERTIFICATE_MISSING:AS9100',
    });
  }
  const fileId = await insert('files', {
    requirement_id: sharedRequirementId,
    name: 'drawing.pdf',
    media_type: 'application/pdf',
    bytes: 10,
    created_at: now,
  });
  await insert('file_downloads', { file_id: fileId, organisation_id: goesId, at: now });
  await insert('notifications', {
    person_id: people.other,
    organisation_id: goesId,
    kind: 'ACCESS',
    title: 'News',
    body: 'News',
    link: `/work/${toOpaqueId('org', goesId)}/profile`,
    dedup_key: 'news',
  });
  await insert('audit_entries', {
    organisation_id: goesId,
    person_id: people.other,
    request_id: 'r',
    subject_kind: 'supplier',
    subject_id: goesId,
    action: 'REGISTERED',
  });
  const digestId = await insert('digests', {
    cluster_id: clusterId,
    iso_week: '2026-W44',
    subject: 'Digest',
    content: '{}',
    html: '',
    text: '',
    composed_at: now,
  });
  for (const key of [`match:${sharedRequirementId}:${staysId}`, `match:${sharedRequirementId}:${goesId}`]) {
    await insert('digest_items', { cluster_id: clusterId, digest_id: digestId, key });
  }
  await insert('digest_items', {
    cluster_id: clusterId,
    digest_id: digestId,
    key: `match:${ownRequirementId}:${goesId}`,
  });
  // Said before both moved: it does not stand.
  await insert('supplier_distinctions', {
    older_id: staysId,
    newer_id: goesId,
    name_key: 'trent machining',
    district: 'DE1',
    note: 'Two doors',
    person_id: people.officer,
    at: now,
  });
  await insert('supplier_mergers', {
    merged_id: newId(),
    merged_name: 'Earlier double',
    into_id: goesId,
    reason: 'Same firm',
    journal: '[]',
    at: now,
  });
  return people;
}

const WITHOUT_ID = new Set([
  'memberships',
  'organisation_references',
  'cluster_memberships',
  'contract_awards',
  'requirement_viewings',
  'opportunity_alerts',
  'candidate_alerts',
  'unlock_alerts',
  'digest_items',
]);
