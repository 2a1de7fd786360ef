import 'reflect-metadata';
import { runProcess } from '#lib/platform';
import { letOthersGoFirst } from './process.priority.js';
import { startWorker } from './worker.start.js';

// People who search are not kept waiting by digests and re-matching: on a busy machine this process comes after them.
letOthersGoFirst();
await runProcess('worker', ({ config, databaseUrl, log }) => startWorker(config, { databaseUrl, log }));
