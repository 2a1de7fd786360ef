export { MatchList } from './match-list.entity.js';
export { ReadingCode } from './reading-code.entity.js';
export { noteReadingCodeOfEmptyStore } from './reading-code.store.js';
export { RereadingService, rereadWords } from './rereading.service.js';
export { EngineStatistics } from './engine-statistics.entity.js';
export * from './match-list.types.js';
export { engineOptions } from './engine.options.js';
export { inTurns, ownTurn, Turns } from './event-loop.turn.js';
export { imageFolderOf } from './index.snapshot.js';
export { type Economy, type HolderOptions, MatchIndexHolder } from './match-index.holder.js';
export { type ConsortiumView, MatchOptionsService, type ReweighedMatch } from './match-options.service.js';
export { type ClusterOpening, ClusterOpenings } from './cluster.openings.js';
export { explainMatch } from './match.explainer.js';
export { MatchListService, type MatchQuery } from './match-list.service.js';
export { visibleToSupplier } from './match-list.store.js';
export { pageOf, toCursor } from './page.cursor.js';
export { type NearMissAsking, NearMissBook, type NearMissEntry } from './near-miss.book.js';
export {
  RequirementAdvisor,
  type RequirementEffect,
  type RequirementRelaxation,
  type RequirementWarning,
} from './requirement.advisor.js';
export { inLanes } from './ranking.parts.js';
export { type HiddenReason, type ProfileHealth, ProfileHealthService } from './profile.health.js';
export { RankingService } from './ranking.service.js';
export { MatchListsModule } from './match-lists.module.js';
