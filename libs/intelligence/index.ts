export { changeInWords } from './change.words.js';
export { programmesFor } from './support.finder.js';
export { type OpeningView, type PathwayView, UnlockService, type UnlockView } from './unlock.service.js';
export {
  cellsOf,
  type GapDimension,
  NEAR_MISSES_MOST,
  type SupplyGapCell,
  type SupplyGapFilter,
  type SupplyGapPage,
  SupplyGapService,
  type SupplyGapView,
} from './supply-gap.service.js';
export { TransitionService, type TransitionStep } from './transition.service.js';
export { type AddsUp, type Cell, controlled, type ControlledCell } from './disclosure.control.js';
export { type Period, readPeriod } from './scorecard.period.js';
export {
  type Figure,
  type Measure,
  MEASURES,
  type ReplyFigure,
  type Scorecard,
  type ScorecardRow,
} from './scorecard.figures.js';
export { type ActivityScope, ActivityService, type ActivityWeek, EVERYTHING } from './activity.service.js';
export { ScorecardService } from './scorecard.service.js';
export {
  catalogueOf,
  type Column,
  type DatasetEntry,
  type DatasetName,
  DATASETS,
  LICENCE,
  type OpenRow,
} from './open-data.catalogue.js';
export { openCsv } from './open-data.format.js';
export { OpenDataService } from './open-data.service.js';
export { OCID_PREFIX, type OcdsRelease, ocidOf, toPackage } from './ocds.release.js';
export { OcdsService, PACKAGE_SIZE } from './ocds.service.js';
export { IntelligenceModule } from './intelligence.module.js';
