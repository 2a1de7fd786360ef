export type {
  Economy,
  EconomyOptions,
  SampleBuyer,
  SampleClusterBody,
  SamplePerson,
  SampleRequirement,
  SampleSupplier,
} from './economy.types.js';
export { generateEconomy } from './economy.generator.js';
export { type HistoryStores, loadHistory } from './history.loader.js';
export { type EconomyStores, loadEconomy, type LoadProgress, type LoadReport } from './economy.loader.js';
export { readSampleState, type SampleState } from './economy.state.js';
export { type RecordOptions, requirementRecords, supplierRecords, toRecords } from './economy.records.js';
