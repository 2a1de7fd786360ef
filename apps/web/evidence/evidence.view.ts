import type { Choice, Fields } from '../form.fields.js';
import { choiceOf, textOf } from '../form.fields.js';
import type { CheckOutcome, ClaimKind, ClaimState, EvidenceLevel, Region } from '../schema.types.js';
import { regionItems } from '../choices.js';
import type { ClaimQueueQuery, ClaimsQuery } from './document.operations.js';

type Node = ClaimQueueQuery['claims']['edges'][number]['node'];
type Held = NonNullable<Node['certificate']>;
type Able = NonNullable<Node['capability']>;
type Check = Node['checks'][number];
type Schemes = ClaimQueueQuery['certifications'];

/** A claim as a page shows it, whichever kind it is of. */
export interface ShownClaim {
  /** Names its controls on the page. */
  key: string;
  field: 'certificate' | 'capability';
  value: string;
  label: string;
  supplier: { id: string; name: string; region: Region | null; claimed: boolean } | null;
  facts: string[];
  /** What it rests on, in words. */
  rests: string;
  dated: string | null;
  refusedOn: string | null;
  /** Where such a certificate is looked up. */
  register: string | null;
  documents: Held['documents'];
  status: Held['status'] | null;
  validTo: string | null;
  checks: (Check & { said: string })[];
}

function restsOn(evidence: EvidenceLevel, isHere: boolean): string {
  switch (evidence) {
    case 'SELF_DECLARED':
      return 'Stated by the business';
    case 'DOCUMENT':
      return isHere ? 'Shown by a document' : 'Shown by a document that is not kept here: ask for it';
    case 'REGISTER_CHECKED':
      return 'Found in the register';
    case 'CLUSTER_VOUCHED':
      return 'Vouched for by a cluster body';
    case 'SITE_AUDITED':
      return 'Seen on site';
  }
}

const outcomes: Readonly<Record<CheckOutcome, string>> = {
  REGISTER_CHECKED: 'Found in the register',
  CLUSTER_VOUCHED: 'Vouched for by a cluster body',
  SITE_AUDITED: 'Seen on site',
  REFUSED: 'Could not be confirmed',
};

const withWords = (checks: readonly Check[]): ShownClaim['checks'] =>
  checks.map((check) => ({ ...check, said: outcomes[check.outcome] }));

const keyOf = (supplierId: string, value: string): string => `${supplierId}-${value}`.replace(/[^\w-]/g, '-');

function certificateClaim(
  supplierId: string,
  held: Held,
  checks: readonly Check[],
  schemes: Schemes,
): Omit<ShownClaim, 'supplier'> {
  const scheme = schemes.find(({ code }) => code === held.scheme);
  return {
    key: keyOf(supplierId, held.id),
    field: 'certificate',
    value: held.id,
    label: held.stated,
    facts: [
      held.number ? `Number ${held.number}` : 'No number given',
      held.issuer ? `issued by ${held.issuer}` : 'issuer not given',
      ...(held.scope ? [`for ${held.scope}`] : []),
    ],
    rests: restsOn(held.evidence, held.documents.length > 0),
    dated: held.checkedOn,
    refusedOn: held.refusedOn,
    register: scheme?.register ?? null,
    documents: held.documents,
    status: held.status,
    validTo: held.validTo,
    checks: withWords(checks),
  };
}

const capabilityClaim = (
  supplierId: string,
  able: Able,
  checks: readonly Check[],
): Omit<ShownClaim, 'supplier'> => ({
  key: keyOf(supplierId, able.code),
  field: 'capability',
  value: able.code,
  label: able.label,
  facts: [],
  rests: restsOn(able.evidence, true),
  dated: able.evidenceOn,
  refusedOn: able.refusedOn,
  register: null,
  documents: [],
  status: null,
  validTo: null,
  checks: withWords(checks),
});

/** The claims of one supplier, kind by kind; of a capability it has several parts in, the claim is one. */
export function claimsOf(
  supplier: NonNullable<ClaimsQuery['supplier']>,
  schemes: Schemes,
): { title: string; claims: ShownClaim[] }[] {
  const { id, certificates, capabilities, checks } = supplier;
  const codes = new Map(capabilities.map((able) => [able.code, able]));
  return [
    {
      title: 'Certificates',
      claims: certificates.map((held) => ({
        supplier: null,
        ...certificateClaim(
          id,
          held,
          checks.filter(({ certificateId }) => certificateId === held.id),
          schemes,
        ),
      })),
    },
    {
      title: 'Capabilities',
      claims: [...codes.values()].map((able) => ({
        supplier: null,
        ...capabilityClaim(
          id,
          able,
          checks.filter(({ capabilityCode }) => capabilityCode === able.code),
        ),
      })),
    },
  ];
}

/** A page of the queue. */
export const queuedClaims = ({ claims, certifications }: ClaimQueueQuery): ShownClaim[] =>
  claims.edges.flatMap(({ node: { supplier, certificate, capability, checks } }) =>
    certificate
      ? [{ supplier, ...certificateClaim(supplier.id, certificate, checks, certifications) }]
      : capability
        ? [{ supplier, ...capabilityClaim(supplier.id, capability, checks) }]
        : [],
  );

export const kindItems: readonly Choice<ClaimKind>[] = [
  { value: 'CERTIFICATE', text: 'Certificates' },
  { value: 'CAPABILITY', text: 'Capabilities' },
];

export const stateItems: readonly Choice<ClaimState>[] = [
  { value: 'TO_CHECK', text: 'Waiting for a check' },
  { value: 'CHECKED', text: 'Checked' },
  { value: 'REFUSED', text: 'Could not be confirmed' },
];

/** How the queue is narrowed, as its address says. */
export interface QueueAsked {
  kind: ClaimKind;
  state: ClaimState;
  scheme: string;
  region: Region | undefined;
  text: string;
  inPlay: boolean;
  after: string | null;
}

export const askedOf = (query: Fields): QueueAsked => ({
  kind: choiceOf(query, 'kind', kindItems) ?? 'CERTIFICATE',
  state: choiceOf(query, 'state', stateItems) ?? 'TO_CHECK',
  scheme: textOf(query, 'scheme').slice(0, 60),
  region: choiceOf(query, 'region', regionItems),
  text: textOf(query, 'q').slice(0, 200),
  inPlay: textOf(query, 'inPlay') === 'yes',
  after: textOf(query, 'after') || null,
});

/** The address of the queue narrowed in this way. */
export function queueHref({ kind, state, scheme, region, text, inPlay, after }: QueueAsked): string {
  const query = new URLSearchParams({ kind, state });
  if (scheme && kind === 'CERTIFICATE') query.set('scheme', scheme);
  if (region) query.set('region', region);
  if (text) query.set('q', text);
  if (inPlay) query.set('inPlay', 'yes');
  if (after !== null) query.set('after', after);
  return `/office/evidence?${query.toString()}`;
}
