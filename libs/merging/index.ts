export { SupplierMerger } from './supplier-merger.entity.js';
export type { MergePlan, Part } from './merge.plan.js';
export type { MergeIntroduction, MergeMember, MergeRecord } from './merge.record.js';
export { MERGE_PARTS, type MergePart, type MergeStep, mergeSteps } from './merge.steps.js';
export { type MergerView, MergingService } from './merging.service.js';
export { MergingModule } from './merging.module.js';
