import { USUAL_TERMS } from '#lib/files';

type Ids = Readonly<Record<string, string>>;
/** Arguments of an operation as they stand in a document. */
type Sample = (ids: Ids) => string;

const id =
  (key: string): Sample =>
  (ids) =>
    `id: "${ids[key]}"`;
const input =
  (write: (ids: Ids) => string): Sample =>
  (ids) =>
    `input: { ${write(ids)} }`;
const none: Sample = () => '';
const claim = (ids: Ids): string => `claim: { certificateId: "${ids.certificate}" }`;
const pair = (ids: Ids, requirement: string): string =>
  `requirementId: "${ids[requirement]}", supplierId: "${ids.supplier}"`;
const need = `needs: [{ phrase: "CNC turning", importance: MUST }]`;

/** How each operation is asked for what belongs to the world's organisations; the answers make the table. */
export const samples: Readonly<Record<string, Sample>> = {
  'Query.activity': none,
  'Query.accessRequests': none,
  'Query.alikeSuppliers': none,
  'Query.apiTokens': none,
  'Query.auditTrail': none,
  'Query.capabilities': () => 'query: "mill"',
  'Query.certifications': none,
  'Query.claims': () => 'filter: { state: CHECKED }',
  'Query.clusterBodies': none,
  'Query.clusterBody': id('cluster'),
  'Query.companyByNumber': () => 'number: "01234567"',
  'Query.demoPeople': none,
  'Query.digest': id('digest'),
  'Query.digestPreview': (ids) => `clusterId: "${ids.cluster}"`,
  'Query.importFindings': (ids) => `runId: "${ids.importRun}"`,
  'Query.introduction': id('interested'),
  'Query.introductions': none,
  'Query.knownClusterBodies': none,
  'Query.mail': id('mail'),
  'Query.mailedNotificationKinds': none,
  'Query.me': none,
  'Query.myAccessRequests': none,
  'Query.myInvitations': none,
  'Query.notifications': none,
  'Query.openIdProvider': none,
  'Query.opportunities': (ids) => `supplierId: "${ids.supplier}", first: 6`,
  'Query.organisation': id('supplier'),
  'Query.outbox': none,
  'Query.suspendedAddresses': none,
  'Query.overview': none,
  'Query.pathways': (ids) => `supplierId: "${ids.supplier}", sector: ADVANCED_MANUFACTURING`,
  'Query.place': () => 'postcode: "DE24 8SE"',
  'Query.previewRequirement': input((ids) => `buyerId: "${ids.buyer}", title: "A preview", ${need}`),
  'Query.recogniseCapabilities': () => 'text: "five axis milling"',
  'Query.recogniseMembers': (ids) => `clusterId: "${ids.cluster}", text: "Orchard Precision"`,
  'Query.requirement': id('draft'),
  'Query.requirements': () => 'filter: { states: [DRAFT, OPEN] }',
  'Query.run': id('importRun'),
  'Query.runs': none,
  'Query.savedSearches': (ids) => `organisationId: "${ids.buyer}"`,
  'Query.scorecard': none,
  'Query.searchSuppliers': () => 'query: "milling"',
  'Query.sectors': none,
  'Query.serviceHealth': none,
  'Query.serviceStatus': none,
  'Query.sessions': none,
  'Query.suggestQueries': () => 'typed: "mill"',
  'Query.supplier': id('supplier'),
  'Query.requirementCsv': (ids) => `buyerId: "${ids.buyer}"`,
  'Query.requirementCsvTemplate': none,
  'Query.requirementTemplateColumns': none,
  'Query.requirementWorkbookTemplate': none,
  'Query.supplierCsvTemplate': none,
  'Query.supplierMergePlan': (ids) => `staysId: "${ids.supplier}", goesId: "${ids.otherSupplier}"`,
  'Query.supplierWorkbookTemplate': none,
  'Query.supplyGaps': none,
  'Query.supportProgrammes': none,
  'Query.transitionSteps': () => 'sector: ADVANCED_MANUFACTURING',
  'Query.unlocks': (ids) => `supplierId: "${ids.supplier}"`,
  'Query.unreadNotificationCount': none,
  'Query.webhooks': (ids) => `organisationId: "${ids.buyer}"`,
  'Query.zones': none,

  'Mutation.acceptConfidentiality': input(
    (ids) =>
      `requirementId: "${ids.open}", organisationId: "${ids.supplier}", text: ${JSON.stringify(USUAL_TERMS)}`,
  ),
  'Mutation.acceptInvitation': id('invitation'),
  'Mutation.addAttachment': input(
    (ids) => `requirementId: "${ids.draft}", name: "a.pdf", mediaType: "application/pdf", bytes: 10`,
  ),
  'Mutation.addCertificateDocument': input(
    (ids) => `certificateId: "${ids.certificate}", name: "a.pdf", mediaType: "application/pdf", bytes: 10`,
  ),
  'Mutation.addClusterMembers': (ids) =>
    `clusterId: "${ids.cluster}", organisationIds: ["${ids.otherSupplier}"]`,
  'Mutation.approveAward': (ids) => `introductionId: "${ids.awarded}"`,
  'Mutation.claimOrganisation': input(
    (ids) =>
      `organisationId: "${ids.unclaimed}", evidence: "I am its works manager.", evidenceUrl: "a.example"`,
  ),
  'Mutation.beginOpenIdSignIn': () => 'nonce: "0123456789abcdefghijklmn"',
  'Mutation.cloneRequirement': id('draft'),
  'Mutation.closeRequirement': id('open'),
  'Mutation.composeDueDigests': none,
  'Mutation.createApiToken': input(() => 'name: "x", days: 1, scopes: [READ]'),
  'Mutation.createClusterBody': input(() => 'name: "Another Cluster"'),
  'Mutation.createRequirement': input((ids) => `buyerId: "${ids.buyer}", title: "Another", ${need}`),
  'Mutation.createWebhook': input(
    (ids) => `organisationId: "${ids.buyer}", url: "https://a.example/x", events: [MATCHES_CHANGED]`,
  ),
  'Mutation.decideAccessRequest': input((ids) => `id: "${ids.joining}", approve: true`),
  'Mutation.declineIntroduction': input(
    (ids) => `introductionId: "${ids.invited}", reason: NO_CAPACITY, as: SUPPLIER`,
  ),
  'Mutation.deleteSavedSearch': id('search'),
  'Mutation.deleteWebhook': id('webhook'),
  'Mutation.demoSignIn': () => 'email: "officer@midlands-match.example"',
  'Mutation.eraseOrganisation': (ids) => `id: "${ids.otherBuyer}", reason: "They close"`,
  'Mutation.erasePerson': id('owner'),
  'Mutation.expressInterest': input((ids) => pair(ids, 'inviting')),
  'Mutation.extendRequirement': (ids) => `id: "${ids.open}", closesOn: "2099-01-01"`,
  'Mutation.importRequirements': input(
    (ids) => `format: REQUIREMENT_CSV, buyerId: "${ids.buyer}", content: "reference,title\\nA-1,Brackets"`,
  ),
  'Mutation.finishOpenIdSignIn': input(() => 'code: "x", state: "x", nonce: "x"'),
  'Mutation.importSuppliers': input(() => 'csv: "name,postcode\\nA,DE24 8SE"'),
  'Mutation.distinguishSuppliers': input(
    (ids) => `oneId: "${ids.supplier}", otherId: "${ids.otherSupplier}", note: "Two trades"`,
  ),
  'Mutation.inviteMember': input(
    (ids) => `organisationId: "${ids.supplier}", email: "new@orchard.example", role: VIEWER`,
  ),
  'Mutation.inviteSupplier': input(
    (ids) => `requirementId: "${ids.open}", supplierId: "${ids.otherSupplier}"`,
  ),
  'Mutation.markNotificationsRead': none,
  'Mutation.mergeSuppliers': input(
    (ids) => `staysId: "${ids.supplier}", goesId: "${ids.otherSupplier}", reason: "One firm"`,
  ),
  'Mutation.pauseWebhook': id('webhook'),
  'Mutation.renewWebhookSecret': id('webhook'),
  'Mutation.testWebhook': id('webhook'),
  'Mutation.publishRequirement': id('draft'),
  'Mutation.publishRequirements': (ids) => `ids: ["${ids.draft}"]`,
  'Mutation.recordAward': input((ids) => `introductionId: "${ids.shortlisted}", valueGbp: 1`),
  'Mutation.refuseClaim': input(
    (ids) => `supplierId: "${ids.supplier}", ${claim(ids)}, reason: "Not in the register"`,
  ),
  'Mutation.registerBuyer': input(() => 'name: "Brand New Motors", postcode: "DE24 8SE"'),
  'Mutation.registerSupplier': input(
    () => 'name: "Brand New Forge", postcode: "DE24 8SE", statedCapabilities: ["forging"]',
  ),
  'Mutation.removeClusterMembers': (ids) =>
    `clusterId: "${ids.cluster}", organisationIds: ["${ids.supplier}"]`,
  'Mutation.removeAttachment': id('file'),
  'Mutation.removeMember': (ids) => `organisationId: "${ids.supplier}", personId: "${ids.owner}"`,
  'Mutation.replayWebhookDelivery': id('delivery'),
  'Mutation.requestDataExport': (ids) => `organisationId: "${ids.supplier}"`,
  'Mutation.requestEmailChange': () => 'email: "other@orchard.example"',
  'Mutation.confirmEmailChange': () => 'token: "x"',
  'Mutation.requestSignInLink': input(
    () => 'email: "anybody@orchard.example", nonce: "0123456789abcdefghijklmn"',
  ),
  'Mutation.requestToJoin': input(
    (ids) => `organisationId: "${ids.otherSupplier}", evidence: "I work there."`,
  ),
  'Mutation.rerankAll': none,
  'Mutation.resendMail': id('mail'),
  'Mutation.resumeMailAddress': (ids) => `address: "digest@cluster.example", clusterId: "${ids.cluster}"`,
  'Mutation.retryImport': id('importRun'),
  'Mutation.renameMe': () => 'name: "Some Body"',
  'Mutation.revokeApiToken': id('apiToken'),
  'Mutation.revokeInvitation': id('invitation'),
  'Mutation.revokeSession': () => 'id: "session_00041061050r3gg28a1c60t3gf"',
  'Mutation.saveSearch': input((ids) => `organisationId: "${ids.buyer}", name: "Another", query: "turning"`),
  'Mutation.sendIntroductionMessage': input((ids) => `introductionId: "${ids.interested}", body: "Hello"`),
  'Mutation.setMailedNotificationKinds': () => 'kinds: []',
  'Mutation.setConfidentialityText': (ids) => `requirementId: "${ids.draft}", text: "Keep it to yourselves"`,
  'Mutation.setPublicFields': (ids) => `supplierId: "${ids.supplier}", fields: [EMPLOYEES]`,
  'Mutation.setTwoPersonAwards': (ids) => `buyerId: "${ids.buyer}", wanted: false`,
  'Mutation.shortlistSupplier': input((ids) => `introductionId: "${ids.interested}"`),
  'Mutation.signIn': input(() => 'token: "x", nonce: "0123456789abcdefghijklmn"'),
  'Mutation.signOut': none,
  'Mutation.suggestIntroduction': input((ids) => pair(ids, 'open')),
  'Mutation.undoAccessDecision': (ids) => `id: "${ids.claimed}", reason: "A mistake"`,
  'Mutation.undoSupplierDistinction': id('distinction'),
  'Mutation.undoSupplierMerger': id('merger'),
  'Mutation.undoImport': id('importRun'),
  'Mutation.undoClaimCheck': id('check'),
  'Mutation.undoClaim': (ids) => `id: "${ids.claimed}", reason: "A mistake"`,
  'Mutation.updateDigestSchedule': input((ids) => `clusterId: "${ids.cluster}", hour: 9`),
  'Mutation.updateRequirement': input((ids) => `id: "${ids.draft}", title: "Renamed"`),
  'Mutation.updateSupplier': input((ids) => `id: "${ids.supplier}", leadTimeDays: 3`),
  'Mutation.verifyClaim': input(
    (ids) => `supplierId: "${ids.supplier}", ${claim(ids)}, finding: REGISTER_CHECKED`,
  ),
  'Mutation.vouchForClaim': input(
    (ids) => `clusterId: "${ids.cluster}", supplierId: "${ids.supplier}", ${claim(ids)}`,
  ),
  'Mutation.withdrawIntroduction': input(
    (ids) => `introductionId: "${ids.interested}", reason: NO_CAPACITY, as: SUPPLIER`,
  ),
  'Mutation.withdrawRequirement': id('open'),

  'Subscription.importProgress': (ids) => `runId: "${ids.importRun}"`,
  'Subscription.matchProgress': (ids) => `runId: "${ids.matchRun}"`,
};

/** More places to look for what must not leak: the same operations asked for other things. */
export const lookingElsewhere: readonly [operation: string, sample: Sample][] = [
  ...['open', 'outline', 'named', 'interesting'].map((key): [string, Sample] => [
    'Query.requirement',
    id(key),
  ]),
  ['Query.requirements', () => 'filter: { text: "gearcase" }'],
  ['Query.requirements', () => 'filter: { text: "housing" }'],
  ['Query.requirements', (ids) => `filter: { buyerId: "${ids.buyer}" }`],
  ['Query.introductions', (ids) => `filter: { organisationId: "${ids.supplier}" }`],
  ['Query.introductions', (ids) => `filter: { requirementId: "${ids.interesting}" }`],
  ['Query.organisation', id('buyer')],
  ['Query.organisation', id('cluster')],
  ['Query.searchSuppliers', () => 'query: "orchard", includeBlocked: true'],
  ['Query.searchSuppliers', () => 'orderBy: NAME, first: 32'],
  ['Query.run', id('matchRun')],
];
