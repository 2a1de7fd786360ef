export * from './model.types.js';
export * from './search.types.js';
export * from './scoring.constants.js';
export type { CapabilityNodeView } from './capability.graph.js';
export { CapabilityGraph } from './capability.graph.js';
export type { CorpusStatistics } from './corpus.statistics.js';
export { type DriveEstimate, type GeoPoint, straightLineDrive } from './drive.estimate.js';
export { IndexBuilder, type IndexChanges, MatchIndex, type MatchIndexOptions } from './match.index.js';
export { ImageError, imageFromBytes, type IndexImage, imageToBytes } from './index.image.js';
export { type Outlook, RequirementIndex, type StandingMatch } from './requirement.index.js';
export { countEligible, rank } from './match.ranking.js';
export { inOrderOfNeeds } from './requirement.order.js';
export { explain } from './match.explanation.js';
export { levelOfFit } from './need.level.js';
export { likelyFrom } from './likelihood.line.js';
export { nearMisses } from './near-miss.finder.js';
export type { Shortfall, ShortfallKind } from './gap.shortfall.js';
export type { Grounds } from './match.grounds.js';
export { isOneStep, nearMissesOf, type NearMissQuestion, slotsOf } from './near-miss.sieve.js';
export { applyChange, applyChanges, changeKey, type SupplierChange } from './supplier.change.js';
export {
  findUnlocks,
  type Opening,
  type Unlock,
  type UnlockOptions,
  unlocksInPieces,
} from './unlock.finder.js';
export type { BlockerKind } from './blocker.kinds.js';
export { findTransitions, type Transition, transitionsInPieces } from './transition.finder.js';
export { findPathways, type Pathway, type PathwayOptions, pathwaysInPieces } from './pathway.finder.js';
export { atOnce, type Pieces } from './work.pieces.js';
export { useKernels } from './kernels/kernel.loader.js';
export { rerank, rerankInPieces, type Reweighed } from './match.reweighing.js';
export {
  consortiaInPieces,
  type Consortium,
  type ConsortiumMember,
  findConsortia,
} from './consortium.finder.js';
export { type GapCell, gapOf, type SupplyGap, tabulateGaps } from './supply-gap.finder.js';
export {
  findRelaxations,
  type QueryRelaxation,
  type RelaxationOptions,
  relaxationsInPieces,
} from './query.relaxation.js';
export {
  readNamesInPieces,
  type Suggestion,
  type SuggestionKind,
  suggestQueries,
} from './query.suggestions.js';
export { readTreeInPieces, readVocabularyInPieces } from './first.reading.js';
export { understandQuery } from './query.understanding.js';
export { enrichQuery } from './query.enrichment.js';
export { CursorError, search } from './search.page.js';
export { sizeBand } from './facet.values.js';
export { affirmedText, type Analyser } from './text.analysis.js';
export { analyseEnglish } from './text.english.js';
export {
  type CollectionContext,
  type CollectionRequirement,
  type CollectionSupplier,
  collectionRequirementToRecord,
  collectionSupplierToRecord,
  firmRoles,
  readCapabilities,
  saysSplittable,
  wantedCodes,
} from './collection.js';
export {
  bootstrapInterval,
  mean,
  ndcgAt,
  precisionAt,
  recallAt,
  reciprocalRank,
  seededRandom,
  type Grades,
} from './evaluation.metrics.js';
export { Bm25Peer, randomOrder, sicPeer, type TextDocument } from './evaluation.peers.js';
export { findHardViolation, hardFactsOf } from './hard-facts.check.js';
export { shippedCollectionContext, shippedPlaces, shippedVocabulary } from './shipped.context.js';
