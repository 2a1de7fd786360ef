/** What a field takes of the processor, in microseconds. */
export interface FieldCost {
  /** For each time it is answered, its rows left out. */
  call: number;
  /** For each row of its page, whether its edges are asked for or not; of a list given whole, for each object. */
  row?: number;
  /** How many a list that has no `first` holds, where that is not the usual; less than one where often nothing is there. */
  rows?: number;
  /** How many there can be, whatever `first` says. */
  most?: number;
}

/** What everything costs that the table below does not name. */
export const usualCosts = {
  /** A document: HTTP, who calls, the first statement. */
  document: 1_000,
  /** A field as it stands in the text. */
  written: 10,
  /** A mutation: its transaction, and taking in what it changed. */
  mutation: 4_000,
  /** A value answered. */
  leaf: 1,
  /** An object answered, and one that stands in a list. */
  object: 3,
  /** A row that a connection reads. */
  row: 40,
  /** Objects of a list given whole. */
  rows: 4,
} as const;

/**
 * Measured by `npm run bench -- costly` and its like, a field at a time, with ten and a hundred of each: what the
 * documents of that section take must not be more than they weigh. A name with an argument stands for the field when
 * that argument is given.
 */
export const fieldCosts: Readonly<Record<string, FieldCost | undefined>> = {
  // What the engine works out.
  'Query.digestPreview': { call: 45_000 },
  'Query.opportunities': { call: 7_000, row: 150 },
  'Query.pathways': { call: 30_000, row: 20 },
  'Query.previewRequirement': { call: 12_000 },
  'Query.recogniseCapabilities': { call: 8_000 },
  'Query.recogniseMembers': { call: 15_000, rows: 50 },
  'Query.searchSuppliers': { call: 7_500, row: 15 },
  'Query.suggestQueries': { call: 2_500, row: 3 },
  'Query.supplyGaps': { call: 7_200, row: 60 },
  'Query.transitionSteps': { call: 30_000, row: 10 },
  'Query.unlocks': { call: 24_000, row: 60 },
  'Requirement.consortia': { call: 8_000, row: 60 },
  'Requirement.effect': { call: 8_000 },
  'Requirement.matches': { call: 200, row: 150, most: 50 },
  'Requirement.matches(includeBlocked)': { call: 8_500, row: 150, most: 100 },
  'Requirement.matches(region)': { call: 1_200, row: 150, most: 50 },
  'Requirement.reweigh': { call: 5_000, row: 150, most: 50 },
  'SupplierSearchConnection.facets': { call: 1_000, rows: 7 },
  'SupplierSearchConnection.relaxations': { call: 8_000 },
  'SupplierSearchEdge.explanation': { call: 20 },
  'Supplier.health': { call: 8_000 },
  'SupplyGap.nearMisses': { call: 300 },
  'SupplyGapConnection.cells': { call: 200, rows: 20 },

  // Statements of their own, and lists.
  'ClusterBody.activity': { call: 100, rows: 12 },
  'ClusterBody.digestSchedule': { call: 60 },
  'ClusterBody.digests': { call: 150, row: 40 },
  'ClusterBody.members': { call: 300, row: 40 },
  'ClusterBody.openings': { call: 500, row: 60 },
  'Organisation.auditTrail': { call: 1_000, row: 50 },
  'Organisation.invitations': { call: 300 },
  'Organisation.members': { call: 300 },
  'Query.accessRequests': { call: 600, rows: 20 },
  'Query.activity': { call: 1_000, rows: 26 },
  'Query.alikeSuppliers': { call: 5_000, row: 300 },
  'Query.apiTokens': { call: 400, rows: 10 },
  'Query.auditTrail': { call: 1_000, row: 50 },
  'Query.capabilities': { call: 500, row: 15 },
  'Query.certifications': { call: 100, row: 6, rows: 128 },
  'Query.claims': { call: 800, row: 45 },
  'Query.clusterBodies': { call: 500, row: 30, rows: 12 },
  'Query.clusterBody': { call: 400 },
  'Query.companyByNumber': { call: 500 },
  'Query.demoPeople': { call: 500, rows: 10 },
  'Query.digest': { call: 600 },
  'Query.importFindings': { call: 600, rows: 2_000 },
  'Query.introduction': { call: 800 },
  'Query.introductions': { call: 1_000, row: 60 },
  'Query.knownClusterBodies': { call: 50, row: 6, rows: 15 },
  'Query.mail': { call: 600 },
  'Query.mailedNotificationKinds': { call: 400 },
  'Query.me': { call: 300 },
  'Query.myAccessRequests': { call: 500 },
  'Query.myInvitations': { call: 500 },
  'Query.notifications': { call: 800, row: 40 },
  'Query.openIdProvider': { call: 100 },
  'Query.organisation': { call: 500 },
  'Query.outbox': { call: 600, row: 40 },
  'Query.overview': { call: 1_000 },
  'Query.place': { call: 500 },
  'Query.requirement': { call: 800 },
  'Query.requirementCsv': { call: 20_000 },
  'Query.requirementCsvTemplate': { call: 50 },
  'Query.requirementTemplateColumns': { call: 50, rows: 20 },
  'Query.requirementWorkbookTemplate': { call: 50 },
  'Query.requirements': { call: 1_000, row: 20 },
  'Query.run': { call: 500 },
  'Query.runs': { call: 800, row: 30 },
  'Run.buyerId': { call: 15 },
  'Run.requirements': { call: 500, row: 20 },
  'Run.retryable': { call: 15 },
  'Run.undoable': { call: 15 },
  'Query.savedSearches': { call: 1_000, rows: 10 },
  'Query.scorecard': { call: 1_500 },
  'Query.sectors': { call: 20, rows: 5 },
  'Query.serviceHealth': { call: 20_000 },
  'Query.serviceStatus': { call: 1_500 },
  'Query.sessions': { call: 500, rows: 10 },
  'Query.supplier': { call: 600 },
  'Query.suspendedAddresses': { call: 400 },
  'Query.supplierMergePlan': { call: 4_000 },
  'Query.supplierCsvTemplate': { call: 50 },
  'Query.supplierWorkbookTemplate': { call: 50 },
  'Query.supportProgrammes': { call: 50, row: 8, rows: 12 },
  'Query.unreadNotificationCount': { call: 400 },
  'Query.webhooks': { call: 600, rows: 10 },
  'Query.zones': { call: 50, row: 6, rows: 10 },
  'Requirement.introductions': { call: 400, row: 60 },
  'Webhook.deliveries': { call: 300, row: 20 },

  // Resolved for each object, from statements made for all of them.
  'Claim.checks': { call: 60 },
  'Claim.supplier': { call: 90 },
  'Digest.cluster': { call: 60 },
  'Introduction.contacts': { call: 60 },
  'Introduction.events': { call: 60, row: 10, rows: 2.5 },
  'Introduction.messages': { call: 60 },
  'Introduction.requirement': { call: 120 },
  'Introduction.supplier': { call: 90 },
  'IntroductionEvent.standing': { call: 20, rows: 0.4 },
  'NearMiss.supplier': { call: 90 },
  'Opening.requirement': { call: 120 },
  'OpportunityEdge.introduction': { call: 60 },
  'OpportunityEdge.node': { call: 120 },
  'OpportunityEdge.requirement': { call: 120 },
  'Requirement.amendments': { call: 60, rows: 1 },
  'Requirement.attachments': { call: 60, rows: 1 },
  'Requirement.buyer': { call: 50 },
  'Requirement.confidentiality': { call: 60 },
  // Drafts alone have any.
  'Requirement.publicationBlockers': { call: 3, rows: 0.2 },
  'Requirement.viewedBy': { call: 60, rows: 2 },
  'RequirementEdge.node': { call: 120 },
  'ReweighedEdge.node': { call: 90 },
  'ReweighedEdge.supplier': { call: 90 },
  'Supplier.activity': { call: 100, rows: 12 },
  'Supplier.checks': { call: 60, rows: 1 },
  'Supplier.mergers': { call: 60, rows: 0.1 },
  'SupplierSearchEdge.node': { call: 70 },
  'SupplyGap.requirement': { call: 120 },
  'Unlock.opens': { call: 30, row: 3 },
  'ConsortiumMember.supplier': { call: 90 },
  'Facet.values': { call: 5, rows: 20 },
  'UnderstoodQuery.facets': { call: 5, rows: 6 },
  'MatchEdge.criteria': { call: 5, rows: 7 },
  'Explanation.criteria': { call: 5, rows: 7 },
  'OpportunityEdge.criteria': { call: 5, rows: 7 },
  'ReweighedEdge.criteria': { call: 5, rows: 7 },
  'Standing.criteria': { call: 5, rows: 7 },
  'MatchConnection.eligibleCount': { call: 100 },
  'MatchEdge.blockers': { call: 3, rows: 1 },
  'Explanation.blockers': { call: 3, rows: 1 },
  'OpportunityEdge.blockers': { call: 3, rows: 1 },
  'ReweighedEdge.blockers': { call: 3, rows: 1 },
  'Standing.blockers': { call: 3, rows: 1 },
  'Supplier.capabilities': { call: 3, rows: 10 },
  'Supplier.sites': { call: 3, rows: 1 },
  'Supplier.contacts': { call: 3, rows: 2 },
  'Attachment.downloads': { call: 60, rows: 1 },
  'Certificate.documents': { call: 60, rows: 1 },
  'Confidentiality.acceptances': { call: 3, rows: 1 },
  'RequirementAmendment.changes': { call: 3, rows: 2 },

  // Long texts.
  'Requirement.description': { call: 8 },
  'Supplier.summary': { call: 4 },
  'AuditEntry.after': { call: 10 },
  'AuditEntry.before': { call: 10 },
  'Digest.html': { call: 200 },
  'Digest.page': { call: 100 },
  'Digest.text': { call: 50 },
  'DigestPreview.html': { call: 200 },
  'Mail.html': { call: 200 },
  'Mail.text': { call: 50 },

  // The schema about itself.
  '__Schema.types': { call: 5, rows: 285 },
  '__Schema.directives': { call: 5, rows: 6 },
  '__Type.fields': { call: 2, rows: 3.6 },
  '__Type.inputFields': { call: 1, rows: 0.9 },
  '__Type.enumValues': { call: 1, rows: 1.1 },
  '__Type.interfaces': { call: 1, rows: 0.05 },
  '__Type.possibleTypes': { call: 1, rows: 0.05 },
  '__Type.ofType': { call: 1, rows: 0.5 },
  '__Field.args': { call: 1, rows: 0.2 },
};
