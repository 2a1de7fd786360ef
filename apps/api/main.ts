import 'reflect-metadata';
import { runProcess } from '#lib/platform';
import { startApi } from './api.server.js';

await runProcess('api', ({ config, databaseUrl, log }) => startApi(config, { databaseUrl, log }));
