export { type RunningWeb, startWeb, type WebOptions } from './web.server.js';
