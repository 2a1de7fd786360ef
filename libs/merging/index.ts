export { DistinctionService } from './distinction.service.js';
export type { Distinction } from './like.pairs.js';
export { SupplierDistinction } from './supplier-distinction.entity.js';
export { SupplierMerger } from './supplier-merger.entity.js';
export type { MergePlan, Part } from './merge.plan.js';
export type { MergeIntroduction, MergeMember, MergeRecord } from './merge.record.js';
export { MERGE_PARTS, type MergePart, type MergeStep, mergeSteps } from './merge.steps.js';
export { type MergerView, MergingService, type SeenPlan } from './merging.service.js';
export { MergingModule } from './merging.module.js';
