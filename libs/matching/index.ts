export * from './model/model.types.js';
export * from './model/search.types.js';
export * from './model/scoring.constants.js';
export type { CapabilityNodeView } from './reading/capability.graph.js';
export { CapabilityGraph } from './reading/capability.graph.js';
export type { CorpusStatistics } from './reading/corpus.statistics.js';
export { type DriveEstimate, type GeoPoint, straightLineDrive } from './scoring/drive.estimate.js';
export { IndexBuilder, type IndexChanges, MatchIndex, type MatchIndexOptions } from './index/match.index.js';
export { ImageError, imageFromBytes, type IndexImage, imageToBytes } from './index/index.image.js';
export { type Outlook, RequirementIndex, type StandingMatch } from './standing/requirement.index.js';
export { countEligible, rank } from './ranking/match.ranking.js';
export { inOrderOfNeeds } from './ranking/requirement.order.js';
export { explain } from './explanation/match.explanation.js';
export { levelOfFit } from './scoring/need.level.js';
export { likelihoodOf } from './search/likelihood.line.js';
export { planAgain } from './scoring/requirement.plan.js';
export { nearMisses } from './standing/near-miss.finder.js';
export type { Shortfall, ShortfallKind } from './standing/gap.shortfall.js';
export type { Grounds } from './explanation/match.grounds.js';
export { isOneStep, nearMissesOf, type NearMissQuestion, slotsOf } from './standing/near-miss.sieve.js';
export { applyChange, applyChanges, changeKey, type SupplierChange } from './advice/supplier.change.js';
export {
  findUnlocks,
  type Opening,
  type Unlock,
  type UnlockOptions,
  unlocksInPieces,
} from './advice/unlock.finder.js';
export type { BlockerKind } from './ranking/blocker.kinds.js';
export { findTransitions, type Transition, transitionsInPieces } from './advice/transition.finder.js';
export {
  findPathways,
  type Pathway,
  type PathwayOptions,
  pathwaysInPieces,
} from './advice/pathway.finder.js';
export { atOnce, type Pieces } from './model/work.pieces.js';
export { useKernels } from './kernels/kernel.loader.js';
export { rerank, rerankInPieces, type Reweighed } from './ranking/match.reweighing.js';
export {
  consortiaInPieces,
  type Consortium,
  type ConsortiumMember,
  findConsortia,
} from './advice/consortium.finder.js';
export { type GapCell, gapOf, type SupplyGap, tabulateGaps } from './advice/supply-gap.finder.js';
export {
  findRelaxations,
  type QueryRelaxation,
  type RelaxationOptions,
  relaxationsInPieces,
} from './search/query.relaxation.js';
export {
  readNamesInPieces,
  type Suggestion,
  type SuggestionKind,
  suggestQueries,
} from './search/query.suggestions.js';
export { readTreeInPieces, readVocabularyInPieces } from './search/first.reading.js';
export { understandQuery } from './search/query.understanding.js';
export { enrichQuery } from './search/query.enrichment.js';
export { CursorError, search, standsWhereAsked } from './search/search.page.js';
export { sizeBand } from './index/facet.values.js';
export { affirmedText, type Analyser } from './reading/text.analysis.js';
export { analyseEnglish } from './reading/text.english.js';
export {
  type CollectionContext,
  type CollectionRequirement,
  type CollectionSupplier,
  collectionRequirementToRecord,
  collectionSupplierToRecord,
  wantedCodes,
} from './reading/collection.js';
export { saysSplittable } from './reading/split.reading.js';
export { firmRoles, readCapabilities } from './reading/profile.reading.js';
export {
  bootstrapInterval,
  bootstrapIntervalOf,
  mean,
  ndcgAt,
  precisionAt,
  recallAt,
  reciprocalRank,
  type Grades,
} from './evaluation/evaluation.metrics.js';
export { Bm25Peer, randomOrder, sicPeer, type TextDocument } from './evaluation/evaluation.peers.js';
export { findHardViolation, hardFactsOf } from './ranking/hard-facts.check.js';
export { shippedCollectionContext, shippedPlaces, shippedVocabulary } from './reading/shipped.context.js';
