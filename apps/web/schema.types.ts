// Made by `npm run generate`. Change the document, or the schema, instead.
export type AcceptConfidentialityInput = {
  readonly organisationId: string;
  readonly requirementId: string;
  readonly text: string;
};

export type AccessRequestInput = {
  readonly evidence?: string | null | undefined;
  readonly evidenceUrl?: string | null | undefined;
  readonly organisationId: string;
};

export type AccessRequestKind = 'CLAIM' | 'JOIN';

export type AccessRequestState = 'APPROVED' | 'REFUSED' | 'UNDONE' | 'WAITING';

export type AddAttachmentInput = {
  readonly bytes: number;
  readonly mediaType: string;
  readonly name: string;
  readonly requirementId: string;
};

export type AddCertificateDocumentInput = {
  readonly bytes: number;
  readonly certificateId: string;
  readonly mediaType: string;
  readonly name: string;
};

export type AuditFilterInput = {
  readonly from?: string | null | undefined;
  readonly organisation?: string | null | undefined;
  readonly organisationId?: string | null | undefined;
  readonly person?: string | null | undefined;
  readonly subject?: AuditSubject | null | undefined;
  readonly to?: string | null | undefined;
};

export type AuditSubject =
  | 'ACCESS_REQUEST'
  | 'BUYER'
  | 'CAPABILITY'
  | 'CERTIFICATE'
  | 'CLUSTER_BODY'
  | 'INTRODUCTION'
  | 'INVITATION'
  | 'PERSON'
  | 'REQUIREMENT'
  | 'SUPPLIER'
  | 'WEBHOOK';

export type BatchInput = {
  readonly max?: number | null | undefined;
  readonly min?: number | null | undefined;
};

export type BeginIntroductionInput = {
  readonly dueOn?: string | null | undefined;
  readonly message?: string | null | undefined;
  readonly requirementId: string;
  readonly supplierId: string;
};

export type BlockerCode =
  | 'BATCH_TOO_LARGE'
  | 'BATCH_TOO_SMALL'
  | 'CERTIFICATE_EXPIRED'
  | 'CERTIFICATE_MISSING'
  | 'CERTIFICATE_NOT_YET_VALID'
  | 'CERTIFICATE_UNKNOWN'
  | 'EXCLUDED'
  | 'MISSING_CAPABILITY'
  | 'NOT_ACCEPTING_WORK'
  | 'OUT_OF_REGION'
  | 'TOO_FAR'
  | 'TURNOVER_TOO_SMALL';

export type CapabilityKind = 'MATERIAL' | 'PROCESS' | 'PRODUCT' | 'SERVICE';

export type CapabilityRole =
  'BUYS_IN' | 'CONSULTS' | 'HIRES' | 'LAB' | 'MAINTAINS' | 'PERFORMS' | 'SELLS' | 'SUPPLIES_TO' | 'TRAINS';

export type CapabilitySource = 'DECLARED' | 'PHRASE' | 'PROSE';

export type CertificateInput = {
  readonly commodity?: string | null | undefined;
  readonly edition?: string | null | undefined;
  readonly evidence?: EvidenceLevel | null | undefined;
  readonly issuer?: string | null | undefined;
  readonly level?: string | null | undefined;
  readonly number?: string | null | undefined;
  readonly scheme?: string | null | undefined;
  readonly scope?: string | null | undefined;
  readonly stated: string;
  readonly validFrom?: string | null | undefined;
  readonly validTo?: string | null | undefined;
};

export type CertificateStatus = 'EXPIRED' | 'NOT_YET_VALID' | 'UNKNOWN' | 'VALID';

export type CertificationImportance = 'DESIRED' | 'REQUIRED';

export type ChangeKind =
  'ACCEPT_WORK' | 'CAPABILITY' | 'CERTIFICATE' | 'LARGER_BATCH' | 'SITE' | 'SMALLER_BATCH';

export type CheckFinding = 'REGISTER_CHECKED' | 'SITE_AUDITED';

export type CheckOutcome = 'CLUSTER_VOUCHED' | 'REFUSED' | 'REGISTER_CHECKED' | 'SITE_AUDITED';

export type ClaimFilterInput = {
  readonly evidence?: EvidenceLevel | null | undefined;
  readonly inPlay?: boolean | null | undefined;
  readonly region?: Region | null | undefined;
  readonly scheme?: string | null | undefined;
  readonly state?: ClaimState | null | undefined;
  readonly text?: string | null | undefined;
};

export type ClaimInput = {
  readonly capabilityCode?: string | null | undefined;
  readonly certificateId?: string | null | undefined;
};

export type ClaimKind = 'CAPABILITY' | 'CERTIFICATE';

export type ClaimState = 'CHECKED' | 'REFUSED' | 'TO_CHECK';

export type CombinedAuthority = 'EMCCA' | 'WMCA';

export type Confidence = 'JUDGEMENT' | 'PRIMARY' | 'SECONDARY' | 'UNCHECKED';

export type CreateApiTokenInput = {
  readonly days?: number;
  readonly name: string;
  readonly scopes?: ReadonlyArray<TokenScope>;
};

export type CreateClusterBodyInput = {
  readonly description?: string | null | undefined;
  readonly digestAddresses?: ReadonlyArray<string> | null | undefined;
  readonly name: string;
  readonly region?: Region | null | undefined;
  readonly sectors?: ReadonlyArray<SectorCode> | null | undefined;
};

export type CreateRequirementInput = {
  readonly buyerId: string;
  readonly certifications?: WantedCertificationsInput | null | undefined;
  readonly closesOn?: string | null | undefined;
  readonly cpvCodes?: ReadonlyArray<string> | null | undefined;
  readonly description?: string | null | undefined;
  readonly firstDeliveryOn?: string | null | undefined;
  readonly leadTimeDays?: number | null | undefined;
  readonly maxDriveMinutes?: number | null | undefined;
  readonly needs?: ReadonlyArray<NeedInput> | null | undefined;
  readonly postcode?: string | null | undefined;
  readonly quantityBatch?: number | null | undefined;
  readonly quantityPerYear?: number | null | undefined;
  readonly regions?: ReadonlyArray<Region> | null | undefined;
  readonly replyDays?: number | null | undefined;
  readonly sectors?: ReadonlyArray<SectorCode> | null | undefined;
  readonly title: string;
  readonly valueGbp?: number | null | undefined;
  readonly visibility?: RequirementVisibility | null | undefined;
  readonly weights?: ReadonlyArray<WeightInput> | null | undefined;
};

export type CreateWebhookInput = {
  readonly events: ReadonlyArray<WebhookEvent>;
  readonly organisationId: string;
  readonly url: string;
};

export type CriterionName =
  'CAPABILITY' | 'CAPACITY' | 'CERTIFICATION' | 'REACH' | 'SECTOR' | 'STANDING' | 'TEXT';

export type DecideAccessRequestInput = {
  readonly approve: boolean;
  readonly id: string;
  readonly reason?: string | null | undefined;
  readonly role?: OrganisationRole | null | undefined;
};

export type DigestFrequency = 'FORTNIGHTLY' | 'MONTHLY' | 'NEVER' | 'WEEKLY';

export type Disclosure = 'FULL' | 'OUTLINE';

export type DistinguishSuppliersInput = {
  readonly note?: string | null | undefined;
  readonly oneId: string;
  readonly otherId: string;
};

export type EvidenceLevel =
  'CLUSTER_VOUCHED' | 'DOCUMENT' | 'REGISTER_CHECKED' | 'SELF_DECLARED' | 'SITE_AUDITED';

export type FacetDimension =
  'CAPABILITIES' | 'CERTIFICATIONS' | 'DISTRICTS' | 'REGIONS' | 'SECTORS' | 'SIZE_BANDS' | 'ZONES';

export type ImportRequirementsInput = {
  readonly buyerId?: string | null | undefined;
  readonly content?: string | null | undefined;
  readonly file?: string | null | undefined;
  readonly format: RequirementFormat;
  readonly inBackground?: boolean;
  readonly name?: string;
};

export type ImportSuppliersInput = {
  readonly csv?: string | null | undefined;
  readonly file?: string | null | undefined;
  readonly inBackground?: boolean;
  readonly name?: string;
};

export type Importance = 'MUST' | 'SHOULD';

export type IntroductionAction =
  | 'AWARD'
  | 'CLOSE'
  | 'DECLINE'
  | 'EXPRESS_INTEREST'
  | 'INVITE'
  | 'LAPSE'
  | 'SHORTLIST'
  | 'SUGGEST'
  | 'WITHDRAW';

export type IntroductionFilterInput = {
  readonly awaiting?: Party | null | undefined;
  readonly organisationId?: string | null | undefined;
  readonly overdue?: boolean | null | undefined;
  readonly requirementId?: string | null | undefined;
  readonly states?: ReadonlyArray<IntroductionState> | null | undefined;
  readonly supplierId?: string | null | undefined;
};

export type IntroductionSide = 'BROKER' | 'BUYER' | 'SUPPLIER' | 'SYSTEM';

export type IntroductionState =
  'AWARDED' | 'DECLINED' | 'INTERESTED' | 'INVITED' | 'LAPSED' | 'SHORTLISTED' | 'SUGGESTED' | 'WITHDRAWN';

export type InviteMemberInput = {
  readonly email: string;
  readonly organisationId: string;
  readonly role: OrganisationRole;
};

export type Likeness = 'COMPANY_NUMBER' | 'NAME_AND_PLACE';

export type MailState = 'FAILED' | 'SENDING' | 'SENT' | 'SUPPRESSED' | 'WAITING';

export type MeantBecause = 'COMPANY_NUMBER' | 'LIKE' | 'NAME';

export type MergePart =
  | 'CAPABILITIES'
  | 'CERTIFICATES'
  | 'CLUSTER_BODIES'
  | 'CONTRACTS'
  | 'INTRODUCTIONS'
  | 'INVITATIONS'
  | 'PEOPLE'
  | 'PROFILE'
  | 'REFERENCES'
  | 'SAVED_SEARCHES'
  | 'SITES'
  | 'WEBHOOKS';

export type MergeSuppliersInput = {
  readonly goesId: string;
  readonly reason: string;
  readonly staysId: string;
};

export type NeedInput = {
  readonly codes?: ReadonlyArray<string> | null | undefined;
  readonly importance: Importance;
  readonly phrase: string;
};

export type NeedLevel = 'IN_PART' | 'MET' | 'NOT_MET';

export type NotificationKind =
  | 'ACCESS'
  | 'ADDRESS_SUSPENDED'
  | 'AWARD'
  | 'CERTIFICATE_EXPIRY'
  | 'EVIDENCE'
  | 'INTRODUCTION'
  | 'MESSAGE'
  | 'NEW_SUPPLIERS'
  | 'OPPORTUNITY'
  | 'REMINDER'
  | 'REQUIREMENT_CHANGED'
  | 'REQUIREMENT_CLOSED'
  | 'SAVED_SEARCH'
  | 'UNLOCK';

export type OpenIdSignInInput = {
  readonly code: string;
  readonly device?: string | null | undefined;
  readonly issuer?: string | null | undefined;
  readonly nonce: string;
  readonly state: string;
};

export type OrganisationRole = 'CLUSTER_MANAGER' | 'EDITOR' | 'OWNER' | 'VIEWER';

export type Origin = 'COLLECTION' | 'COMPANIES_HOUSE' | 'OCDS' | 'REGISTERED' | 'SAMPLE' | 'SUPPLIER_CSV';

export type PartState = 'BEHIND' | 'DOWN' | 'WORKING';

export type Party = 'BUYER' | 'SUPPLIER';

export type PublishableField = 'CONTACTS' | 'EMPLOYEES' | 'SIZE_BAND' | 'TURNOVER';

export type QueryPartKind =
  | 'CAPABILITY'
  | 'CERTIFICATE'
  | 'EXCLUSION'
  | 'IGNORED'
  | 'LEAD_TIME'
  | 'PLACE'
  | 'QUANTITY'
  | 'REACH'
  | 'REGION';

export type ReasonCode =
  | 'AWARDED_ELSEWHERE'
  | 'BETTER_PLACED_SUPPLIER'
  | 'CAPABILITY_MISSING'
  | 'CERTIFICATE_MISSING'
  | 'LEAD_TIME'
  | 'NEED_CHANGED'
  | 'NOT_OUR_WORK'
  | 'NO_CAPACITY'
  | 'NO_REPLY'
  | 'OTHER'
  | 'PRICE'
  | 'REQUIREMENT_CLOSED'
  | 'TERMS'
  | 'TOO_FAR';

export type RecordAwardInput = {
  readonly awardedOn?: string | null | undefined;
  readonly introductionId: string;
  readonly jobs?: number | null | undefined;
  readonly keepOpen?: boolean | null | undefined;
  readonly startsOn?: string | null | undefined;
  readonly valueGbp: number;
};

export type RefuseClaimInput = {
  readonly claim: ClaimInput;
  readonly reason: string;
  readonly supplierId: string;
};

export type Region = 'EAST_MIDLANDS' | 'OTHER' | 'WEST_MIDLANDS';

export type RegisterBuyerInput = {
  readonly companyNumber?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly name: string;
  readonly postcode: string;
  readonly sectors?: ReadonlyArray<SectorCode> | null | undefined;
  readonly website?: string | null | undefined;
};

export type RegisterSupplierInput = {
  readonly acceptingWork?: boolean | null | undefined;
  readonly address?: string | null | undefined;
  readonly affiliatedZones?: ReadonlyArray<string> | null | undefined;
  readonly annualTurnoverGbp?: number | null | undefined;
  readonly batch?: BatchInput | null | undefined;
  readonly capabilityCodes?: ReadonlyArray<string> | null | undefined;
  readonly certificates?: ReadonlyArray<CertificateInput> | null | undefined;
  readonly companyNumber?: string | null | undefined;
  readonly distinct?: boolean | null | undefined;
  readonly employees?: number | null | undefined;
  readonly leadTimeDays?: number | null | undefined;
  readonly name: string;
  readonly otherPostcodes?: ReadonlyArray<string> | null | undefined;
  readonly postcode: string;
  readonly sectors?: ReadonlyArray<SectorCode> | null | undefined;
  readonly sicCodes?: ReadonlyArray<string> | null | undefined;
  readonly statedCapabilities?: ReadonlyArray<string> | null | undefined;
  readonly summary?: string | null | undefined;
  readonly website?: string | null | undefined;
};

export type RequestSignInLinkInput = {
  readonly email: string;
  readonly nonce: string;
};

export type RequirementFilter = {
  readonly buyerId?: string | null | undefined;
  readonly capability?: string | null | undefined;
  readonly region?: Region | null | undefined;
  readonly sectors?: ReadonlyArray<SectorCode> | null | undefined;
  readonly states?: ReadonlyArray<RequirementState> | null | undefined;
  readonly text?: string | null | undefined;
};

export type RequirementFormat = 'JSON_LINES' | 'OCDS' | 'REQUIREMENT_CSV';

export type RequirementState = 'AWARDED' | 'CLOSED' | 'DRAFT' | 'OPEN' | 'SHORTLISTING' | 'WITHDRAWN';

export type RequirementVisibility = 'INVITED_ONLY' | 'OPEN' | 'SECTOR_ONLY';

export type RunFilterInput = {
  readonly kind?: RunKind | null | undefined;
  readonly state?: RunState | null | undefined;
};

export type RunKind = 'DIGEST' | 'IMPORT' | 'MATCH';

export type RunState = 'CANCELLED' | 'DONE' | 'FAILED' | 'QUEUED' | 'RUNNING';

export type SaveSearchInput = {
  readonly filter?: SupplierFilter | null | undefined;
  readonly name: string;
  readonly organisationId: string;
  readonly query: string;
  readonly without?: ReadonlyArray<string> | null | undefined;
};

export type SchemeKind =
  | 'CERTIFICATE'
  | 'CUSTOMER_APPROVAL'
  | 'PERSONNEL_QUALIFICATION'
  | 'PROGRAMME_STATUS'
  | 'REGISTRATION'
  | 'REGULATED_APPROVAL'
  | 'STANDARD';

export type ScorecardMeasure = 'AWARDS' | 'AWARD_VALUE_GBP' | 'INTRODUCTIONS' | 'JOBS' | 'MATCHES';

export type SectorCode =
  'ADVANCED_MANUFACTURING' | 'AUTOMOTIVE_RAIL' | 'CLEAN_ENERGY' | 'CREATIVE' | 'HEALTH_LIFE_SCIENCES';

export type SendMessageInput = {
  readonly as?: Party | null | undefined;
  readonly body: string;
  readonly introductionId: string;
};

export type ServicePart = 'BACKGROUND' | 'MAIL' | 'MATCHING' | 'STORE';

export type ShortlistInput = {
  readonly introductionId: string;
  readonly message?: string | null | undefined;
};

export type SignInInput = {
  readonly device?: string | null | undefined;
  readonly nonce: string;
  readonly token: string;
};

export type SignInMethod = 'DEMO' | 'LINK' | 'OPENID';

export type SizeBand = 'LARGE' | 'MEDIUM' | 'MICRO' | 'SMALL' | 'UNKNOWN';

export type StaffRole = 'ADMINISTRATOR' | 'OFFICER';

export type SuggestionKind = 'CAPABILITY' | 'CERTIFICATION' | 'PLACE' | 'SUPPLIER';

export type SupplierFilter = {
  readonly capabilities?: ReadonlyArray<string> | null | undefined;
  readonly certifications?: ReadonlyArray<string> | null | undefined;
  readonly combinedAuthorities?: ReadonlyArray<CombinedAuthority> | null | undefined;
  readonly districts?: ReadonlyArray<string> | null | undefined;
  readonly regions?: ReadonlyArray<Region> | null | undefined;
  readonly sectors?: ReadonlyArray<SectorCode> | null | undefined;
  readonly sizeBands?: ReadonlyArray<SizeBand> | null | undefined;
  readonly zones?: ReadonlyArray<string> | null | undefined;
};

export type SupplierOrder = 'DISTANCE' | 'NAME' | 'RELEVANCE';

export type SupplyGapFilterInput = {
  readonly capability?: string | null | undefined;
  readonly leastValueGbp?: number | null | undefined;
  readonly region?: Region | null | undefined;
  readonly sectors?: ReadonlyArray<SectorCode> | null | undefined;
};

export type SuspensionReason = 'BOUNCE' | 'COMPLAINT';

export type TokenScope = 'ACCOUNT' | 'READ' | 'WRITE';

export type TurnAwayInput = {
  readonly as?: Party | null | undefined;
  readonly introductionId: string;
  readonly message?: string | null | undefined;
  readonly reason: ReasonCode;
};

export type UpdateDigestScheduleInput = {
  readonly addresses?: ReadonlyArray<string> | null | undefined;
  readonly clusterId: string;
  readonly frequency?: DigestFrequency | null | undefined;
  readonly hour?: number | null | undefined;
  readonly leastScore?: number | null | undefined;
  readonly sectors?: ReadonlyArray<SectorCode> | null | undefined;
  readonly tellWhenQuiet?: boolean | null | undefined;
  readonly weekday?: number | null | undefined;
};

export type UpdateRequirementInput = {
  readonly certifications?: WantedCertificationsInput | null | undefined;
  readonly closesOn?: string | null | undefined;
  readonly cpvCodes?: ReadonlyArray<string> | null | undefined;
  readonly description?: string | null | undefined;
  readonly firstDeliveryOn?: string | null | undefined;
  readonly id: string;
  readonly leadTimeDays?: number | null | undefined;
  readonly maxDriveMinutes?: number | null | undefined;
  readonly needs?: ReadonlyArray<NeedInput> | null | undefined;
  readonly postcode?: string | null | undefined;
  readonly quantityBatch?: number | null | undefined;
  readonly quantityPerYear?: number | null | undefined;
  readonly regions?: ReadonlyArray<Region> | null | undefined;
  readonly replyDays?: number | null | undefined;
  readonly sectors?: ReadonlyArray<SectorCode> | null | undefined;
  readonly title?: string | null | undefined;
  readonly unchangedSince?: string | null | undefined;
  readonly valueGbp?: number | null | undefined;
  readonly visibility?: RequirementVisibility | null | undefined;
  readonly weights?: ReadonlyArray<WeightInput> | null | undefined;
};

export type UpdateSupplierInput = {
  readonly acceptingWork?: boolean | null | undefined;
  readonly address?: string | null | undefined;
  readonly affiliatedZones?: ReadonlyArray<string> | null | undefined;
  readonly annualTurnoverGbp?: number | null | undefined;
  readonly batch?: BatchInput | null | undefined;
  readonly capabilityCodes?: ReadonlyArray<string> | null | undefined;
  readonly certificates?: ReadonlyArray<CertificateInput> | null | undefined;
  readonly companyNumber?: string | null | undefined;
  readonly employees?: number | null | undefined;
  readonly id: string;
  readonly leadTimeDays?: number | null | undefined;
  readonly name?: string | null | undefined;
  readonly otherPostcodes?: ReadonlyArray<string> | null | undefined;
  readonly postcode?: string | null | undefined;
  readonly sectors?: ReadonlyArray<SectorCode> | null | undefined;
  readonly sicCodes?: ReadonlyArray<string> | null | undefined;
  readonly statedCapabilities?: ReadonlyArray<string> | null | undefined;
  readonly summary?: string | null | undefined;
  readonly website?: string | null | undefined;
};

export type VerifyClaimInput = {
  readonly claim: ClaimInput;
  readonly finding: CheckFinding;
  readonly supplierId: string;
};

export type VouchForClaimInput = {
  readonly claim: ClaimInput;
  readonly clusterId: string;
  readonly supplierId: string;
};

export type WantedCertificationsInput = {
  readonly desired?: ReadonlyArray<string> | null | undefined;
  readonly required?: ReadonlyArray<string> | null | undefined;
};

export type WebhookDeliveryState = 'DELIVERED' | 'FAILED' | 'WAITING';

export type WebhookEvent = 'INTRODUCTION_MESSAGE' | 'INTRODUCTION_MOVED' | 'MATCHES_CHANGED' | 'PING';

export type WeightInput = {
  readonly criterion: CriterionName;
  readonly weight: number;
};

export type ZoneKind = 'FREEPORT' | 'INVESTMENT_ZONE';
