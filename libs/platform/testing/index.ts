export {
  administer,
  databaseNameOf,
  openTestDatabase,
  templateVariable,
  type TestDatabase,
  withDatabase,
} from './test-database.js';
export { eventually } from './eventually.js';
export { type Gate, openGate } from './gate.js';
export { drainJobs } from './drain.js';
export { testedBackends } from './queue-backends.js';
