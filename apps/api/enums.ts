import type { AccessRequestKind, AccessRequestState, SignInMethod } from '#lib/identity';
import type {
  AuditSubject,
  OrganisationRole,
  PartState,
  RunKind,
  RunState,
  ServicePart,
  StaffRole,
  TokenScope,
} from '#lib/platform';
import type {
  BlockerCode,
  CriterionName,
  FacetDimension,
  NeedLevel,
  QueryPart,
  SearchOrder,
  SizeBand,
  SuggestionKind,
  SupplierChange,
} from '#lib/matching';
import type { DigestFrequency } from '#lib/digests';
import type { RequirementFormat } from '#lib/imports';
import type { GapDimension, Measure } from '#lib/intelligence';
import type { MailState, Suspension } from '#lib/platform';
import type { Origin, PublishableField } from '#lib/directory';
import type { Disclosure, RequirementState, RequirementVisibility } from '#lib/requirements';
import type {
  CapabilityKind,
  CapabilityRole,
  CombinedAuthority,
  Confidence,
  EvidenceLevel,
  Region,
  SchemeKind,
  SectorCode,
  ZoneKind,
} from '#lib/taxonomy';
import { registerEnumType } from '@nestjs/graphql';

/** An enumeration of GraphQL whose names are the upper snake case of the values used inside. */
function enumeration<Value extends string>(
  name: string,
  description: string,
  values: Record<Value, string>,
): Record<string, Value> {
  const nameOf = (value: string): string => value.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
  const keys = Object.keys(values) as Value[];
  const type = Object.fromEntries(keys.map((value) => [nameOf(value), value]));
  const valuesMap = Object.fromEntries(
    keys
      .filter((value) => values[value] !== '')
      .map((value) => [nameOf(value), { description: values[value] }]),
  );
  registerEnumType(type, { name, description, valuesMap });
  return type;
}

export const RegionEnum = enumeration<Region>('Region', 'Official region of a place.', {
  EAST_MIDLANDS: '',
  WEST_MIDLANDS: '',
  OTHER: 'Outside the two regions.',
});

export const CombinedAuthorityEnum = enumeration<NonNullable<CombinedAuthority>>(
  'CombinedAuthority',
  'Combined authority whose area a place lies in.',
  { EMCCA: 'East Midlands Combined County Authority.', WMCA: 'West Midlands Combined Authority.' },
);

export const SectorCodeEnum = enumeration<SectorCode>(
  'SectorCode',
  'The five priority sectors the two regions share.',
  {
    ADVANCED_MANUFACTURING: '',
    AUTOMOTIVE_RAIL: '',
    CLEAN_ENERGY: '',
    HEALTH_LIFE_SCIENCES: '',
    CREATIVE: '',
  },
);

export const EvidenceLevelEnum = enumeration<EvidenceLevel>(
  'EvidenceLevel',
  'How strongly a claim is evidenced, weakest first.',
  { SELF_DECLARED: '', DOCUMENT: '', REGISTER_CHECKED: '', CLUSTER_VOUCHED: '', SITE_AUDITED: '' },
);

export const CertificateStatusEnum = enumeration<'VALID' | 'EXPIRED' | 'NOT_YET_VALID' | 'UNKNOWN'>(
  'CertificateStatus',
  'What the dates of a certificate say about one day.',
  { VALID: '', EXPIRED: '', NOT_YET_VALID: '', UNKNOWN: 'Its end is not known, and is never assumed.' },
);

export const CapabilityKindEnum = enumeration<CapabilityKind>('CapabilityKind', 'What a capability is.', {
  process: 'Something done.',
  material: 'Something worked in.',
  product: 'Something made.',
  service: 'Something done for others.',
});

export const CapabilityRoleEnum = enumeration<CapabilityRole>(
  'CapabilityRole',
  'In which part an organisation stands to a capability.',
  {
    performs: '',
    suppliesTo: '',
    buysIn: '',
    trains: '',
    consults: '',
    sells: '',
    hires: '',
    lab: 'Tests it for others.',
    maintains: '',
  },
);

export const CapabilitySourceEnum = enumeration<'DECLARED' | 'PHRASE' | 'PROSE'>(
  'CapabilitySource',
  'How a capability came to stand in a profile.',
  {
    DECLARED: 'Picked from the tree.',
    PHRASE: 'Read in a capability as stated.',
    PROSE: 'Read in the summary.',
  },
);

export const SchemeKindEnum = enumeration<SchemeKind>('SchemeKind', 'What sort of thing a scheme is.', {
  CERTIFICATE: '',
  PROGRAMME_STATUS: '',
  REGISTRATION: '',
  REGULATED_APPROVAL: '',
  CUSTOMER_APPROVAL: '',
  PERSONNEL_QUALIFICATION: 'Held by people.',
  STANDARD: 'Worked to, not held.',
});

export const ServicePartEnum = enumeration<ServicePart>('ServicePart', 'A part of the service.', {
  STORE: 'What is entered and read.',
  MATCHING: 'Search and matches.',
  BACKGROUND: 'What follows a change: matches, news, digests.',
  MAIL: 'Letters.',
});

export const PartStateEnum = enumeration<PartState>('PartState', 'How a part does.', {
  WORKING: '',
  BEHIND: 'Works, later than it should.',
  DOWN: '',
});

/** What is stored is written otherwise than names of GraphQL are. */
export const AuditSubjectEnum = {
  SUPPLIER: 'supplier',
  BUYER: 'buyer',
  REQUIREMENT: 'requirement',
  INTRODUCTION: 'introduction',
  CERTIFICATE: 'certificate',
  CAPABILITY: 'capability',
  PERSON: 'person',
  INVITATION: 'invitation',
  ACCESS_REQUEST: 'access-request',
  WEBHOOK: 'webhook',
  CLUSTER_BODY: 'cluster-body',
} as const satisfies Record<string, AuditSubject>;
registerEnumType(AuditSubjectEnum, { name: 'AuditSubject', description: 'What a change may be about.' });

/** Named in words: what is stored is a letter. */
export const ConfidenceEnum = {
  PRIMARY: 'H',
  SECONDARY: 'M',
  UNCHECKED: 'L',
  JUDGEMENT: 'J',
} as const satisfies Record<string, Confidence>;
registerEnumType(ConfidenceEnum, {
  name: 'Confidence',
  description: 'How far a reference fact may be trusted.',
  valuesMap: {
    PRIMARY: { description: 'From a primary source, or checked against open data.' },
    SECONDARY: { description: 'From a secondary source, or a primary one that is dated.' },
    UNCHECKED: { description: 'To be checked before anyone relies on it.' },
    JUDGEMENT: { description: 'Our own judgement.' },
  },
});

export const ZoneKindEnum = enumeration<ZoneKind>('ZoneKind', 'What a zone is.', {
  INVESTMENT_ZONE: '',
  FREEPORT: '',
});

export const PublishableFieldEnum = enumeration<PublishableField>(
  'PublishableField',
  'What a supplier may publish, or keep to itself.',
  {
    TURNOVER: 'Never public unless it says so.',
    EMPLOYEES: 'How many; never public unless it says so.',
    SIZE_BAND: 'How many, roughly: public unless it says otherwise.',
    CONTACTS: 'Names and addresses of its people; never public unless it says so.',
  },
);

export const SizeBandEnum = enumeration<SizeBand>('SizeBand', 'Size by employees.', {
  MICRO: 'Under 10.',
  SMALL: '10 to 49.',
  MEDIUM: '50 to 249.',
  LARGE: '250 and more.',
  UNKNOWN: '',
});

export const OriginEnum = enumeration<Origin>('Origin', 'Where a record came from.', {
  REGISTERED: '',
  COMPANIES_HOUSE: '',
  SUPPLIER_CSV: '',
  COLLECTION: '',
  OCDS: '',
  SAMPLE: 'Invented for demonstration.',
});

export const CriterionNameEnum = enumeration<CriterionName>('CriterionName', 'What a score is made of.', {
  capability: '',
  sector: '',
  certification: '',
  capacity: '',
  reach: '',
  text: '',
  standing: '',
});

export const BlockerCodeEnum = enumeration<BlockerCode>('BlockerCode', 'Why a supplier is not eligible.', {
  MISSING_CAPABILITY: '',
  CERTIFICATE_MISSING: '',
  CERTIFICATE_EXPIRED: '',
  CERTIFICATE_NOT_YET_VALID: '',
  CERTIFICATE_UNKNOWN: '',
  TOO_FAR: '',
  OUT_OF_REGION: '',
  BATCH_TOO_SMALL: '',
  BATCH_TOO_LARGE: '',
  TURNOVER_TOO_SMALL: '',
  NOT_ACCEPTING_WORK: '',
  EXCLUDED: '',
});

export const SupplierOrderEnum = enumeration<SearchOrder>('SupplierOrder', 'Order of a search.', {
  RELEVANCE: 'Best match first.',
  NAME: '',
  DISTANCE: 'Shortest drive first; needs a place in the query.',
});

export const FacetDimensionEnum = enumeration<FacetDimension>(
  'FacetDimension',
  'What a search can be narrowed by.',
  {
    regions: '',
    districts: '',
    sectors: '',
    certifications: '',
    capabilities: '',
    zones: '',
    sizeBands: '',
  },
);

export const ChangeKindEnum = enumeration<SupplierChange['kind']>(
  'ChangeKind',
  'What a supplier could change.',
  {
    CERTIFICATE: 'Hold a certificate.',
    CAPABILITY: 'Offer one more capability.',
    SITE: 'Work from a second site.',
    SMALLER_BATCH: 'Take smaller lots.',
    LARGER_BATCH: 'Take larger lots.',
    ACCEPT_WORK: 'Take on new work again.',
  },
);

export const SuggestionKindEnum = enumeration<SuggestionKind>('SuggestionKind', 'What a suggestion is.', {
  CAPABILITY: '',
  CERTIFICATION: '',
  PLACE: '',
  SUPPLIER: 'It names one supplier.',
});

export const QueryPartKindEnum = enumeration<QueryPart['kind']>(
  'QueryPartKind',
  'What words of a query were read as.',
  {
    capability: '',
    certificate: '',
    place: '',
    reach: '',
    quantity: '',
    leadTime: 'Who delivers as soon comes first; who takes longer, or does not say, is not ruled out.',
    region: '',
    exclusion: '',
    ignored: 'Says nothing that constrains.',
  },
);

export const ImportanceEnum = enumeration<'must' | 'should'>('Importance', 'Whether a need is a condition.', {
  must: 'A supplier without it is not eligible.',
  should: 'Counts towards the score.',
});

export const NeedLevelEnum = enumeration<NeedLevel>('NeedLevel', 'How far a need is met.', {
  met: 'What is offered is what was asked for.',
  inPart: 'Near enough to keep nobody out, and short of what was asked for.',
  notMet: 'Little or nothing shows that it is.',
});

export const CertificationImportanceEnum = enumeration<'required' | 'desired'>(
  'CertificationImportance',
  'Whether a certificate is a condition.',
  { required: '', desired: '' },
);

export const RequirementStateEnum = enumeration<RequirementState>(
  'RequirementState',
  'Where a requirement stands.',
  {
    DRAFT: '',
    OPEN: '',
    SHORTLISTING: '',
    AWARDED: '',
    CLOSED: '',
    WITHDRAWN: '',
  },
);

export const RequirementVisibilityEnum = enumeration<RequirementVisibility>(
  'RequirementVisibility',
  'Who may see a requirement once it is published.',
  {
    OPEN: 'Everybody.',
    SECTOR_ONLY: 'Everybody its sectors and capabilities; all of it the buyer, officers, and those invited.',
    INVITED_ONLY: 'The buyer, officers, and those invited.',
  },
);

export const RunKindEnum = enumeration<RunKind>('RunKind', 'What long work does.', {
  MATCH: '',
  IMPORT: '',
  DIGEST: '',
});

export const RunStateEnum = enumeration<RunState>('RunState', 'Where long work stands.', {
  QUEUED: '',
  RUNNING: '',
  DONE: '',
  FAILED: '',
  CANCELLED: '',
});

export const DigestFrequencyEnum = enumeration<DigestFrequency>(
  'DigestFrequency',
  'How often a cluster body wants its digest.',
  {
    WEEKLY: '',
    FORTNIGHTLY: 'Every second week.',
    MONTHLY: 'On the first chosen day of each month.',
    NEVER: '',
  },
);

export const MailStateEnum = enumeration<MailState>('MailState', 'Where a letter of the outbox stands.', {
  WAITING: '',
  SENDING: '',
  SENT: '',
  FAILED: 'Given up.',
  SUPPRESSED: 'Not wanted any more when its turn came.',
});

export const SuspensionReasonEnum = enumeration<Suspension['reason']>(
  'SuspensionReason',
  'Why letters do not go to an address.',
  { BOUNCE: 'They came back.', COMPLAINT: 'Its owner complained.' },
);

export const StaffRoleEnum = enumeration<StaffRole>(
  'StaffRole',
  'What somebody may do across organisations.',
  {
    OFFICER: '',
    ADMINISTRATOR: '',
  },
);

export const OrganisationRoleEnum = enumeration<OrganisationRole>(
  'OrganisationRole',
  'What somebody may do for one organisation.',
  { OWNER: '', EDITOR: '', VIEWER: '', CLUSTER_MANAGER: '' },
);

export const TokenScopeEnum = enumeration<TokenScope>('TokenScope', 'What an API token may be used for.', {
  READ: 'Always part of it.',
  WRITE: 'Mutations.',
  ACCOUNT: 'Sessions, tokens and personal data.',
});

export const SignInMethodEnum = enumeration<SignInMethod>(
  'SignInMethod',
  'How somebody proved who they are.',
  { LINK: 'A link by e-mail.', DEMO: 'One click, in demo mode.', OPENID: 'Their own organisation said so.' },
);

export const AccessRequestKindEnum = enumeration<AccessRequestKind>(
  'AccessRequestKind',
  'What somebody who asks for access wants.',
  { JOIN: 'To be let in by an owner.', CLAIM: 'To look after what nobody looks after.' },
);

export const AccessRequestStateEnum = enumeration<AccessRequestState>(
  'AccessRequestState',
  'Where a request for access stands.',
  { WAITING: '', APPROVED: '', REFUSED: '', UNDONE: 'Approved, and taken back.' },
);

export const LikenessEnum = enumeration<'COMPANY_NUMBER' | 'NAME_AND_PLACE'>(
  'Likeness',
  'Why an organisation may be the one meant.',
  { COMPANY_NUMBER: 'Certain.', NAME_AND_PLACE: 'A guess.' },
);

export const DisclosureEnum = enumeration<Disclosure>('Disclosure', 'How much of a requirement you see.', {
  FULL: '',
  OUTLINE: 'Its sectors and capabilities: the rest is named to those the buyer invites.',
});

export const RequirementFormatEnum = enumeration<RequirementFormat>(
  'RequirementFormat',
  'Files that hold requirements.',
  {
    REQUIREMENT_CSV:
      "A buyer's own list, made from the template, as CSV or an Excel workbook: each row is a draft.",
    OCDS: 'Open Contracting releases, records or packages of them, as JSON or JSON lines.',
    JSON_LINES: 'One requirement a line, as in the collections that ranking is judged on.',
  },
);

export const GapDimensionEnum = enumeration<GapDimension>(
  'GapDimension',
  'What unmet demand is counted up by.',
  {
    CAPABILITY: 'What must-haves ask for.',
    BRANCH: 'The branch of the capability tree that lies in.',
    SECTOR: '',
    REGION: 'Of the buyer.',
    VALUE: 'Of a year of work.',
  },
);

export const ScorecardMeasureEnum = enumeration<Measure>('ScorecardMeasure', 'What a scorecard measures.', {
  MATCHES: 'Matches that entered the lists of open requirements and stand.',
  INTRODUCTIONS: '',
  AWARDS: '',
  AWARD_VALUE_GBP: 'Whole pounds.',
  JOBS: 'Made or kept by awards.',
});
