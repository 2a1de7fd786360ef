export { jobCatalogue } from './job.catalogue.js';
export { type RunningWorker, startWorker, type WorkerOptions } from './worker.start.js';
