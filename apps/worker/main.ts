import 'reflect-metadata';
import { runProcess } from '#lib/platform';
import { constants, setPriority } from 'node:os';
import { startWorker } from './worker.start.js';

// People who search are not kept waiting by digests and re-matching: on a busy machine this process comes after them.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
await runProcess('worker', ({ config, databaseUrl, log }) => startWorker(config, { databaseUrl, log }));
